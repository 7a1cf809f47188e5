"""Connections to a PostgreSQL server: how they are made, and how one that was cut off is found out."""

import select
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.exc import DisconnectionError

# Who cannot be reached, or is there no more without having said so, is given up after some seconds.
NOT_FOR_EVER = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}


def arguments(engine: Engine) -> dict[str, Any]:
    """What the driver is to connect with; what the address itself says comes first."""
    _, named = engine.dialect.create_connect_args(engine.url)
    return {**NOT_FOR_EVER, **named}


def settings(statement_seconds: float) -> str:
    """The statements that a new connection begins with."""
    milliseconds = max(1, round(statement_seconds * 1000))
    # Compiling a question costs more than any of ours that is answered in time.
    return f"SET SESSION jit = off; SET SESSION statement_timeout = {milliseconds}"


def install(engine: Engine, statement_seconds: float) -> None:
    """Prepare each connection of this engine, and replace those that were cut off."""

    def give_up_in_time(_d: object, _r: object, _a: object, named: dict[str, Any]) -> None:
        named.update({**NOT_FOR_EVER, **named})

    def prepare(connection: Any, _record: object) -> None:
        connection.execute(settings(statement_seconds))
        connection.commit()

    event.listen(engine, "do_connect", give_up_in_time)
    event.listen(engine, "connect", prepare)
    event.listen(engine, "checkout", _require_silence)
    event.listen(engine, "before_cursor_execute", _take_as_asked)


def _take_as_asked(
    _connection: object, cursor: Any, _text: object, _values: object, context: Any, _many: object
) -> None:
    """Of a statement with the option `in_binary`, take the rows so: as text, bytes are twice as long."""
    if context is not None and context.execution_options.get("in_binary", False):
        cursor.format = 1


def _require_silence(connection: Any, _record: object, _proxy: object) -> None:
    """Have a connection replaced before it is used, if its server was stopped or has hung up.

    Either leaves something to read where nothing is said unasked, so that nobody has to be asked.
    """
    heard = select.poll()
    heard.register(connection.fileno(), select.POLLIN)
    if heard.poll(0):
        raise DisconnectionError
