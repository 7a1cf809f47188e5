"""seeds/entities.yaml → the reference data that speakers are linked to."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from app.domain.enums import EntityKind
from app.domain.identity import slug
from app.domain.knowledge import Entity
from app.extraction.inputs.reference import Known, Reference
from app.ingest.yaml_file import YamlFile

Text = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Wikidata = Annotated[str, StringConstraints(pattern=r"^Q[1-9]\d*$")]


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class CountryRow(_Row):
    """A state: its names, and the adjectives and nouns for its people."""

    id: Id | None = None
    name: Text
    aliases: list[Text] = []
    demonyms: list[Text] = []
    description: Text | None = None
    iso_code: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] | None = None
    wikidata_id: Wikidata | None = None


class OrganisationRow(_Row):
    """A body: the country it speaks for and the body it is part of, by id."""

    id: Id | None = None
    name: Text
    aliases: list[Text] = []
    description: Text | None = None
    country: Id | None = None
    member_of: Id | None = None
    wikidata_id: Wikidata | None = None


class PersonRow(_Row):
    """Somebody in office: role, country and body."""

    id: Id | None = None
    name: Text
    aliases: list[Text] = []
    description: Text | None = None
    role: Text | None = None
    country: Id | None = None
    member_of: Id | None = None
    gender: Literal["f", "m"] | None = None
    surname: Text | None = None
    wikidata_id: Wikidata | None = None


class EntitiesFile(_Row):
    """The whole file."""

    countries: list[CountryRow] = Field(default=[])
    organisations: list[OrganisationRow] = Field(default=[])
    persons: list[PersonRow] = Field(default=[])


Row = CountryRow | OrganisationRow | PersonRow


def read_reference(path: Path) -> Reference:
    """The reference data; anything wrong in the file is a SeedError with its line."""
    file = YamlFile(path, within=path.parent)
    table = file.parsed(EntitiesFile)
    rows = list(_rows(table))
    kinds: dict[str, EntityKind] = {}
    for section, number, kind, row in rows:
        identifier = row.id or slug(row.name)
        if identifier in kinds:
            raise file.error((section, number), f"the id {identifier!r} is used twice")
        kinds[identifier] = kind
    for section, number, _, row in rows:
        _check(file, section, number, row, kinds)
    return Reference.of(_known(kind, row) for _, _, kind, row in rows)


def _rows(table: EntitiesFile) -> Iterator[tuple[str, int, EntityKind, Row]]:
    for number, country in enumerate(table.countries):
        yield "countries", number, EntityKind.COUNTRY, country
    for number, organisation in enumerate(table.organisations):
        yield "organisations", number, EntityKind.ORGANISATION, organisation
    for number, person in enumerate(table.persons):
        yield "persons", number, EntityKind.PERSON, person


def _check(
    file: YamlFile, section: str, number: int, row: Row, kinds: dict[str, EntityKind]
) -> None:
    """Every id that a row points to exists and is of the right kind."""
    for name, kind in (("country", EntityKind.COUNTRY), ("member_of", EntityKind.ORGANISATION)):
        target = getattr(row, name, None)
        if target is not None and kinds.get(target) is not kind:
            raise file.error(
                (section, number, name),
                f"unknown {kind} {target!r}; give the id of an entry under "
                f"{'countries' if kind is EntityKind.COUNTRY else 'organisations'}",
            )


def _known(kind: EntityKind, row: Row) -> Known:
    entity = Entity(
        id=row.id or slug(row.name),
        kind=kind,
        name=row.name,
        aliases=tuple(row.aliases),
        description=row.description,
        role=getattr(row, "role", None),
        country=getattr(row, "country", None),
        member_of=getattr(row, "member_of", None),
        wikidata_id=row.wikidata_id,
        iso_code=getattr(row, "iso_code", None),
        curated=True,
    )
    return Known(
        entity,
        demonyms=tuple(getattr(row, "demonyms", ())),
        gender=getattr(row, "gender", None),
        surname=getattr(row, "surname", None),
    )
