"""Sources → speakers: mentions, roles, pronouns, unnamed sources, dates."""
