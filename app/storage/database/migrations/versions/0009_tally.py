"""What each entity speaks in all, and how often that is agreed with and disputed: kept, not counted.

The database adds up itself, so that a document that is deleted takes along what it counted for.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

COUNTS = ("claims", "agreements", "disputes")
RELATIONS = COUNTS[1:]
EVENTS = ("INSERT", "UPDATE", "DELETE")
SEEN = {"added": "NEW TABLE AS added", "former": "OLD TABLE AS former"}
# By chance, as in migration 0005.
CHANCE = {"sqlite": "random()", "postgresql": "(random() * 9e18)::bigint"}
# As `app.storage.derived.entity_document_counts` counted them then.
COUNT = """
INSERT INTO spoken (entity_id, document_id, claims, agreements, disputes)
SELECT entity_id, document_id, sum(claims), sum(agreements), sum(disputes) FROM (
    SELECT claim_speaker.entity_id, claim.document_id, 1 AS claims, 0 AS agreements, 0 AS disputes
      FROM claim JOIN claim_speaker ON claim_speaker.claim_id = claim.id
     WHERE claim.status <> 'rejected'
       AND NOT (claim.restates_id IS NOT NULL AND (
           NOT EXISTS (SELECT 1 FROM claim AS original
                        WHERE original.id = claim.restates_id AND original.status = 'rejected')
           OR EXISTS (SELECT 1 FROM claim AS earlier
                       WHERE earlier.restates_id = claim.restates_id
                         AND earlier.status <> 'rejected' AND earlier.ordinal < claim.ordinal)))
    UNION ALL
    SELECT entity_id, document_id, 0, CASE type WHEN 'agrees' THEN 1 ELSE 0 END,
           CASE type WHEN 'disputes' THEN 1 ELSE 0 END
      FROM (SELECT DISTINCT claim_speaker.entity_id, first.document_id, relation.id, relation.type
              FROM relation
              JOIN claim AS first ON first.id = relation.first_claim_id
              JOIN claim AS second ON second.id = relation.second_claim_id
              JOIN claim_speaker ON claim_speaker.claim_id
                   IN (relation.first_claim_id, relation.second_claim_id)
             WHERE relation.status <> 'rejected' AND first.status <> 'rejected'
               AND second.status <> 'rejected') AS voices
) AS each_one
 GROUP BY entity_id, document_id
