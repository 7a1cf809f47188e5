"""Names in a text: where they stand, of which kind they are, and who bears them."""
