"""Counts over a run. Tallies of shards add up, in any order, to the tally of the run."""

from __future__ import annotations

import heapq
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.report.folder import Folder, Pair

WORST = 200  # articles that reports show in full
ACTIONS = ("fixed", "removed", "suggested", "flagged")
_WEIGHT = {"error": 100, "warning": 10, "note": 1}


@dataclass(slots=True)
class Tally:
    """How many articles, issues and marks; and which articles deserve a look first."""

    articles: int = 0
    quarantined: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    severities: Counter[str] = field(default_factory=Counter)
    rules: dict[str, Counter[str]] = field(default_factory=dict)  # code -> action -> issues
    characters: Counter[str] = field(default_factory=Counter)  # source, kept, removed
    marks: Counter[str] = field(default_factory=Counter)  # curly doubles before and after
    worst: list[tuple[int, str, str]] = field(default_factory=list)  # (-weight, shard, id)

    @classmethod
    def of(cls, folder: Folder) -> Tally:
        """Count a whole run."""
        total = cls()
        for shard in folder.shards():
            for pair in folder.pairs(shard):
                total.add(pair, shard)
        total.quarantined = sum(1 for _ in folder.quarantine())
        return total

    def add(self, pair: Pair, shard: str) -> None:
        """Count one article."""
        article, report = pair
        self.articles += 1
        self.verdicts[article["verdict"]] += 1
        weight = 0
        removed = added = 0
        for issue in report["issues"]:
            self.rules.setdefault(issue["rule"], Counter())[issue["action"]] += 1
            self.severities[issue["severity"]] += 1
            if issue["action"] in ("fixed", "removed"):
                removed += len(issue["text"])
                added += len(issue["replacement"] or "")
                weight += 1
                for mark in "“”":
                    self.marks[f"{mark} before"] += issue["text"].count(mark) - (issue["replacement"] or "").count(mark)
            else:
                weight += _WEIGHT[issue["severity"]]
        for mark in "“”":
            count = article["text"].count(mark)
            self.marks[f"{mark} before"] += count
            self.marks[f"{mark} after"] += count
        size = len(article["text"])
        self.characters.update(article=size, source=size - added + removed, removed=removed)
        self._rank((-weight, shard, article["id"]))

    def merge(self, other: Tally) -> None:
        """Add what was counted elsewhere."""
        self.articles += other.articles
        self.quarantined += other.quarantined
        for name in ("verdicts", "severities", "characters", "marks"):
            getattr(self, name).update(getattr(other, name))
        for code, actions in other.rules.items():
            self.rules.setdefault(code, Counter()).update(actions)
        for entry in other.worst:
            self._rank(entry)

    def _rank(self, entry: tuple[int, str, str]) -> None:
        self.worst.append(entry)
        if len(self.worst) >= 4 * WORST:
            self.worst = heapq.nsmallest(WORST, self.worst)

    def first(self) -> list[tuple[int, str, str]]:
        """The articles that deserve a look first: (-weight, shard, id)."""
        return heapq.nsmallest(WORST, self.worst)

    def to_dict(self) -> dict[str, Any]:
        """The tally as JSON can hold it, keys in a fixed order."""
        return {
            "articles": self.articles,
            "quarantined": self.quarantined,
            "verdicts": _ordered(self.verdicts),
            "severities": _ordered(self.severities),
            "rules": {code: _ordered(self.rules[code]) for code in sorted(self.rules)},
            "characters": _ordered(self.characters),
            "marks": _ordered(self.marks),
            "worst": self.first(),
        }

    @classmethod
    def from_dict(cls, told: dict[str, Any]) -> Tally:
        """The tally that `to_dict` told."""
        return cls(
            articles=told["articles"],
            quarantined=told["quarantined"],
            verdicts=Counter(told["verdicts"]),
            severities=Counter(told["severities"]),
            rules={code: Counter(actions) for code, actions in told["rules"].items()},
            characters=Counter(told["characters"]),
            marks=Counter(told["marks"]),
            worst=[(entry[0], entry[1], entry[2]) for entry in told["worst"]],
        )


def _ordered(counts: Counter[str]) -> dict[str, int]:
    return {str(key): counts[key] for key in sorted(counts) if counts[key]}
