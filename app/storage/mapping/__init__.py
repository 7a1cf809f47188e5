"""Domain records ↔ rows."""
