"""What a document is read with: known entities and the codebook."""
