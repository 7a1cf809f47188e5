"""Forms of exported claims and relations."""
