#!/usr/bin/env python3
"""How often the language is told without asking langdetect, how often the two disagree, and what it costs.

usage: bench/language.py TEXTS.jsonl[.gz]...   rows with `text`, `gold` or `lines`
Disagreement is counted against langdetect on the whole text, in percent of all texts.
"""

from __future__ import annotations

import gzip
import json
import sys
import time
from collections import Counter

from pipeline.facts import UNKNOWN, by_function_words, detect, language
from pipeline.page import Page


def texts(path: str) -> list[str]:
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    found = []
    for row in rows:
        if "lines" in row:
            found.append("\n".join(line["text"] for line in row["lines"] if line["label"] == "body"))
        else:
            found.append(row.get("text") or row.get("gold") or "")
    return [text for text in dict.fromkeys(found) if len(text) > 200]


def main() -> None:
    sample = [text for path in sys.argv[1:] for text in texts(path)]
    quick = [by_function_words(text) for text in sample]
    started = time.process_time()
    told = [language(Page(text)) for text in sample]
    spent = time.process_time() - started
    started = time.process_time()
    asked = [detect(text) for text in sample]
    whole = time.process_time() - started
    wrong = [(mine.code, theirs.code) for mine, theirs in zip(told, asked, strict=True) if mine.code != theirs.code]
    wrong = [pair for pair in wrong if pair[0] != UNKNOWN.code]
    print(f"{len(sample)} texts; told without asking {sum(q is not None for q in quick) / len(sample):.1%}")
    print(f"{len(sample) / spent:,.0f} texts/s; langdetect on the whole text {len(sample) / whole:,.0f} texts/s")
    print(f"disagreement {len(wrong) / len(sample):.2%}  {Counter(wrong).most_common(8)}")


if __name__ == "__main__":
    main()
