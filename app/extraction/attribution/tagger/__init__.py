"""Attributions by the learned tagger: spans of source, cue and content, tied together."""
