"""ASGI layers around every request and response."""
