"""Asking a peer once, and keeping what it answers."""

import time
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from pathlib import Path

import httpx
import orjson

SECONDS, ALTOGETHER_SECONDS = 60, 20
# The server adds it by itself.
NOT_KEPT = {"date"}

Answers = Mapping[str, httpx.Response]


def ask(port: int, path: str, tag: str = "") -> httpx.Response:
    """One answer, as the load generators get it."""
    with _client(port) as client:
        return client.get(path, headers={"If-None-Match": tag} if tag else None)


def ask_all(port: int, paths: Sequence[str]) -> Answers:
    """Their answers, as many as are given in some seconds."""
    answers: dict[str, httpx.Response] = {}
    until = time.monotonic() + ALTOGETHER_SECONDS
    with _client(port) as client:
        for path in paths:
            answers[path] = client.get(path)
            if time.monotonic() > until:
                break
    wrong = [path for path, answer in answers.items() if answer.status_code != HTTPStatus.OK]
    if wrong:
        print(f"  {len(wrong)} of {len(answers)} are not answered, such as {wrong[0]}")
    return {path: answer for path, answer in answers.items() if path not in wrong}


def keep(answers: Answers, file: Path) -> Path:
    """Write answers to a file from which `bare` gives them again."""
    kept = {
        path: (
            [pair for pair in answer.headers.multi_items() if pair[0] not in NOT_KEPT],
            answer.text,
        )
        for path, answer in answers.items()
    }
    file.write_bytes(orjson.dumps(kept))
    return file


def _client(port: int) -> httpx.Client:
    """One that asks as the load generators do, for which a cache keeps the same answer."""
    client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=SECONDS)
    for name in ("accept", "accept-encoding", "user-agent"):
        del client.headers[name]
    return client
