"""The triggers that give each state of the data a number of its own, whoever changes it.

Caches rely on it, also where another program writes. The number is random, so that no other state
ever has it, not even where a backup is restored.
"""

from collections.abc import Iterator

from app.storage.schema import tables as t

# No answer shows what is in these.
UNSEEN = (t.data_version, t.entity_observation, t.seed_folder)
WATCHED = [table.name for table in t.metadata.sorted_tables if table not in UNSEEN]
# By event: the rows that PostgreSQL shows a trigger for a whole statement.
EVENTS = {"INSERT": "NEW", "UPDATE": "NEW", "DELETE": "OLD"}
FIRST = "INSERT INTO data_version (number) VALUES (1)"
FUNCTION = """
CREATE FUNCTION renew_data_version() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        UPDATE data_version SET number = (random() * 9e18)::bigint;
    ELSIF EXISTS (SELECT 1 FROM changed) THEN
        UPDATE data_version SET number = (random() * 9e18)::bigint;
    END IF;
    RETURN NULL;
END $$
"""


def creation(dialect: str) -> Iterator[str]:
    """The first number, and what renews it: row by row on SQLite, once a statement on PostgreSQL."""
    yield FIRST
    if dialect == "sqlite":
        yield from (_on_sqlite(table, event) for table in WATCHED for event in EVENTS)
        return
    yield FUNCTION
    for table in WATCHED:
        for event, rows in EVENTS.items():
            yield _on_postgresql(table, event, f"REFERENCING {rows} TABLE AS changed")
        yield _on_postgresql(table, "TRUNCATE")


def removal(dialect: str) -> Iterator[str]:
    """What drops that which no table takes along."""
    if dialect == "postgresql":
        yield "DROP FUNCTION renew_data_version CASCADE"


def _on_sqlite(table: str, event: str) -> str:
    renewed = "UPDATE data_version SET number = random()"
    return f"CREATE TRIGGER {_name(table, event)} AFTER {event} ON {table} BEGIN {renewed}; END"


def _on_postgresql(table: str, event: str, changed: str = "") -> str:
    return (
        f"CREATE TRIGGER {_name(table, event)} AFTER {event} ON {table} {changed}"
        " FOR EACH STATEMENT EXECUTE FUNCTION renew_data_version()"
    )


def _name(table: str, event: str) -> str:
    return f"data_version_after_{event.lower()}_of_{table}"
