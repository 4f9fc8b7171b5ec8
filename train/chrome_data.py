"""Labelled pages for the learned judgement of lines: figures, labels and weights of every line."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np

from pipeline import facts
from pipeline.model import Hints, RawArticle
from pipeline.page import Page
from pipeline.rules.chrome import anchors
from pipeline.rules.chrome.features import matrix
from pipeline.rules.chrome.looks import looks
from pipeline.rules.chrome.view import View
from pipeline.sites import Sightings, Sites

SETS = ("aeb", "naeb", "fundus")
_LABELS = {"chrome": 1, "body": 0, "unsure": -1}
FOLDS = 5
_CHANGED = 0.7  # share of the recombined pages that keep their own chrome between the paragraphs
_CUTS = (0, 1, 2, 4, 8, 15, 30)  # lines of chrome left at an end of a cropped page


@dataclass
class Labelled:
    """A page: its site, figures a line a row, labels (1 chrome, 0 body, -1 unsure), words, and its record."""

    site: str
    flavour: str
    table: np.ndarray
    label: np.ndarray
    words: np.ndarray
    record: dict[str, Any]
    view: View
    anchored: np.ndarray


def read(folder: Path, name: str) -> list[dict[str, Any]]:
    """The records of one set, as the benchmark ships them."""
    with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as rows:
        return [json.loads(row) for row in rows if row.strip()]


def raw(record: dict[str, Any]) -> RawArticle:
    """The record as the pipeline gets it: flattened text and address, nothing else."""
    text = "\n".join(line["text"] for line in record["lines"])
    return RawArticle(record["id"], text, hints=Hints(url=record["url"]))


def memory(records: list[dict[str, Any]]) -> Sites:
    """What a run over these records learns of their sites."""
    sightings = Sightings()
    for record in records:
        sightings.observe(raw(record))
    return sightings.freeze()


def labelled(record: dict[str, Any], sites: Sites | None = None) -> Labelled | None:
    """The page with its figures; None where its lines are not the pipeline's lines."""
    article = raw(record)
    site: Mapping[str, Any] = sites(article) if sites else {}
    page = Page(article.text, article, None, site)
    seen = page.fact(looks)
    if len(seen) != len(record["lines"]) or not seen:
        return None
    view = View(page, list(range(len(seen))))
    gone = anchors.find(view)
    return Labelled(
        site_of(record["host"]),
        record["flavour"],
        matrix(view).astype(np.float32),
        np.array([_LABELS[line["label"]] for line in record["lines"]]),
        np.array([min(look.words, 400) for look in seen], dtype=np.float32),
        record,
        view,
        np.array([k in gone for k in range(len(seen))]),
    )


def site_of(host: str) -> str:
    """The name by which pages are kept together: one publisher's hosts of all countries are one site."""
    parts = host.removeprefix("www.").split(".")
    if len(parts) > 2 and parts[-2] in ("co", "com", "org", "net", "gov", "ac"):
        return parts[-3]
    return parts[-2] if len(parts) > 1 else host


def fold_of(site: str, folds: int) -> int:
    """The fold of a site, by its name alone."""
    return int(hashlib.sha256(site.encode()).hexdigest(), 16) % folds


def variants(record: dict[str, Any], chance: random.Random) -> Iterator[dict[str, Any]]:
    """The page as other scrapers, and the cleaning itself, might leave it: cropped, thinned, body only."""
    page = record["lines"]
    body = [index for index, line in enumerate(page) if line["label"] == "body"]
    if not body or record["flavour"] == "container":
        return
    start, end = max(0, body[0] - chance.choice(_CUTS)), body[-1] + 1 + chance.choice(_CUTS)
    yield {**record, "flavour": "cropped", "lines": page[start:end]}
    yield {**record, "flavour": "body", "lines": [line for line in page if line["label"] == "body"]}
    for most in (0.5, 0.12):
        share = chance.random() * most
        kept = [line for line in page if line["label"] != "chrome" or chance.random() < share]
        yield {**record, "flavour": "thinned", "lines": kept}


def recombined(page: dict[str, Any], other: dict[str, Any], chance: random.Random) -> dict[str, Any] | None:
    """The furniture of one page around the article and headline of another; None where one has no body."""
    around, within = page["lines"], other["lines"]
    ours = [index for index, line in enumerate(around) if line["label"] == "body"]
    theirs = [index for index, line in enumerate(within) if line["label"] == "body"]
    if not ours or not theirs:
        return None
    title = next((line for line in within[: theirs[0]] if line.get("role") == "title"), None)
    head = [title if line.get("role") == "title" else line for line in around[: ours[0]]]
    article = within[theirs[0] : theirs[-1] + 1]
    if chance.random() < _CHANGED:
        article = [line for line in article if line["label"] != "chrome"]
        for chrome, run in groupby(around[ours[0] : ours[-1] + 1], lambda line: line["label"] == "chrome"):
            if chrome and len(article) > 1:
                at = chance.randrange(1, len(article))
                article[at:at] = run
    lines = [line for line in (*head, *article, *around[ours[-1] + 1 :]) if line]
    return {**page, "flavour": "recombined", "lines": lines}


def recombinations(pages: list[Labelled], chance: random.Random) -> Iterator[Labelled | None]:
    """The pages with an article of another site of their language and fold, so that nothing crosses folds."""
    groups: dict[tuple[int, str], list[Labelled]] = {}
    for page in pages:
        if page.flavour != "container":
            language = page.view.page.fact(facts.language).code
            groups.setdefault((fold_of(page.site, FOLDS), language), []).append(page)
    for group in groups.values():
        for page in group:
            other = chance.choice(group)
            if other.site != page.site:
                record = recombined(page.record, other.record, chance)
                yield labelled(record) if record else None


def everything(folder: Path) -> tuple[list[Labelled], list[Labelled], list[Labelled]]:
    """All pages as they are, the same with their sites' memory, and variants for training."""
    plain, remembered, varied = [], [], []
    chance = random.Random(7)
    for name in SETS:
        records = read(folder, name)
        sites = memory(records)
        for record in records:
            plain.append(labelled({**record, "set": name}))
            remembered.append(labelled({**record, "set": name}, sites))
            varied += [labelled({**variant, "set": name}) for variant in variants(record, chance)]
    pages = [page for page in plain if page]
    varied += recombinations(pages, chance)
    return pages, [p for p in remembered if p], [p for p in varied if p and len(p.label) > 1]
