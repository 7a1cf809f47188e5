"""Training of the attribution tagger; not needed to run it."""
