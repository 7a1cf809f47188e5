"""Exports as linked data: read by two independent libraries without a network, and nothing is lost."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import rdflib
from fastapi.testclient import TestClient
from pyld import jsonld

Json = dict[str, Any]

SERVICE = "https://a.org/"
SCHEMA, OA = "https://schema.org/", "http://www.w3.org/ns/oa#"
PROV, OWN = "http://www.w3.org/ns/prov#", "urn:onrecord:"
KINDS = {"person": "Person", "country": "Country", "organisation": "Organization"}


def export(client: TestClient, resource: str, extension: str) -> str:
    more = "&restatements=true" if resource == "claims" else ""
    return client.get(f"{SERVICE}v1/{resource}/export?format={extension}{more}").text


def listed(client: TestClient, resource: str) -> Iterator[Json]:
    yield from map(json.loads, export(client, resource, "ndjson").splitlines())


@pytest.mark.parametrize("resource", ["claims", "relations"])
def test_pyld_gives_back_what_it_was_given(seeded: TestClient, resource: str) -> None:
    document = json.loads(export(seeded, resource, "jsonld"))
    offline = {"documentLoader": None}
    expanded = jsonld.expand(document, offline)
    assert len(expanded) == len(document["@graph"]) == len([*listed(seeded, resource)]) + 1
    assert jsonld.compact(expanded, document["@context"], offline) == document


@pytest.mark.parametrize("resource", ["claims", "relations"])
def test_every_word_has_a_meaning(seeded: TestClient, resource: str) -> None:
    """A word that the context does not know would be dropped in silence."""
    document = json.loads(export(seeded, resource, "jsonld"))
    known = set(document["@context"])
    for node in nodes(document["@graph"]):
        assert set(node) <= known
        types = node.get("type", [])
        for kind in [types] if isinstance(types, str) else types:
            assert kind.partition(":")[0] in known


def nodes(node: object) -> Iterator[Json]:
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from nodes(value)
    elif isinstance(node, list):
        for value in node:
            yield from nodes(value)


class Triples:
    """A graph, asked by the words' full names: `said(subject, f"{SCHEMA}text")`."""

    def __init__(self, text: str) -> None:
        self.iri = rdflib.URIRef
        self.graph = rdflib.Graph().parse(data=text, format="json-ld")

    def all(self, subject: Any, word: str) -> list[Any]:
        return list(self.graph.objects(subject, self.iri(word)))

    def said(self, subject: Any, word: str) -> Any:
        """The one object, as a Python value; None where there is none."""
        found = self.all(subject, word)
        assert len(found) <= 1, (subject, word)
        return found[0].toPython() if found else None

    def types(self, subject: Any) -> set[str]:
        return {str(kind) for kind in self.all(subject, RDF_TYPE)}

    def places(self, subject: Any, word: str) -> list[Json]:
        """What `spans` of a list's item are, with what stands around them, in reading order."""
        found = [self.place(place) for place in self.all(subject, word)]
        return sorted(found, key=lambda place: int(place["start"]))

    def place(self, place: Any) -> Json:
        selectors = self.all(place, f"{OA}hasSelector")
        parts = {kind: one for one in selectors for kind in self.types(one)}
        position, quote = parts[f"{OA}TextPositionSelector"], parts[f"{OA}TextQuoteSelector"]
        return {
            "source": self.said(place, f"{OA}hasSource"),
            **{name: self.said(position, f"{OA}{name}") for name in ("start", "end")},
            **{name: self.said(quote, f"{OA}{name}") for name in ("exact", "prefix", "suffix")},
        }


RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
# rdflib's own reader of JSON-LD uses what rdflib calls deprecated.
QUIET = pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")


@QUIET
def test_rdflib_reads_each_claim_whole(seeded: TestClient) -> None:
    triples = Triples(export(seeded, "claims", "jsonld"))
    claims = [*listed(seeded, "claims")]
    texts = {
        identifier: seeded.get(f"/v1/documents/{identifier}/text").text
        for identifier in {claim["document"]["id"] for claim in claims}
    }
    for claim in claims:
        node = triples.iri(f"{SERVICE}v1/claims/{claim['id']}")
        assert triples.types(node) == {f"{SCHEMA}Claim", f"{PROV}Entity"}
        assert plain(triples, node) == {
            "text": claim["text"],
            "said_on": claim["said_on"],
            "recorded_at": claim["recorded_at"],
            **{name: claim[name] for name in OWN_WORDS},
            **claim["counts"],
        }
        assert speakers(triples, node) == claim["speakers"]
        assert_places(triples, node, claim, texts[claim["document"]["id"]])
        assert positions(triples, node) == [
            (one["proposition"]["id"], one["stance"], one["confidence"], one["reason"])
            for one in claim["positions"]
        ]
        within = claim["within"] and f"{SERVICE}v1/claims/{claim['within']}"
        assert triples.said(node, f"{SCHEMA}isPartOf") == within
        restates = claim["restates"] and f"{SERVICE}v1/claims/{claim['restates']}"
        assert triples.said(node, f"{OWN}restates") == restates
        (document,) = triples.all(node, f"{SCHEMA}appearance")
        assert str(document) == f"{SERVICE}v1/documents/{claim['document']['id']}"
        assert triples.said(document, f"{SCHEMA}name") == claim["document"]["title"]


