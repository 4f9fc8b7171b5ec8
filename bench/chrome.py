"""Fields, memory of sites, stability and pace of chrome removal, on the labelled pages.

usage: python -m bench.chrome --data FOLDER [--sample N]

FOLDER holds aeb.jsonl.gz, naeb.jsonl.gz and fundus.jsonl.gz. Token F1 is the business of the
benchmark's own scorer; what is trained is reported out of fold by `python -m train.chrome --check`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

from pipeline.engine import Engine
from pipeline.model import Hints, Options, RawArticle
from pipeline.sites import Sightings, host_of

SETS = ("aeb", "naeb", "fundus")
_TOKEN = re.compile(r"\w+")


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sample", type=int, default=1, help="every Nth page only")
    args = parser.parse_args()
    records = {name: _read(args.data / f"{name}.jsonl.gz")[:: args.sample] for name in SETS}
    sightings = Sightings()
    for rows in records.values():
        for row in rows:
            sightings.observe(_raw(row))
    sites = sightings.freeze()
    engine = Engine(Options(select=("CHR",)), sites=sites)
    alone = Engine(Options(select=("CHR031",)), sites=sites)
    _fields(engine, records["fundus"])
    for name, rows in records.items():
        _memory(engine, alone, name, rows)
        _stability(engine, name, rows)
    _pace(engine, [row for rows in records.values() for row in rows if row["flavour"] == "wrapper"])


def _read(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as rows:
        return [json.loads(row) for row in rows if row.strip()]


def _raw(row: dict[str, Any], text: str | None = None) -> RawArticle:
    text = "\n".join(line["text"] for line in row["lines"]) if text is None else text
    return RawArticle(f"{row['id']}/{row['flavour']}", text, hints=Hints(url=row["url"]))


def _flat(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name).casefold()
    return " ".join("".join(c if c.isalnum() else " " for c in letters if not unicodedata.combining(c)).split())


def _fields(engine: Engine, rows: list[dict[str, Any]]) -> None:
    """Authors and dates, counted where the gold value stands on a line of chrome."""
    count: Counter[str] = Counter()
    for row in rows:
        gold = [_flat(name) for name in row["meta"].get("authors") or () if _flat(name)]
        if row["flavour"] != "wrapper" or not gold:
            continue
        chrome = " | ".join(_flat(line["text"]) for line in row["lines"] if line["label"] != "body")
        article = engine.clean(_raw(row)).article
        if any(name in chrome for name in gold):
            found = {_flat(name) for name in article.author}
            wanted = {name for name in gold if name in chrome}
            count["authors there"] += 1
            count["all authors right"] += wanted == found
            count["some author right"] += bool(wanted & found)
            count["an author too many"] += bool(found - set(gold))
        day = (row["meta"].get("date") or "")[:10]
        if day and _names_day(row, day):
            count["dates there"] += 1
            count["date right"] += article.date == day
            count["no date"] += article.date is None
    people, days = "authors there", "dates there"
    rows_of = {"all authors right": people, "some author right": people, "an author too many": people}
    for title, of in (rows_of | {"date right": days, "no date": days}).items():
        print(f"fields   {title:20} {count[title]:4} of {count[of]:4}  {count[title] / max(1, count[of]):.3f}")


def _names_day(row: dict[str, Any], day: str) -> bool:
    """Whether a short line of chrome holds the day's year and the number of the day."""
    year, number = day[:4], str(int(day[8:]))
    lines = (line["text"] for line in row["lines"] if line["label"] != "body" and len(line["text"]) < 120)
    return any(year in text and re.search(rf"(?<!\d)0?{number}(?!\d)", text) for text in lines)


def _memory(engine: Engine, alone: Engine, name: str, rows: list[dict[str, Any]]) -> None:
    """Whole pages of hosts with two pages or more: chrome that goes and body that is lost, in tokens."""
    hosts = Counter(host_of(row["url"]) for row in rows if row["flavour"] == "page")
    count: Counter[str] = Counter()
    for row in rows:
        if row["flavour"] != "page" or hosts[host_of(row["url"])] < 2:
            continue
        for title, cleaner in (("all rules", engine), ("memory alone", alone)):
            raw = _raw(row)
            left = Counter(cleaner.clean(raw).article.text.split("\n"))
            for line in row["lines"]:
                size = len(_TOKEN.findall(line["text"]))
                stays = left[line["text"]] > 0
                left[line["text"]] -= stays
                count[f"{title} {line['label']}"] += size
                count[f"{title} {line['label']} gone"] += 0 if stays else size
    for title in ("memory alone", "all rules"):
        chrome = count[f"{title} chrome gone"] / max(1, count[f"{title} chrome"])
        body = count[f"{title} body gone"] / max(1, count[f"{title} body"])
        print(f"memory   {name:7} {title:14} chrome removed {chrome:.3f}  body lost {body:.4f}")


def _stability(engine: Engine, name: str, rows: list[dict[str, Any]]) -> None:
    """Cleaning what has been cleaned must change nothing."""
    changed = trouble = 0
    for row in rows:
        outcome = engine.clean(_raw(row))
        trouble += any(issue.rule.startswith("INT") for issue in outcome.report.issues)
        again = engine.clean(_raw(row, outcome.article.text))
        changed += again.article.text != outcome.article.text
    print(f"stable   {name:7} {len(rows)} pages, {changed} changed by a second cleaning, {trouble} not settling")


def _pace(engine: Engine, rows: list[dict[str, Any]]) -> None:
    raws = [_raw(row) for row in rows]
    started = time.process_time()
    for raw in raws:
        engine.clean(raw)
    spent = time.process_time() - started
    print(f"pace     {len(raws)} wrappers, {len(raws) / spent:.0f} a second of processor time")


if __name__ == "__main__":
    main()
