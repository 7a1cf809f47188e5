"""Entities with their ids, and claims."""
