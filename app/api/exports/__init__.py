"""Forms in which claims and relations leave the service."""
