"""Claims ready to be sent, and a number for each state of the data. The database keeps both itself.

So who writes past this service, such as somebody at a database's own prompt, is minded as well.
"""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

TABLES = (
    "document", "passage", "entity", "entity_alias", "mention", "claim", "claim_span",
    "claim_speaker", "claim_words", "proposition", "claim_position", "statement", "relation",
    "relation_evidence", "spoken",
)  # fmt: skip
EVENTS = ("INSERT", "UPDATE", "DELETE")

OWN = "SELECT claim_id FROM claim_shown WHERE claim_id IN ({claim_id})"
# Which claims are shown otherwise when a row of the table changes; {id} are the ids of such rows.
SHOWN_IN = {
    "document": ("SELECT id FROM claim WHERE document_id IN ({id})",),
    "passage": ("SELECT id FROM claim WHERE passage_id IN ({id})",),
    "entity": (
        "SELECT claim_id FROM claim_speaker WHERE entity_id IN ({id})",
        "SELECT id FROM claim WHERE reported_by_id IN ({id})",
    ),
    "claim": (
        "SELECT claim_id FROM claim_shown WHERE claim_id IN ({id})",
        # Whom a claim restates hangs on which of the others are rejected, as do counts of relations.
        "SELECT id FROM claim WHERE restates_id IN ({id})",
        "SELECT id FROM claim WHERE restates_id IN ({restates_id})",
        "SELECT first_claim_id FROM relation WHERE second_claim_id IN ({id})",
        "SELECT second_claim_id FROM relation WHERE first_claim_id IN ({id})",
    ),
    "claim_span": (OWN,),
    "claim_speaker": (OWN,),
    "claim_position": (OWN,),
    "proposition": ("SELECT claim_id FROM claim_position WHERE proposition_id IN ({id})",),
    "relation": (
        OWN.replace("{claim_id}", "{first_claim_id}"),
        OWN.replace("{claim_id}", "{second_claim_id}"),
    ),
}
FORGET = "UPDATE claim_shown SET body = NULL WHERE body IS NOT NULL AND claim_id IN ({claims})"
FORGET_ALL = "UPDATE claim_shown SET body = NULL WHERE body IS NOT NULL"
# By chance, so that no other state ever has it, not even where a copy of before was brought back.
RENEW = "UPDATE data_version SET number = {chance}"
CHANCE = {"sqlite": "random()", "postgresql": "(random() * 9e18)::bigint"}
ADD = "INSERT INTO claim_shown (claim_id) SELECT {id}"

COLUMNS = ("id", "claim_id", "restates_id", "first_claim_id", "second_claim_id")


def upgrade() -> None:
    version = op.create_table(
        "data_version",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_data_version"),
    )
    op.bulk_insert(version, [{"number": 1}])
    op.create_table(
        "claim_shown",
        sa.Column("claim_id", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.id"], name="fk_claim_shown_claim_id_claim", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("claim_id", name="pk_claim_shown"),
    )
    forgotten = sa.text("body IS NULL")
    op.create_index(
        "ix_claim_shown_forgotten",
        "claim_shown",
        ["claim_id"],
        sqlite_where=forgotten,
        postgresql_where=forgotten,
    )
    op.execute("INSERT INTO claim_shown (claim_id) SELECT id FROM claim")
    for table in TABLES:
        for event in EVENTS:
            _watch(table, event)
        if not _is_sqlite():
            _watch_truncate(table)


def downgrade() -> None:
    for table in TABLES:
        for event in EVENTS if _is_sqlite() else (*EVENTS, "TRUNCATE"):
            name = _name(table, event)
            if _is_sqlite():
                op.execute(f"DROP TRIGGER {name}")
            else:
                op.execute(f"DROP FUNCTION {name} CASCADE")
    op.drop_table("claim_shown")
    op.drop_table("data_version")


def _watch(table: str, event: str) -> None:
    """What the database does after this event: row by row on SQLite, at once on PostgreSQL."""
    name = _name(table, event)
    if _is_sqlite():
        old, new = event != "INSERT", event != "DELETE"
        sides = [side for side, there in (("OLD", old), ("NEW", new)) if there]
        known = {column: ", ".join(f"{side}.{column}" for side in sides) for column in COLUMNS}
        done = "; ".join(_actions(table, event, known))
        op.execute(f'CREATE TRIGGER {name} AFTER {event} ON "{table}" BEGIN {done}; END')
        return
    sides = {"INSERT": ["added"], "UPDATE": ["former", "added"], "DELETE": ["former"]}[event]
    known = {
        column: " UNION ALL ".join(f"SELECT {column} FROM {side}" for side in sides)  # noqa: S608
        for column in COLUMNS
    }
    done = "; ".join(_actions(table, event, known))
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"  # noqa: S608
        f" IF EXISTS (SELECT 1 FROM {sides[0]}) THEN {done}; END IF; RETURN NULL; END $$"
    )
    seen = {"added": "NEW TABLE AS added", "former": "OLD TABLE AS former"}
    op.execute(
        f'CREATE TRIGGER {name} AFTER {event} ON "{table}"'
        f" REFERENCING {' '.join(seen[side] for side in sides)}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
    )


def _watch_truncate(table: str) -> None:
    """PostgreSQL's way to delete all, which is no DELETE."""
    name = _name(table, "TRUNCATE")
    done = "; ".join([FORGET_ALL, _renew()] if table in SHOWN_IN else [_renew()])
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" {done}; RETURN NULL; END $$"
    )
    op.execute(
        f'CREATE TRIGGER {name} AFTER TRUNCATE ON "{table}"'
        f" FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
    )


def _renew() -> str:
    return RENEW.format(chance=CHANCE[op.get_bind().dialect.name])


def _actions(table: str, event: str, known: dict[str, str]) -> Iterator[str]:
    if table == "claim" and event == "INSERT":
        # Known ids come as a list on SQLite and as a query on PostgreSQL.
        yield ADD.format(**known) if _is_sqlite() else ADD.format(id="id FROM added")
    if table in SHOWN_IN:
        yield FORGET.format(claims=" UNION ALL ".join(SHOWN_IN[table]).format(**known))
    yield _renew()


def _name(table: str, event: str) -> str:
    return f"shown_after_{event.lower()}_of_{table}"


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"
