"""The tagger: a small ONNX network over windows of paragraphs, run on one thread."""

import json
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Self

import numpy as np
import onnxruntime as ort
from tokenizers import Tokenizer

from app.extraction.attribution.tagger.decoding import Decoder, Floats, Ints
from app.extraction.attribution.tagger.linker import Linker, TaggedAttribution
from app.extraction.attribution.tagger.windows import Window, plan_windows
from app.extraction.attribution.tagger.words import Words, split_words
from app.extraction.weights import session_of, tokenizer_in

_BATCH_PIECES = 512
_PART_CHARACTERS = 50_000


class Tagger:
    """Finds the attributions of paragraphs; the model is loaded on first use."""

    def __init__(self, folder: Path) -> None:
        """Take the model's folder; nothing is read yet."""
        self._folder = folder

    @classmethod
    def load(cls, folder: str | Path) -> Self:
        """Return the tagger whose model lies in a folder."""
        return cls(Path(folder))

    def attributions(self, paragraphs: Sequence[str]) -> list[list[TaggedAttribution]]:
        """Return the attributions of each paragraph, read in the context of its neighbours."""
        return [found for part in _parts(paragraphs) for found in self._attributions(part)]

    def _attributions(self, paragraphs: Sequence[str]) -> list[list[TaggedAttribution]]:
        words = split_words(self._tokenizer, paragraphs)
        emissions, links = self.scores(words)
        spans = self.decoder.spans(emissions)
        return [
            self.linker.attributions(*paragraph)
            for paragraph in zip(paragraphs, words, spans, links, strict=True)
        ]

    def scores(self, paragraphs: Sequence[Words]) -> tuple[list[Floats], list[Floats]]:
        """Return the label scores and the link vectors of each paragraph's words."""
        count = len(self.decoder.labels)
        emissions = [np.zeros((len(words), count), np.float32) for words in paragraphs]
        links = [np.zeros((len(words), self.linker.size), np.float32) for words in paragraphs]
        windows = plan_windows(paragraphs, self.config["window"])
        for batch in _batches(windows):
            tagged, linked = self._session.run(None, self._inputs(batch, paragraphs))
            for window, window_scores, window_links in zip(batch, tagged, linked, strict=True):
                for segment, rows in _kept_rows(window, paragraphs):
                    kept = slice(*segment)
                    emissions[rows[0]][kept] = window_scores[rows[1]]
                    links[rows[0]][kept] = window_links[rows[1]]
        return emissions, links

    def _inputs(self, batch: Sequence[Window], paragraphs: Sequence[Words]) -> dict[str, Ints]:
        shape = (len(batch), max(window.size for window in batch))
        inputs = {name: np.zeros(shape, np.int64) for name in ("pieces", "types", "mask")}
        for row, window in enumerate(batch):
            pieces, types = [self._cls], [0]
            for segment in window.segments:
                words = paragraphs[segment.paragraph]
                start = words.firsts[segment.first]
                pieces += [*words.pieces[start : start + segment.size], self._sep]
                types += [*words.types[start : start + segment.size], 0]
            inputs["pieces"][row, : len(pieces)] = pieces
            inputs["types"][row, : len(types)] = types
            inputs["mask"][row, : len(pieces)] = 1
        return inputs

    @cached_property
    def config(self) -> dict[str, Any]:
        """Labels, CRF and linker weights and window sizes."""
        config: dict[str, Any] = json.loads((self._folder / "linker.json").read_text("utf-8"))
        return config

    @cached_property
    def decoder(self) -> Decoder:
        """The CRF's decoder."""
        decoder = Decoder(
            tuple(self.config["labels"]),
            np.array(self.config["starts"], np.float32),
            np.array(self.config["transitions"], np.float32),
        )
        return decoder.with_bonus(self.config["span_bonus"])

    @cached_property
    def linker(self) -> Linker:
        """The linker of spans."""
        return Linker.from_config(self.config["linker"])

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        return tokenizer_in(self._folder)

    @cached_property
    def _cls(self) -> int:
        return self._tokenizer.encode("").ids[0]

    @cached_property
    def _sep(self) -> int:
        return self._tokenizer.encode("").ids[-1]

    @cached_property
    def _session(self) -> ort.InferenceSession:
        return session_of(self._folder / "attribution.int8.onnx")


def _parts(paragraphs: Sequence[str]) -> Iterator[list[str]]:
    """Yield the paragraphs in parts, so that the scores of a long text are not held all at once."""
    part: list[str] = []
    characters = 0
    for paragraph in paragraphs:
        if part and characters + len(paragraph) > _PART_CHARACTERS:
            yield part
            part, characters = [], 0
        part.append(paragraph)
        characters += len(paragraph)
    yield part


def _batches(windows: Sequence[Window]) -> Iterator[list[Window]]:
    """Yield windows of like size together, so that little is padded."""
    batch: list[Window] = []
    for window in sorted(windows, key=lambda window: window.size):
        if batch and window.size * (len(batch) + 1) > _BATCH_PIECES:
            yield batch
            batch = []
        batch.append(window)
    if batch:
        yield batch


def _kept_rows(
    window: Window, paragraphs: Sequence[Words]
) -> Iterator[tuple[tuple[int, int], tuple[int, list[int]]]]:
    """Yield, for each segment, the words it scores, its paragraph and their window rows."""
    position = 1
    for segment in window.segments:
        firsts = paragraphs[segment.paragraph].firsts
        shift = position - firsts[segment.first]
        rows = [shift + firsts[word] for word in range(*segment.kept)]
        yield segment.kept, (segment.paragraph, rows)
        position += segment.size + 1
