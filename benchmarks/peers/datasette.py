"""What a user of Datasette does with the same file: a row by its key, and a query that has a name.

Its own pages of a table would count rows and suggest facets besides; the named query does neither.

`python -m benchmarks.peers.datasette DATABASE PORT` serves it, in an environment that has it. The file
is one that nobody changes, which spares it some work; and it logs no requests, as the others do not.
"""

import sys
from pathlib import Path
from urllib.parse import quote

from benchmarks.peers.serving import OPTIONS

QUERY = "claims_of_speaker"
SQL = """
SELECT claim.id, claim.text, claim.quotation, claim.mention, claim.cue, claim.said_on,
       claim.confidence, claim.method, claim.status, claim.version, claim.recorded_at,
       document.id AS document_id, document.title, document.publisher, document.published_on,
       passage.id AS passage_id, passage.headline, entity.id AS speaker_id, entity.name AS speaker
  FROM claim_speaker
  JOIN claim ON claim.id = claim_speaker.claim_id
  JOIN entity ON entity.id = claim_speaker.entity_id
  JOIN document ON document.id = claim.document_id
  LEFT JOIN passage ON passage.id = claim.passage_id
 WHERE claim_speaker.entity_id = :speaker
   AND claim.status <> 'rejected' AND claim.restates_id IS NULL
 ORDER BY claim.recency, claim.document_id, claim.ordinal, claim.id
 LIMIT 50
"""
MILLISECONDS = 20_000


def row(database: Path, claim: str) -> str:
    """The address of one claim."""
    return f"/{database.stem}/claim/{claim}.json?_shape=objects"


def page(database: Path, speaker: str) -> str:
    """The address of the newest 50 claims of a speaker."""
    return f"/{database.stem}/{QUERY}.json?speaker={quote(speaker)}&_shape=objects"


def serve(database: Path, port: int) -> None:
    """Serve this database until somebody ends it."""
    import uvicorn
    from datasette.app import Datasette

    served = Datasette(
        immutables=[str(database)],
        metadata={"databases": {database.stem: {"queries": {QUERY: {"sql": SQL}}}}},
        settings={"sql_time_limit_ms": MILLISECONDS},
    )
    uvicorn.run(served.app(), port=port, **OPTIONS)


if __name__ == "__main__":
    serve(Path(sys.argv[1]), int(sys.argv[2]))
