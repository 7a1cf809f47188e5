"""Training of the relation reader: `python -m training.relations --help`."""
