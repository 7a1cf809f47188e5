"""Point queries for a database, by its dialect."""

from sqlalchemy import Engine

from app.storage.read.point_queries.postgres import PostgreSQLPointQueries
from app.storage.read.point_queries.questions import PointQueries
from app.storage.read.point_queries.sqlite import SQLitePointQueries


def create(engine: Engine, statement_seconds: float) -> PointQueries:
    """Those for this database; connects to nothing yet."""
    if engine.dialect.name == "sqlite":
        return SQLitePointQueries(engine)
    return PostgreSQLPointQueries(engine, statement_seconds)
