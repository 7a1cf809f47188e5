"""What the API asks for, one module a resource."""
