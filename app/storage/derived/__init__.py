"""Rows that follow from others, refreshed where these change."""
