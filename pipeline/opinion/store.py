"""The embedded store of answers, and the accounts of runs: one SQLite file, shared by the workers of a run.

An answer is kept under a hash of the whole question, so under the model, the prompt and all
sentences of the request: what one article says can never change what is answered about another,
and the same article is answered the same, in whatever order and company it comes.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from pipeline.errors import NoOpinion
from pipeline.opinion.setting import Setting

_SCHEMA = """
create table if not exists answers (question text primary key, content text not null) without rowid;
create table if not exists accounts (
    run text primary key, requests integer not null, tokens integer not null, seconds real not null
) without rowid;
"""


class Answers:
    """Answers that were given before, and what this run may still ask. NoOpinion where the file cannot be used."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting

    def known(self, question: bytes) -> str | None:
        """The answer that this question had, if it had one."""
        with self._open() as base:
            row = base.execute("select content from answers where question = ?", (_key(question),)).fetchone()
        return str(row[0]) if row else None

    def keep(self, question: bytes, content: str) -> None:
        """Remember an answer. The first one stands, where two workers asked the same."""
        with self._open() as base:
            base.execute("insert or ignore into answers values (?, ?)", (_key(question), content))

    def charge(self, tokens: int) -> None:
        """Put a request on the run's account before it is sent. NoOpinion where the account does not allow it."""
        limits = self._setting
        with self._open() as base:
            base.execute("insert or ignore into accounts values (?, 0, 0, 0)", (limits.run,))
            allowed = base.execute(
                "update accounts set requests = requests + 1, tokens = tokens + ?"
                " where run = ? and requests < ? and tokens + ? <= ? and seconds < ?",
                (tokens, limits.run, limits.requests, tokens, limits.tokens, limits.seconds),
            ).rowcount
        if not allowed:
            raise NoOpinion("the run has spent what it may ask (requests, tokens or seconds)")

    def settle(self, tokens: int, seconds: float) -> None:
        """Correct the account when a request is over: tokens beyond what was charged, and how long it took."""
        with self._open() as base:
            base.execute(
                "update accounts set tokens = tokens + ?, seconds = seconds + ? where run = ?",
                (tokens, seconds, self._setting.run),
            )

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """The file for one statement or two: workers are threads or processes, and may be killed at any moment."""
        try:
            path = Path(self._setting.store)
            path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(path, timeout=30)) as base, base:
                base.executescript(_SCHEMA)
                yield base
        except sqlite3.Error as error:
            raise NoOpinion(f"the store of answers cannot be used: {error}") from None
        except OSError as error:
            raise NoOpinion(f"the store of answers cannot be used: {error.strerror}") from None


def _key(question: bytes) -> str:
    return hashlib.sha256(question).hexdigest()
