"""Inflections and word classes that patterns name."""

from __future__ import annotations

from functools import cache

_IRREGULAR = {
    "be": "is are was were be been being am 's 're",
    "have": "have has had having",
    "do": "do does did done doing",
    "go": "go goes went gone going",
    "make": "make makes made making",
    "take": "take takes took taken taking",
    "give": "give gives gave given giving",
    "get": "get gets got gotten getting",
    "come": "come comes came coming",
    "put": "put puts putting",
    "set": "set sets setting",
    "cut": "cut cuts cutting",
    "hit": "hit hits hitting",
    "let": "let lets letting",
    "shut": "shut shuts shutting",
    "cast": "cast casts casting",
    "hold": "hold holds held holding",
    "find": "find finds found finding",
    "bring": "bring brings brought bringing",
    "buy": "buy buys bought buying",
    "catch": "catch catches caught catching",
    "teach": "teach teaches taught teaching",
    "think": "think thinks thought thinking",
    "fight": "fight fights fought fighting",
    "seek": "seek seeks sought seeking",
    "tell": "tell tells told telling",
    "sell": "sell sells sold selling",
    "say": "say says said saying",
    "pay": "pay pays paid paying",
    "lay": "lay lays laid laying",
    "keep": "keep keeps kept keeping",
    "leave": "leave leaves left leaving",
    "lose": "lose loses lost losing",
    "lead": "lead leads led leading",
    "feel": "feel feels felt feeling",
    "meet": "meet meets met meeting",
    "send": "send sends sent sending",
    "spend": "spend spends spent spending",
    "lend": "lend lends lent lending",
    "build": "build builds built building",
    "stand": "stand stands stood standing",
    "understand": "understand understands understood understanding",
    "sit": "sit sits sat sitting",
    "run": "run runs ran running",
    "win": "win wins won winning",
    "begin": "begin begins began begun beginning",
    "sing": "sing sings sang sung singing",
    "sink": "sink sinks sank sunk sinking",
    "swim": "swim swims swam swum swimming",
    "drink": "drink drinks drank drunk drinking",
    "ring": "ring rings rang rung ringing",
    "break": "break breaks broke broken breaking",
    "speak": "speak speaks spoke spoken speaking",
    "steal": "steal steals stole stolen stealing",
    "choose": "choose chooses chose chosen choosing",
    "freeze": "freeze freezes froze frozen freezing",
    "write": "write writes wrote written writing",
    "ride": "ride rides rode ridden riding",
    "rise": "rise rises rose risen rising",
    "drive": "drive drives drove driven driving",
    "fall": "fall falls fell fallen falling",
    "draw": "draw draws drew drawn drawing",
    "grow": "grow grows grew grown growing",
    "know": "know knows knew known knowing",
    "throw": "throw throws threw thrown throwing",
    "blow": "blow blows blew blown blowing",
    "see": "see sees saw seen seeing",
    "eat": "eat eats ate eaten eating",
    "fly": "fly flies flew flown flying",
    "wear": "wear wears wore worn wearing",
    "tear": "tear tears tore torn tearing",
    "bear": "bear bears bore borne bearing",
    "swear": "swear swears swore sworn swearing",
    "shake": "shake shakes shook shaken shaking",
    "hide": "hide hides hid hidden hiding",
    "bite": "bite bites bit bitten biting",
    "lie": "lie lies lay lain lying lied",
    "die": "die dies died dying",
    "tie": "tie ties tied tying",
    "hang": "hang hangs hung hanged hanging",
    "dig": "dig digs dug digging",
    "strike": "strike strikes struck stricken striking",
    "shoot": "shoot shoots shot shooting",
    "light": "light lights lit lighted lighting",
    "slide": "slide slides slid sliding",
    "hear": "hear hears heard hearing",
    "read": "read reads reading",
    "spread": "spread spreads spreading",
    "burst": "burst bursts bursting",
    "quit": "quit quits quitting",
    "become": "become becomes became becoming",
    "show": "show shows showed shown showing",
    "mean": "mean means meant meaning",
    "deal": "deal deals dealt dealing",
    "sweep": "sweep sweeps swept sweeping",
    "weep": "weep weeps wept weeping",
    "sleep": "sleep sleeps slept sleeping",
    "burn": "burn burns burned burnt burning",
    "learn": "learn learns learned learnt learning",
    "stick": "stick sticks stuck sticking",
    "swing": "swing swings swung swinging",
    "wake": "wake wakes woke woken waking",
    "forget": "forget forgets forgot forgotten forgetting",
    "forgive": "forgive forgives forgave forgiven forgiving",
    "raise": "raise raises raised raising",
}
_NOUNS = {
    "man": "man men",
    "woman": "woman women",
    "child": "child children",
    "person": "person persons people",
    "foot": "foot feet",
    "tooth": "tooth teeth",
    "goose": "goose geese",
    "mouse": "mouse mice",
    "life": "life lives",
    "wife": "wife wives",
    "knife": "knife knives",
    "leaf": "leaf leaves",
    "half": "half halves",
    "crisis": "crisis crises",
    "thief": "thief thieves",
}
_VOWELS = "aeiou"


@cache
def verb(stem: str) -> frozenset[str]:
    """All inflections of a verb."""
    if stem in _IRREGULAR:
        return frozenset(_IRREGULAR[stem].split())
    third = stem + "es" if stem.endswith(("s", "x", "z", "ch", "sh", "o")) else _y(stem) + "s"
    if stem.endswith("e"):
        return frozenset((stem, third, stem + "d", stem[:-1] + "ing"))
    doubled = len(stem) > 2 and stem[-1] not in _VOWELS + "wxy" and stem[-2] in _VOWELS and stem[-3] not in _VOWELS
    roots = {stem, stem + stem[-1]} if doubled else {stem}
    past = {_y(root) + "ed" if root.endswith("y") else root + "ed" for root in roots}
    past = {form.replace("ieed", "ied") for form in past}
    return frozenset({stem, third, *past, *(root + "ing" for root in roots)})


@cache
def noun(stem: str) -> frozenset[str]:
    """Singular and plural of a noun."""
    if stem in _NOUNS:
        return frozenset(_NOUNS[stem].split())
    plural = stem + "es" if stem.endswith(("s", "x", "z", "ch", "sh")) else _y(stem) + "s"
    return frozenset((stem, plural))


def _y(stem: str) -> str:
    return stem[:-1] + "ie" if stem.endswith("y") and stem[-2:-1] not in _VOWELS else stem


CLASSES: dict[str, frozenset[str]] = {
    name: frozenset(words.split())
    for name, words in {
        "det": "a an the this that these those his her its their our my your some any no",
        "poss": "his her its their our my your",
        "be": "is are was were be been being 's 're am",
        "have": "have has had having",
        "prep": (
            "of in to for on at by with from about into over after under between through during before against among "
            "within without toward towards upon around behind beyond near across off out up down along"
        ),
        "month": (
            "january february march april may june july august september october november december jan feb mar apr jun "
            "jul aug sep sept oct nov dec"
        ),
        "day": "monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun",
    }.items()
}
NUMBERS = frozenset(
    (
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion dozen"
    ).split()
)
