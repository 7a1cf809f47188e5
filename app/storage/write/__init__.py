"""Knowledge, written in the caller's transaction."""
