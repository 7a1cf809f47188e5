"""Relations that a text states between its claims, one rule a module."""
