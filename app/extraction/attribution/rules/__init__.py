"""Attributions by the grammar of a sentence."""
