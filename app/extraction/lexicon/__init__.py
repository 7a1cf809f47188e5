"""Word lists, and the schemas that they are held to."""
