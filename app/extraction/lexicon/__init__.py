"""The lexicon: word lists and their schemas."""
