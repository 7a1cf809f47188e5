"""What a user of Datasette does with the same file: a row by its key, and a query that has a name.

Its own pages of a table would count rows and suggest facets besides; the named query does neither.
"""

import json
from pathlib import Path
from urllib.parse import quote

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


def describe(database: Path, folder: Path) -> Path:
    """Write what Datasette is to know about this database; the file to start it with."""
    known = {"databases": {database.stem: {"queries": {QUERY: {"sql": SQL}}}}}
    file = folder / "datasette.json"
    file.write_text(json.dumps(known))
    return file


def row(database: Path, claim: str) -> str:
    """The address of one claim."""
    return f"/{database.stem}/claim/{claim}.json?_shape=objects"


def page(database: Path, speaker: str) -> str:
    """The address of the newest 50 claims of a speaker."""
    return f"/{database.stem}/{QUERY}.json?speaker={quote(speaker)}&_shape=objects"
