"""The relation reader: a network that reads claims in their context and says which of them agree or dispute."""
