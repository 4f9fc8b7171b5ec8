"""Whom to ask, how much, and at what cost."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from secrets import token_hex
from typing import Any
from urllib.parse import urlsplit

import orjson

from pipeline.errors import ConfigError
from pipeline.opinion.prompt import PROMPT


@dataclass(frozen=True, slots=True)
class Setting:
    """A server that speaks the OpenAI chat protocol, and the limits of what it is asked. ConfigError where unusable.

    The address is followed as it stands, a local one too: whoever configures it means it. It and the
    key never reach a report, a shard or a log.
    """

    url: str  # up to `/v1`, or with `/chat/completions`
    model: str
    store: str = ""  # file in which answers are kept; beside the articles, where none is named
    key: str = ""  # name of the environment variable that holds the key
    # scores.translated from, and below, which an article is in doubt: without any sign it is about .3, with one
    # near .5 or above, and from .9 on an article is suspect anyhow
    doubt: tuple[float, float] = (0.4, 0.9)
    sentences: int = 40  # of one article, the first ones
    batch: int = 20  # sentences of one request
    timeout: float = 30.0  # seconds of one request, its repetition included
    requests: int = 1_000  # of one run, over all workers, as are the next two
    tokens: int = 1_000_000  # sent and received
    seconds: float = 3_600.0  # of waiting
    run: str = field(default_factory=lambda: token_hex(8))  # on whose account questions go

    def __post_init__(self) -> None:
        try:
            parts = urlsplit(self.url)
            usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
        except ValueError:  # a port that is no number, half an IPv6 address
            usable = False
        if not usable:
            raise ConfigError("second opinion: its address begins with http:// or https:// and names a host")
        if parts.username or parts.password or parts.query:
            raise ConfigError("second opinion: no secrets in its address; name a variable of the environment as `key`")
        if not self.model:
            raise ConfigError("second opinion: name its model (--opinion-model)")
        if self.key and not os.environ.get(self.key):
            raise ConfigError(f"second opinion: the environment has no variable {self.key}, which is to hold the key")

    @classmethod
    def of(cls, told: Mapping[str, Any], where: str) -> Setting:
        """The setting that a table of the configuration tells. ConfigError names the key that cannot be meant."""
        for name, value in told.items():
            if name not in KEYS:
                raise ConfigError(f"{where}: unknown key {name!r}; there are {', '.join(KEYS)}")
            fits, words = KEYS[name]
            if not fits(value):
                raise ConfigError(f"{where}: {name} takes {words}, not {value!r}")
        values: dict[str, Any] = {"url": "", "model": "", **told}
        if "doubt" in told:
            values["doubt"] = tuple(told["doubt"])
        return cls(**values)

    @property
    def fingerprint(self) -> str:
        """What decides which questions are put and to whom; part of the resume key. The address is not."""
        told = [self.model, PROMPT, self.doubt, self.sentences, self.batch]
        return hashlib.sha256(orjson.dumps(told)).hexdigest()[:16]

    @property
    def endpoint(self) -> str:
        """The address that questions are posted to."""
        base = self.url.rstrip("/")
        return base if base.endswith("/chat/completions") else f"{base}/chat/completions"

    @property
    def secret(self) -> str:
        """The key itself, from the environment of the process that asks."""
        return os.environ.get(self.key, "") if self.key else ""


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_limit(value: Any) -> bool:
    # no limit can mean more, and the store's numbers hold so much
    return _is_number(value) and 0 < value < 10**12


def _is_doubt(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(map(_is_number, value)) and 0 <= value[0] < value[1] <= 1


_TEXT = (lambda value: isinstance(value, str), "a string")
_COUNT = (lambda value: _is_limit(value) and isinstance(value, int), "a whole number above 0")
_SECONDS = (_is_limit, "a number above 0")
KEYS: dict[str, tuple[Callable[[Any], bool], str]] = {
    **dict.fromkeys(("url", "model", "store", "key"), _TEXT),
    "doubt": (_is_doubt, "two numbers from 0 to 1, the lower first"),
    **dict.fromkeys(("sentences", "batch", "requests", "tokens"), _COUNT),
    **dict.fromkeys(("timeout", "seconds"), _SECONDS),
}
