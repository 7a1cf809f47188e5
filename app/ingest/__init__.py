"""The one place where extraction meets storage: document in, knowledge in the database."""