OWN_WORDS = ("quotation", "mention", "cue", "confidence", "status", "version")


def plain(triples: Triples, node: Any) -> Json:
    day = triples.said(node, f"{SCHEMA}dateCreated")
    moment = triples.said(node, f"{PROV}generatedAtTime")
    return {
        "text": triples.said(node, f"{SCHEMA}text"),
        "said_on": day and day.isoformat(),
        "recorded_at": moment.isoformat().replace("+00:00", "Z"),
        **{
            name: triples.said(node, f"{OWN}{name}")
            for name in (*OWN_WORDS, "agreements", "disputes")
        },
    }


def speakers(triples: Triples, node: Any) -> list[Json]:
    """As in a list, the principal speaker first."""
    authors = triples.all(node, f"{SCHEMA}author")
    assert set(authors) == set(triples.all(node, f"{PROV}wasAttributedTo"))
    first = triples.said(node, f"{OWN}principalSpeaker")
    found = []
    for author in sorted(authors, key=lambda author: str(author) != first):
        (kind,) = [kind for kind in KINDS if f"{SCHEMA}{KINDS[kind]}" in triples.types(author)]
        name = triples.said(author, f"{SCHEMA}name")
        found.append({"id": str(author).rpartition("/")[2], "kind": kind, "name": name})
    return found


def positions(triples: Triples, node: Any) -> list[tuple[str, str, float, str]]:
    found = []
    for position in triples.all(node, f"{OWN}position"):
        (proposition,) = triples.all(position, f"{OWN}proposition")
        words = [
            triples.said(position, f"{OWN}{word}") for word in ("stance", "confidence", "reason")
        ]
        found.append((str(proposition).rpartition("/")[2], *words))
    return sorted(found)


def assert_places(triples: Triples, node: Any, claim: Json, text: str) -> None:
    def expected(span: Json) -> Json:
        start, end = span["start"], span["end"]
        around = {"prefix": text[max(0, start - 32) : start], "suffix": text[end : end + 32]}
        source = f"{SERVICE}v1/documents/{claim['document']['id']}/text"
        return {**span, "source": source, **around}

    for word, spans in {
        f"{PROV}wasQuotedFrom": claim["spans"],
        f"{OWN}mentionPlace": [claim["mention_span"]],
        f"{OWN}cuePlace": [claim["cue_span"]],
    }.items():
        assert triples.places(node, word) == [expected(span) for span in spans if span]


@QUIET
def test_a_document_has_one_publisher_whatever_it_says(seeded: TestClient) -> None:
    triples = Triples(export(seeded, "claims", "jsonld"))
    claims = [*listed(seeded, "claims")]
    publishers = set(triples.graph.objects(None, triples.iri(f"{SCHEMA}publisher")))
    assert len(publishers) == len({claim["document"]["id"] for claim in claims}) < len(claims)
    for publisher in publishers:
        assert triples.said(publisher, f"{SCHEMA}name") in {
            claim["document"]["publisher"] for claim in claims
        }


def test_two_services_speak_with_the_same_words(seeded: TestClient) -> None:
    first, second = (
        seeded.get(f"https://{host}/v1/relations/export?format=jsonld").json()["@context"]
        for host in ("a.org", "b.org:8000")
    )
    assert first.pop("@base") != second.pop("@base")
    assert first == second


@QUIET
def test_rdflib_reads_each_relation_whole(seeded: TestClient) -> None:
    triples = Triples(export(seeded, "relations", "jsonld"))
    for relation in listed(seeded, "relations"):
        node = triples.iri(f"{SERVICE}v1/relations/{relation['id']}")
        for name, word in {"type": "relation", "basis": "basis", "status": "status"}.items():
            assert triples.said(node, f"{OWN}{word}") == relation[name]
        assert triples.said(node, f"{SCHEMA}description") == relation["rationale"]
        assert {str(claim) for claim in triples.all(node, f"{OWN}claim")} == {
            f"{SERVICE}v1/claims/{claim['id']}" for claim in relation["claims"]
        }
        for claim in relation["claims"]:
            side = triples.iri(f"{SERVICE}v1/claims/{claim['id']}")
            assert triples.said(side, f"{SCHEMA}text") == claim["text"]
            assert speakers(triples, side) == claim["speakers"]
        proved = [place["exact"] for place in triples.places(node, f"{OWN}evidence")]
        starts = sorted(relation["evidence"], key=lambda piece: int(piece["start"]))
        assert proved == [piece["exact"] for piece in starts]
