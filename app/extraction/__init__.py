"""Text in, records out. Knows no database and no HTTP."""
