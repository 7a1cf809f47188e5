"""What statements add up to, day by day, by the rule of `app.domain.stances`, in SQL."""

from sqlalchemy import ColumnElement, Subquery, and_, case, func, literal, select

from app.domain.enums import Stance
from app.domain.stances import RIVALS, TIE
from app.storage.schema import tables as t

STATEMENT = t.stance_record.c
WHOSE = (STATEMENT.level, STATEMENT.entity_id, STATEMENT.proposition_id)


def taken(stance: Stance) -> ColumnElement[int]:
    """How many statements of a group take this stance."""
    return func.count(case((STATEMENT.stance == stance, 1)))


def daily(*conditions: ColumnElement[bool]) -> Subquery:
    """Whose stance on what was which on which day, of the statements that meet all conditions.

    Columns: `level`, `entity_id`, `proposition_id`, `recency`, `stance`; `affirms`, `denies` and
    `uncertain` count the day's statements.
    """
    counts = {stance: taken(stance) for stance in Stance}
    stance = case(
        *(
            (and_(*(counts[stance] > counts[rival] for rival in rivals)), _stance(stance))
            for stance, rivals in RIVALS.items()
        ),
        else_=_stance(TIE),
    )
    return (
        select(
            *WHOSE,
            STATEMENT.recency,
            stance.label("stance"),
            *(count.label(name) for name, count in counts.items()),
        )
        .where(*conditions)
        .group_by(*WHOSE, STATEMENT.recency)
        .subquery("daily")
    )


def latest(*conditions: ColumnElement[bool]) -> Subquery:
    """Of `daily`, the latest day of each entity on each proposition."""
    days = daily(*conditions)
    whose = [days.c[column.name] for column in WHOSE]
    age = func.row_number().over(partition_by=whose, order_by=days.c.recency)
    aged = select(*whose, days.c.recency, days.c.stance, age.label("age")).subquery("aged")
    columns = [column for column in aged.c if column.name != "age"]
    return select(*columns).where(aged.c.age == 1).subquery("latest")


def _stance(stance: Stance) -> ColumnElement[str]:
    return literal(stance, STATEMENT.stance.type)
