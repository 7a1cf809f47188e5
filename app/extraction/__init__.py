"""Extraction: text in, records out, with no knowledge of databases or HTTP."""
