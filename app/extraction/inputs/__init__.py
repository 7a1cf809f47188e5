"""Inputs of extraction beside the text: known entities and the codebook."""
