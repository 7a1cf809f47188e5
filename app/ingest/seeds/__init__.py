"""A folder of documents → the database: its texts, reference data and codebook."""
