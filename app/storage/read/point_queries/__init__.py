"""The data's version, one claim and the schema's version, asked without a session."""
