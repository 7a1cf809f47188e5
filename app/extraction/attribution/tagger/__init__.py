"""The learned tagger: spans of source, cue and content, linked to attributions."""
