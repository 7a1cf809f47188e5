"""Many rows at once, as fast as the database takes them.

Values are processed as the columns' types demand, a column at a time, and handed to the driver: by
executemany on SQLite and by COPY on PostgreSQL. Nothing is filled in: each row has every column that
cannot be null.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Dialect, Table, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

Row = Mapping[str, object]

# Held in memory twice: as they come, and as the driver takes them.
BATCH = 10_000
BELIEVED_EMPTY = text("""
    SELECT relname FROM pg_class
     WHERE relname = ANY(:names) AND relnamespace = current_schema()::text::regnamespace
       AND reltuples = 0 AND pg_relation_size(oid) > 0
""")


def insert(session: Session, table: Table, rows: Iterable[Row]) -> None:
    """Add these rows, all of which name the same columns."""
    connection = session.connection()
    dialect = connection.dialect
    for batch in _batches(rows):
        names = list(batch[0])
        values = zip(*(_column(dialect, table, name, batch) for name in names), strict=True)
        columns = ", ".join(map(dialect.identifier_preparer.quote, names))
        if dialect.name == "sqlite":
            marks = ", ".join("?" * len(names))
            # Not compiled by SQLAlchemy, which for few rows takes longer than they do.
            statement = f"INSERT INTO {table.name} ({columns}) VALUES ({marks})"  # noqa: S608 - our own names
            connection.exec_driver_sql(statement, list(values))
        else:
            _copy(connection, f"COPY {table.name} ({columns}) FROM STDIN", values)


def recount(session: Session, tables: Iterable[Table]) -> None:
    """Let PostgreSQL count those of the tables that it believes to be empty, though they are not.

    It counted them when all their rows had just gone, and plans as for no rows, however many have come
    since. Of a table in which it has once seen rows, it reckons their number from its size.
    """
    if session.get_bind().dialect.name == "sqlite":
        return
    names = {"names": [table.name for table in tables]}
    for name in session.execute(BELIEVED_EMPTY, names).scalars().all():
        session.execute(text(f"ANALYZE {name}"))


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    waiting = iter(rows)
    while batch := list(islice(waiting, BATCH)):
        yield batch


def _column(dialect: Dialect, table: Table, name: str, rows: Sequence[Row]) -> Iterable[object]:
    """One column's values as the driver takes them."""
    values = (row[name] for row in rows)
    process = table.c[name].type.dialect_impl(dialect).bind_processor(dialect)
    return values if process is None else map(process, values)


def _copy(connection: Connection, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
    """PostgreSQL's COPY, whose errors are those of any other statement."""
    driver: Any = connection.connection.driver_connection
    dialect = connection.dialect
    errors: Any = dialect.loaded_dbapi
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    except errors.Error as error:
        raise DBAPIError.instance(
            statement,
            None,
            error,
            errors.Error,
            connection_invalidated=dialect.is_disconnect(error, driver, None),
            dialect=dialect,
        ) from error
