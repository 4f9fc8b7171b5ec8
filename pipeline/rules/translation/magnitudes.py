"""MTA: times, days, ages and measures that cannot be."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Finding
from pipeline.page import Page
from pipeline.registry import rule
from pipeline.rules.translation.near import known, look, once, seen


@rule("MTA029", "impossible-magnitude", languages=("en",), since="0.1")
@once
def impossible_magnitude(page: Page) -> Iterator[Finding]:
    """A time, a day, an age or a measure is one that does not exist.

    Digits are lost, doubled or run together where a text is cut in pieces, transliterated and put
    together again.

    Example
        at 25:40 local time; on April 31; a 340-year-old woman; a magnitude of 58 on the Richter scale

    Left alone
        Old trees and towns, game clocks, scores, stars, and what stands in Fahrenheit.
    """
    return seen(page, _IMPOSSIBLE, "number", 0.8)


_ZONE = r"(?: local time| GMT| UTC| [ap]\.?m\b| o[’']clock)"
_SHORT_MONTHS = "April|June|September|November"
_TOO_OLD = r"(?:1[3-9]\d|[2-9]\d\d)"
_PERSON = (
    "man|woman|boy|girl|driver|suspect|victim|resident|pensioner|student|teacher|father|mother|son|daughter|husband|wife"
    "|brother|sister|player|striker|midfielder|defender|goalkeeper|singer|actor|actress|politician|lawmaker|soldier|worker"
    "|farmer|doctor|nurse|officer"
)
_IMPOSSIBLE = (
    look(
        r":[0-9]",
        rf"(?<![\d:.])(?:(?:2[5-9]|[3-9]\d):[0-5]\d|(?:[01]?\d|2[0-4]):[6-9]\d){_ZONE}",
        "the clock has no such time",
        *(("local", "time"), "gmt", "utc", "m", "am", "pm", "clock"),
    ),
    look(
        r"3[01]",
        rf"\b(?:31(?:st)?(?: of)? (?:{_SHORT_MONTHS})|3[01](?:th|st)?(?: of)? February)\b"
        rf"|\b(?:(?:{_SHORT_MONTHS}) 31|February 3[01])(?:th|st)?"
        r"(?![\d:.,%]*\d|%| (?:percent|per cent|people|million|billion))",
        "the month has no such day",
        *("april", "june", "september", "november", "february"),
    ),
    look(
        r"-year-old ",
        rf"(?<![\d.,])\b{_TOO_OLD}-year-old (?:{_PERSON})\b",
        "nobody is as old as that",
        ("year", "old"),
    ),
    look(
        r"aged [1-9]\d\d",
        rf"\b(?:{_PERSON}),? aged {_TOO_OLD}\b(?![.,]?\d)",
        "nobody is as old as that",
        "aged",
    ),
    known(
        (("degrees", "celsius"), ("degrees", "c")),
        r"(?:\b[Mm]inus |(?<![\w.,])[-−–])(?:27[4-9]|2[89]\d|[3-9]\d\d|\d{4,})(?:\.\d+)? degrees (?:Celsius|C)\b",
        "nothing is as cold as that",
    ),
    known(
        ("richter", "magnitude"),
        r"\b(?:1[1-9]|[2-9]\d|\d{3,})(?:\.\d+)? (?:points? )?on the Richter scale\b"
        r"|\b[Mm]agnitude[- ](?:1[1-9]|[2-9]\d)(?:\.\d+)? (?:earthquake|quake|tremor|aftershock)\b"
        r"|(?<![\d.,])\b(?:1[1-9]|[2-9]\d)(?:\.\d+)?-magnitude (?:earthquake|quake|tremor|aftershock)\b",
        "no earthquake is as strong as that",
    ),
)
