"""Relations between claims: one rule a module, listed in the registry."""
