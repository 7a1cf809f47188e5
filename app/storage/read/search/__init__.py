"""Full text on both databases."""
