"""Made-up news are news: everything in them is where it is said to be, the same every time."""

import sqlite3
from collections import Counter
from contextlib import closing
from itertools import islice
from pathlib import Path

from app.domain.span import joined
from app.storage.schema.full_text import plain
from benchmarks.database import news, sqlite
from benchmarks.words import HITS_OF_A_RARE_WORD, RARE, RARE_WORDS

CLAIMS = 300


def test_claims_stand_where_they_say() -> None:
    _, documents = news(CLAIMS)
    number = 0
    for known in documents:
        text = known.document.text
        for claim in known.claims:
            number += 1
            assert claim.text == joined(text, claim.spans)
            assert claim.mention_span
            assert claim.mention_span.of(text) == claim.mention
            assert claim.cue_span
            assert claim.cue_span.of(text) == claim.cue
            (passage,) = (passage for passage in known.passages if passage.id == claim.passage)
            assert all(passage.span.contains(span) for span in claim.spans)
    assert number == CLAIMS


def test_they_are_the_same_every_time() -> None:
    one, other = (list(islice(news(CLAIMS)[1], 5)) for _ in range(2))
    assert one == other


def test_a_few_speak_much() -> None:
    _, documents = news(4 * CLAIMS)
    spoken = Counter(claim.speakers[0] for known in documents for claim in known.claims)
    assert spoken.most_common(1)[0][1] > 4 * CLAIMS / 20
    assert len(spoken) > 4 * CLAIMS / 20


def test_rare_words_are_in_as_many_claims_however_many_there_are() -> None:
    _, documents = news(2 * RARE_WORDS * HITS_OF_A_RARE_WORD)
    words = Counter(
        word for known in documents for claim in known.claims for word in set(plain(claim.text))
    )
    assert {words[word] for word in RARE} == {HITS_OF_A_RARE_WORD}


def test_a_database_holds_them_and_is_made_once(tmp_path: Path) -> None:
    file = sqlite(CLAIMS, tmp_path)
    made = file.stat().st_mtime_ns
    assert sqlite(CLAIMS, tmp_path) == file
    assert file.stat().st_mtime_ns == made
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT count(*) FROM claim").fetchone() == (CLAIMS,)
        assert connection.execute("SELECT count(*) FROM stance_record").fetchone() > (0,)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
