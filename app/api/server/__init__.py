"""HTTP/1.1: framing, protocol, processes."""
