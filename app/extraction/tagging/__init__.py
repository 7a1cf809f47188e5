"""The learned tagger: paragraphs in, spans of source, cue and content out, tied together."""
