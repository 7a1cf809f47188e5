"""Linking: entities with their ids, and claims."""
