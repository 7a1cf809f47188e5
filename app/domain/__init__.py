"""What Onrecord means: the nouns, their identity and what can go wrong. Pure Python."""
