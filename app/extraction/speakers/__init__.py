"""Speakers of attributions: mentions, roles, pronouns, unnamed sources, dates."""
