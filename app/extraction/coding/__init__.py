"""Coding: the stances of claims on the codebook's propositions."""
