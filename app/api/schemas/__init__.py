"""One module a resource: the shapes of its requests and responses."""
