"""Attribution rules over the grammar of a sentence."""