"""


def upgrade() -> None:
    _create_tally()
    _widen_spoken()
    if _is_sqlite():
        _keep_on_sqlite()
    else:
        _keep_on_postgresql()
    op.execute(
        "INSERT INTO tally (entity_id, claims, agreements, disputes, precedence)"
        " SELECT id, 0, 0, 0, 0 FROM entity"
    )
    op.execute(COUNT)


def downgrade() -> None:
    for event in EVENTS:
        _drop("tally_after", event, "spoken")
    _drop("tally_after", "INSERT", "entity")
    if not _is_sqlite():
        _drop("tally_after", "TRUNCATE", "spoken")
        for event in (*EVENTS, "TRUNCATE"):
            _drop("shown_after", event, "tally")
    op.drop_table("tally")
    op.execute("DELETE FROM spoken WHERE claims = 0")
    watching = _triggers_of_spoken()
    with op.batch_alter_table("spoken") as spoken:
        for name in RELATIONS:
            spoken.drop_column(name)
    _restore(watching)


def _create_tally() -> None:
    entity_id = sa.Column("entity_id", sa.String(), nullable=False)
    if not _is_sqlite():
        entity_id.type = sa.String(collation="C")
    op.create_table(
        "tally",
        entity_id,
        *(sa.Column(name, sa.Integer(), nullable=False) for name in (*COUNTS, "precedence")),
        sa.ForeignKeyConstraint(
            ["entity_id"], ["entity.id"], name="fk_tally_entity_id_entity", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("entity_id", name="pk_tally"),
    )
    op.create_index("ix_tally_precedence_entity_id", "tally", ["precedence", "entity_id"])


def _widen_spoken() -> None:
    """It is emptied, because it is counted anew: so its new columns need not be empty."""
    op.execute("DELETE FROM spoken")
    watching = _triggers_of_spoken()
    # Made anew, SQLite has it as a new database does.
    with op.batch_alter_table("spoken", recreate="always" if _is_sqlite() else "never") as spoken:
        for name in RELATIONS:
            spoken.add_column(sa.Column(name, sa.Integer(), nullable=False))
    _restore(watching)


def _triggers_of_spoken() -> list[str]:
    """What SQLite loses as it makes the table anew: that each change makes another data version."""
    if not _is_sqlite():
        return []
    query = "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'spoken'"
    return list(op.get_bind().execute(sa.text(query)).scalars())


def _restore(triggers: list[str]) -> None:
    for trigger in triggers:
        op.execute(trigger)


def _keep_on_sqlite() -> None:
    """Row by row. Who replaces an entity, as its shell may do, calls it no deletion."""

    def watch(name: str, event: str, table: str, done: str) -> None:
        trigger = f"{name}_{event.lower()}_of_{table}"
        op.execute(f"CREATE TRIGGER {trigger} AFTER {event} ON {table} BEGIN {done}; END")

    watch(
        "tally_after",
        "INSERT",
        "entity",
        "INSERT INTO tally (entity_id, claims, agreements, disputes, precedence)"
        " SELECT NEW.id, 0, 0, 0, 0"
        " WHERE NOT EXISTS (SELECT 1 FROM tally WHERE entity_id = NEW.id)",
    )
    more, less = (
        f"UPDATE tally SET {_moved(sign, f'{row}.')} WHERE entity_id = {row}.entity_id"  # noqa: S608
        for sign, row in (("+", "NEW"), ("-", "OLD"))
    )
    for event, done in (("INSERT", more), ("UPDATE", f"{less}; {more}"), ("DELETE", less)):
        watch("tally_after", event, "spoken", done)
        watch("shown_after", event, "tally", _renew())


def _keep_on_postgresql() -> None:
    """All rows of a statement at once."""

    def watch(name: str, event: str, table: str, seen: tuple[str, ...], done: str) -> None:
        trigger = f"{name}_{event.lower()}_of_{table}"
        op.execute(
            f"CREATE FUNCTION {trigger}() RETURNS trigger LANGUAGE plpgsql"
            f" AS $$ BEGIN {done}; RETURN NULL; END $$"
        )
        referencing = f"REFERENCING {' '.join(SEEN[rows] for rows in seen)}" if seen else ""
        op.execute(
            f"CREATE TRIGGER {trigger} AFTER {event} ON {table} {referencing}"
            f" FOR EACH STATEMENT EXECUTE FUNCTION {trigger}()"
        )

    watch(
        "tally_after",
        "INSERT",
        "entity",
        ("added",),
        "INSERT INTO tally (entity_id, claims, agreements, disputes, precedence)"
        " SELECT id, 0, 0, 0, 0 FROM added",
    )
    sums = ", ".join(f"sum({name}) AS {name}" for name in COUNTS)
    more, less = (
        f"UPDATE tally SET {_moved(sign, 'moved.')}"  # noqa: S608
        f" FROM (SELECT entity_id, {sums} FROM {rows} GROUP BY entity_id) AS moved"
        " WHERE tally.entity_id = moved.entity_id"
        for sign, rows in (("+", "added"), ("-", "former"))
    )
    watch("tally_after", "INSERT", "spoken", ("added",), more)
    watch("tally_after", "UPDATE", "spoken", ("former", "added"), f"{less}; {more}")
    watch("tally_after", "DELETE", "spoken", ("former",), less)
    none = ", ".join(f"{name} = 0" for name in (*COUNTS, "precedence"))
    watch("tally_after", "TRUNCATE", "spoken", (), f"UPDATE tally SET {none}")  # noqa: S608
    for event, seen in (("INSERT", "added"), ("UPDATE", "added"), ("DELETE", "former")):
        renewed = f"IF EXISTS (SELECT 1 FROM {seen}) THEN {_renew()}; END IF"  # noqa: S608
        watch("shown_after", event, "tally", (seen,), renewed)
    watch("shown_after", "TRUNCATE", "tally", (), _renew())


def _moved(sign: str, row: str) -> str:
    """The sums, more or less by the counts of a row."""
    back = {"+": "-", "-": "+"}[sign]
    counts = [f"{name} = tally.{name} {sign} {row}{name}" for name in COUNTS]
    return ", ".join([*counts, f"precedence = tally.precedence {back} {row}claims"])


def _renew() -> str:
    return f"UPDATE data_version SET number = {CHANCE[op.get_bind().dialect.name]}"  # noqa: S608


def _drop(name: str, event: str, table: str) -> None:
    """On SQLite, what watches a table goes with it."""
    trigger = f"{name}_{event.lower()}_of_{table}"
    op.execute(f"DROP TRIGGER {trigger}" if _is_sqlite() else f"DROP FUNCTION {trigger} CASCADE")


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"
