"""MTA: amounts, ages, hours and days that kept the words of another language."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from pipeline.model import Finding
from pipeline.page import Page
from pipeline.registry import rule
from pipeline.rules.translation.closed import COUNTED, DAYS, MONTHS, found, numbers, phrases, sought
from pipeline.rules.translation.near import known, look, pair


@rule("MTA036", "foreign-amount", languages=("en",), since="0.1")
def foreign_amount(page: Page) -> Iterator[Finding]:
    """An amount keeps an abbreviation, an ending, a mark or the order of another language.

    Example
        7.4 mia. kroner; 340 Mio. euros; percent 17.5; 12 million of people; 15 minus degrees; 1,5 hours; 500 $

    Left alone
        Minus 15 degrees; tens of thousands of people; two million of the voters; lanes 3,4 and 5.
    """
    return found(page, _AMOUNTS, "number")


@rule("MTA037", "foreign-age-or-hour", languages=("en",), since="0.1")
def foreign_age_or_hour(page: Page) -> Iterator[Finding]:
    """An age, an hour, a day, a century or a score keeps the words of another language.

    Example
        a 34-year man; the night to Sunday; on the 14th that; at 14h30; the XIX century; they won 3:1

    Left alone
        A 34-year sentence; the 14th hole; on Sunday night; the odds were 3:1.
    """
    return found(page, _AGES, "number")


_THINGS = (
    "people|persons|euros|dollars|pounds|men|women|children|inhabitants|tourists|visitors|workers|students|soldiers"
    "|refugees|migrants|voters|citizens|homes|houses|tons|tonnes|jobs|cases|cars|barrels|liters|litres|hectares"
    "|protesters|passengers|victims|families|roubles|rubles|yen|yuan|pesos|liras|francs|crowns|kroner|doses|vehicles"
    "|trees|deaths|civilians"
)
# what MTA013 knows behind a decimal comma, and currencies of countries that write one in English
_KNOWN = (
    r"percent|per|euros|dollars|degrees|kilomet(?:er|re)s"
    r"|[mb]illion (?:dollars|euros|pounds|people|viewers|francs|rand)"
)
_SMALL = "in|with|and|for|on|at|to|from|is|as|or|of|by|was|the|it|that|when|per|after|before"
_UNIT = "a unit of another language"
_AMOUNTS = sought(
    known(
        ("mia", "mio", "mill", "mrd", "mld", "mln", "bln", "miljard", "milliard", "milliards", "thous", "tys"),
        r"\b\d[\d.,]* ?(?:[Mm]ia|[Mm]io|[Mm]rd|[Mm]ld|[MmBb]ln)\b\.?|\b\d[\d.,]* ?(?:mill|thous|tys)\."
        r"|\bmil(?:j|l)iards?\b",
        _UNIT,
    ),
    known(("oku", "kv", "promille"), r"\b\d[\d.,]* (?:oku|kv\.? ?m|promille)\b", _UNIT),
    phrases("per mille|thousand ga|thousand kms", _UNIT, before=r"\b\d[\d.,]* "),
    look(r" s\.m\.", r"\b\d+ s\.m\.", _UNIT, ("s", "m")),
    known(
        product(numbers(1, 100), ["man"]),
        r"\b\d+ man (?:\d[\d,]*|students|people|households|yuan|yen|won)\b",
        "a unit of ten thousand was kept",
    ),
    known(
        product(["percent"], numbers(0, 101)),
        r"(?<!per )\b[Pp]ercent \d[\d.,]*(?=[,.;] |[,.;]?\n| (?:of|in|and|to|compared|higher|lower|more|less)\b)",
        "the number stands behind percent",
    ),
    pair(
        "million|billion|thousand|hundred|trillion",
        "of",
        "no “of” behind the number",
        before=rf"\b(?:\d[\d.,]*|{COUNTED}|twenty|thirty|fifty) ",
        behind=rf" (?:{_THINGS})\b",
    ),
    pair(
        "half",
        "million|billion",
        "an article is missing",
        before=r"\b(?:than|about|nearly|almost|over|of|to|by|around) ",
        behind=r"(?: of)? (?:people|persons|euros|dollars|pounds|inhabitants|tourists|homes)",
    ),
    phrases(
        "million persons|thousand persons|millions people|thousands persons|hundreds persons|dozens persons|tens people"
        "|ten thousands|hundred thousands|tens thousands|hundreds thousands|thousand million"
        "|thousand millions|thousands millions",
        "the number is told in another way",
    ),
    pair(
        "several|some|many|few",
        "hundred|thousand|million|dozen",
        "the number is told in another way",
        behind=rf" of (?:{_THINGS})\b",
    ),
    phrases("minus degrees", "minus stands before the number", before=r"\b\d+ "),
    known(
        [("plus", number) for number in numbers(1, 61)], r"\bplus \d+(?:[-–]\d+)? degrees\b", "English tells no plus"
    ),
    phrases("below the|under the", "no article before zero", behind=r" zero\b"),
    phrases("degrees of", "degrees have no “of”", before=r"\b\d+ ", behind=r" (?:heat|cold|frost|warm|fever)\b"),
    pair(
        "on",
        "three|four|five|six|seven|eight|nine|ten|twenty",
        "“in” is meant",
        before=r"\b(?:[Oo]ne|two|three|four|[Nn]ine|[Ee]ight) (?:person|people|man|woman|child|children|pupil"
        r"|student|household|family"
        r"|voter|citizen|resident|house|job|case|worker|inhabitant|patient|driver|company|adult|employee|American)s? ",
        behind=r"(?! (?:of|counts|charges|occasions))\b",
    ),
    look(
        r"-s\b",
        r"\b[A-Z]{3}-s\b",
        "a currency with an ending",
        *product("huf eur pln ron sek nok dkk czk uah".split(), ["s"]),
    ),
    look(r"\$(?!\d)", r"(?<=\d)\$(?![\w ]*\d)|(?<=\d )\$(?!\d)", "the currency sign stands before the number", "$"),
    look(r"€(?!\d)", r"(?<=\d)€(?!\d)|(?<=\d )€(?!\d)", "the currency sign stands before the number", "€"),
    look(
        r",\d{1,2} [a-z]",
        rf"(?<![\d,.$£€])\b\d{{1,3}},\d{{1,2}} (?!(?:{_SMALL}|{_KNOWN})\b)[a-z]{{2,}}\b",
        "a decimal comma",
    ),
    pair(
        "of",
        "longitude|altitude|extension|long|wide|high|deep|width|height|depth",
        "a measure in the order of another language",
        before=r"\b\d[\d.,]* (?:kilo|centi)?met(?:er|re)s ",
    ),
    pair(
        "of",
        "less|more",
        "no “of” before less",
        before=r"\b(?:points|percent|euros|dollars|degrees) ",
        behind=r"(?=[.,;]| than\b)",
    ),
    phrases(
        "goals against|sets against|goals at|sets at",
        "a score as other languages tell it",
        before=r"\b\d ",
        behind=r" \d\b",
    ),
    phrases("sets to|goals to", "a score as other languages tell it", before=r"\b(?:for|with) \d ", behind=r" \d\b"),
    look(r"year", r"\byears?[- ]light\b", "the order of another language", ("years", "light"), ("year", "light")),
    pair(
        "units|sets|heads",
        "of",
        "a counting word of another language",
        before=r"\b\d[\d.,]* ",
        behind=r" (?:residential|houses|cattle|sheep|smart|phones|mobile|equipment|machinery|cars|vehicles"
        r"|technology|apartments)",
    ),
    phrases(
        "less more|about approximately|approximately about|nearly about|almost about|about nearly|about around",
        "the same is said twice",
        behind=r" ",
    ),
)
_FINALS = "final|finals"
_AGED = "man|woman|boy|girl|driver|student|teenager|resident|pensioner|mother|father|suspect"
_AGE = "an age as other languages tell it"
_HOUR = "an hour as other languages tell it"
_DAY = "a day as other languages tell it"
_AGES = sought(
    look(
        r"year",
        rf"\b\d{{1,3}}-year (?:{_AGED})\b|\b\d{{1,3}}[- ]years?[- ]aged\b|\ban? \d{{1,3}} years (?:man|woman"
        rf"|boy|girl)\b",
        _AGE,
        *product(["year"], f"{_AGED}|aged".split("|")),
        *product(["years"], ("aged", "man", "woman", "boy", "girl")),
    ),
    look(
        r"age[d ]",
        r"\b(?:in|with) (?:the )?age of \d\d\b|\baged of \d|\bof \d{1,2} years of age\b",
        _AGE,
        ("age", "of"),
        ("aged", "of"),
        ("of", "age"),
    ),
    look(
        r" years, ",
        r"\b(?:as )?[A-Z][a-zà-ÿ’-]+, \d\d years, (?:who|was|is|and|has|said|from|married|lives)\b",
        _AGE,
        *product(["years"], "who was is and has said from married lives".split()),
    ),
    known((("years", "old"),), r"\b(?:has|have|had|with) (?:only |just |already )?\d\d years old\b", _AGE),
    look(r"\(", r"\((?:fe)?male, ?\d\d\)", _AGE, *product(("male", "female"), numbers(10, 100))),
    known(
        product("man woman boy girl student driver".split(), ["of"]),
        r"\b(?:man|woman|boy|girl|student|driver) of \d{1,2}(?=[,.]| (?:who|was|and|from|died))",
        _AGE,
    ),
    known(
        product(("hour", "hours", "clock"), [*numbers(0, 25), *(f"0{n}" for n in range(10))]),
        r"\b(?:at|around|about|by|from|since) hours \d[\d.:]*|\bthe hour \d{1,2}\b|[’'o]clock \d[\d.:]*"
        r"|\bthe clock \d[\d.:]*",
        _HOUR,
    ),
    known(
        [f"{hour}h{rest}" for hour in range(24) for rest in ("", "00", "10", "15", "20", "30", "40", "45", "50")],
        r"\b(?:at|around|since|until|from|about) \d{1,2}h(?:\d\d)?\b",
        _HOUR,
    ),
    known(("clock",), r"\b(?:1[3-9]|2[0-4]) ?o.clock|\b\d{1,2}[:.]\d\d o.clock", _HOUR),
    known(
        product(["the"], numbers(1, 13)), r"\bthe \d{1,2} (?:in|of) the (?:morning|afternoon|evening|night)\b", _HOUR
    ),
    known(
        product(("night", "evening", "morning"), ("to", "on", "towards", "from")),
        rf"\bthe (?:night|evening|morning) (?:to|towards|on|from) (?:{DAYS})\b",
        _DAY,
    ),
    known(
        [("the", f"{n}{end}") for n in range(1, 32) for end in ("st", "nd", "rd", "th")],
        r"\b[Oo]n the \d{1,2}(?:st|nd|rd|th)(?: that\b| local time\b| of this month\b|, local\b)",
        "a day without its month",
    ),
    look(
        r"day ",
        rf"\b(?:past|last|next|this) day \d{{1,2}}\b|\b(?:[Tt]his )?(?:{DAYS}) \d{{1,2}}(?=[,.] | (?:at|the"
        rf"|of the|in the)\b)|\b(?:{DAYS}) \(\d{{1,2}}/\d{{1,2}}\)",
        _DAY,
        *product(["day"], numbers(1, 32)),
        *product(DAYS.lower().split("|"), numbers(1, 32)),
    ),
    known(product(numbers(1900, 2100), ["year"]), r"\b[Ii]n \d{4} year\b(?!-)", "a year as other languages tell it"),
    known(
        product(MONTHS.lower().split("|"), ["of"]),
        rf"\b\d{{1,2}} (?:{MONTHS}) of (?:19|20)\d\d\b|\bmonth of (?:{MONTHS}) of (?:\d|this|last)",
        "a date as other languages tell it",
    ),
    known(
        product(
            "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx xxi xixth xxth xviiith"
            " xxist".split(),
            ("century", "centuries"),
        ),
        r"\b[IVX]{1,5}(?:th|st)?[- ](?:century|centuries)\b",
        "a century as other languages write it",
    ),
    look(
        r"\.(?:19|20)\d\d\b",
        r"\b\d{1,2}\.\d{1,2}\.(?:19|20)\d\d\b",
        "a date as other languages write it",
        *product([*numbers(1, 13), *(f"0{n}" for n in range(1, 10))], numbers(1990, 2031)),
    ),
    known(
        [
            *product(("4", "8", "16"), _FINALS.split("|")),
            *product("eighths eighth quarters fourths sixteenths".split(), ["of"]),
        ],
        r"\b1/(?:8|4|2|16)(?:th)? (?:of )?(?:the )?finals?\b|\b(?:eighths?|quarters|fourths"
        r"|sixteenths) of (?:the )?finals?\b",
        "a round as other languages tell it",
    ),
    known(
        [*product(numbers(1, 121), ["minute"]), *product(["minute"], numbers(1, 121))],
        r"\b(?:in|at|on) the \d{1,3} minute\b(?!-)|\b(?:in|at|on) minute \d+\b|\bthe minute \d+\b",
        "a minute as other languages tell it",
    ),
    look(
        r" \d:\d\b",
        r"\b(?:won|lost|drew|beat|defeated|win|victory|lead|led|draw|defeat|winning"
        r"|tied)\b[^.:\n]{0,35} \d:\d\b(?!\d| ?[ap]\.?m)",
        "a score as other languages write it",
        *product(numbers(0, 10), numbers(0, 10)),
    ),
    known(("till",), r"\b\d+ till \d+\b|\baged from \w+ till \w+\b", "“to” is meant"),
)
