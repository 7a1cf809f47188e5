"""How the service behaves when there is much of everything."""
