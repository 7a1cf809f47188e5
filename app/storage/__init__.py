"""Every SQL statement: tables, migrations, what is written and what is read. Knows no HTTP."""
