"""Text → lines, passages, quotation marks."""
