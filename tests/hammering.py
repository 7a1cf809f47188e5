"""A writer in a process of its own, which need not import what only tests and services need."""

from datetime import UTC, datetime

import httpx
from sqlalchemy import select, update

from app.storage.database import engine as engines
from app.storage.derived.refresh import Changes, refresh
from app.storage.schema import tables as t


def hammer(database_url: str, services: tuple[str, ...], number: int, rounds: int) -> list[str]:
    """Write a claim again and again; what was answered that is older, in words."""
    engine, stale = engines.create(database_url), []
    with engines.read_session(engine) as session:
        ids = session.execute(select(t.claim.c.id).order_by(t.claim.c.id)).scalars().all()
    tags: dict[str, str] = {}
    with httpx.Client() as client:
        for turn in range(rounds):
            with engines.write_transaction(engine) as session:
                session.execute(
                    update(t.claim).where(t.claim.c.id == ids[number]).values(cue=f"said {turn}")
                )
                refresh(session, Changes(claims=[ids[number]]), datetime.now(UTC))
            for address in services:
                for path in (f"/v1/claims/{ids[number]}", "/v1/claims?limit=200"):
                    known = {"If-None-Match": tags.get(address + path, '"none"')}
                    found = client.get(address + path, headers=known)
                    tags[address + path] = found.headers["etag"]
                    items = found.json().get("items", [found.json()]) if found.content else []
                    cues = [item["cue"] for item in items if item["id"] == ids[number]]
                    if cues != [f"said {turn}"]:
                        stale.append(f"{path} in turn {turn}: {found.status_code} {cues}")
    engine.dispose()
    return stale
