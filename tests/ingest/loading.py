"""A small folder of documents, and what a database holds after it was loaded."""

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, MetaData, Table, select

from app.ingest.seeds.folder import Folder, open_folder
from app.ingest.seeds.loader import Loaded, load_folder
from tests.extraction_helpers import MOST_CHARACTERS

TEXT = "Angela Merkel said it would rain. “It will pour on all of us,” Emmanuel Macron added.\n"
METADATA = "title: Rain\npublisher: The Gazette\nlanguage: en\npublished_on: 2024-03-06\n"
ENTITIES = """\
countries:
  - name: Germany
    demonyms: [German]
organisations: []
persons:
  - name: Angela Merkel
    country: germany
    gender: f
"""
CODEBOOK = """\
propositions:
  - id: rain
    text: It will rain.
    affirms: {indicators: [rain]}
"""
LOADED = datetime(2024, 3, 6, 12, tzinfo=UTC)

Contents = dict[str, list[tuple[object, ...]]]


def write(directory: Path, **files: str) -> Path:
    """Put files into a folder: `rain_txt` is rain.txt, `documents__rain_txt` documents/rain.txt."""
    for name, text in files.items():
        file = directory / name.replace("__", "/").replace("_", ".")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return directory


def titled(title: str) -> str:
    """Metadata with this title."""
    return METADATA.replace("Rain", title)


def opened(directory: Path) -> Folder:
    return open_folder(directory, MOST_CHARACTERS)


def load(database: Engine, directory: Path, *, strict: bool = False) -> Loaded:
    """Load a folder, always at the same moment."""
    return load_folder(database, opened(directory), now=LOADED, strict=strict)


def contents(database: Engine) -> Contents:
    """Every row of every table."""
    with database.connect() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in _tables(connection)
        }


_found: dict[str, list[Table]] = {}


def _tables(connection: Connection) -> list[Table]:
    """Every table that is there, which are the same in all databases of one engine."""
    engine = connection.dialect.name
    if engine not in _found:
        tables = MetaData()
        tables.reflect(connection)
        _found[engine] = tables.sorted_tables
    return _found[engine]


def knowledge(database: Engine) -> Contents:
    """The same without what tells how it came about."""
    found = contents(database)
    return {name: found[name] for name in found.keys() - {"data_version", "seed_folder"}}
