"""Sentences → source, cue and content."""
