"""Attributions: who said what, as source, cue and content."""
