"""One module a resource: its operations."""
