"""Claims, read: filters, the plan of the query, the reader."""
