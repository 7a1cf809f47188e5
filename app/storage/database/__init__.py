"""Engines, connections, time limits and migrations of SQLite and PostgreSQL."""
