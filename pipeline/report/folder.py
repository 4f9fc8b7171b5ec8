"""What a run left behind, read back line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import starmap
from pathlib import Path
from typing import NamedTuple

import orjson

from pipeline.errors import ConfigError, SourceError
from pipeline.shards import Line, files, read


class Pair(NamedTuple):
    """An article line and its report line."""

    article: Line
    report: Line


class Folder:
    """A folder that `copydesk clean --out` has filled."""

    def __init__(self, path: Path) -> None:
        if not (path / "articles").is_dir():
            raise SourceError(f"{path}: no run has left articles here; name the folder given to `copydesk clean --out`")
        self.path = path

    def shards(self) -> list[str]:
        """Names of the shards, in order."""
        return [path.name for path in files(self.path / "articles")]

    def pairs(self, shard: str | None = None) -> Iterator[Pair]:
        """Articles with their reports, of one shard or all."""
        for name in [shard] if shard else self.shards():
            articles, reports = (read(self.path / folder / name) for folder in ("articles", "reports"))
            yield from starmap(Pair, zip(articles, reports, strict=True))

    def pick(self, wanted: Iterable[tuple[int, str, str]]) -> list[Pair]:
        """The articles that a tally's entries (weight, shard, id) name, in that order; each shard is read once."""
        order = [(shard, name) for _, shard, name in wanted]
        ids: dict[str, set[str]] = {}
        for shard, name in order:
            ids.setdefault(shard, set()).add(name)
        found: dict[tuple[str, str], Pair] = {}
        for shard, names in ids.items():
            for pair in self.pairs(shard):
                if pair.article["id"] in names:
                    found.setdefault((shard, pair.article["id"]), pair)
        return [found[key] for key in order if key in found]

    def quarantine(self) -> Iterator[Line]:
        """What could not be read."""
        for path in files(self.path / "quarantine"):
            yield from read(path)

    def find(self, name: str) -> Pair:
        """The article of this id, or of the one id that begins so; `ID~HASH` where sources share an id.

        HASH begins the `source_sha256`. ConfigError where there is no such article, or more than one.
        """
        exact: dict[str, Pair] = {}
        begun: dict[str, Pair] = {}
        for pair in self._with(name.rsplit("~", 1)[0].encode()):
            own = pair.article["id"]
            full = f"{own}~{pair.article['source_sha256']}"
            if own == name:
                exact[full] = pair
            elif full.startswith(name):
                begun[full] = pair
        found = exact or begun
        if len(found) == 1:
            return next(iter(found.values()))
        if not found:
            raise ConfigError(f"{name}: no such id in {self.path}")
        shared = len({pair.article["id"] for pair in found.values()}) < len(found)
        some = ", ".join(sorted(full[:-52] if shared else full[:-65] for full in found)[:5])
        raise ConfigError(f"{name}: {len(found)} articles are called so or begin so: {some}; name one of them")

    def _with(self, wanted: bytes) -> Iterator[Pair]:
        """Articles whose line may hold an id with these bytes; other lines are not parsed."""
        for shard in self.shards():
            if not shard.endswith(".jsonl"):
                yield from self.pairs(shard)
                continue
            with (
                (self.path / "articles" / shard).open("rb") as articles,
                (self.path / "reports" / shard).open("rb") as reports,
            ):
                for article, report in zip(articles, reports, strict=True):
                    if wanted in article[:2000] or b"\\" in article[:2000]:
                        yield Pair(orjson.loads(article), orjson.loads(report))
