"""Claims → their stances on the codebook's propositions."""
