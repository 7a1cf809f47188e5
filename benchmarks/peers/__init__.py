"""What the service is measured against, each a process of its own."""
