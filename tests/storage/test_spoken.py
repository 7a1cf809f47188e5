"""How much everybody speaks: counted document by document, and always what counting claims gives."""

from collections import Counter
from collections.abc import Iterable

from hypothesis import given, settings
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app.storage import spoken
from app.storage import tables as t
from app.storage.claim_filters import listed
from tests.storage.test_statements import after_each, steps


def kept(session: Session) -> Counter[tuple[str, str]]:
    rows = session.execute(select(t.spoken)).all()
    return Counter({(row.entity_id, row.document_id): row.claims for row in rows})


def one_by_one(session: Session) -> Counter[tuple[str, str]]:
    speaker, claim = t.claim_speaker.c, t.claim.c
    rows = session.execute(
        select(speaker.entity_id, claim.document_id)
        .join_from(t.claim, t.claim_speaker, speaker.claim_id == claim.id)
        .where(listed())
    )
    return Counter((str(entity), str(document)) for entity, document in rows)


@settings(max_examples=60)
@given(steps=steps)
def test_after_every_step_it_is_what_counting_the_claims_gives(
    engine: Engine, steps: Iterable[tuple[object, ...]]
) -> None:
    for session, _ in after_each(engine, steps):
        assert kept(session) == one_by_one(session)
        spoken.refresh(session, select(t.document.c.id))
        assert kept(session) == one_by_one(session)
