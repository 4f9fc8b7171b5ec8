"""What quotation marks look like, and what stands around them."""

from __future__ import annotations

import re

OPEN, SHUT = "“", "”"

# double marks of all styles; two singles are a double, two commas never
DOUBLE = '“”"„‟«»＂〝〞〟'
SPACE = " \u00a0\u202f\u2009\t"
_ELISION = r"(?!(?:Tis|Twas|Twere|Twill|Pon|Em|Til|St|Un|Ere)\b)"
# two singles that were curled one by one, where others close further on; else it is a quoted elision
CURLED_PAIR = r"(?<=‘)’(?=\w[^\n]{0,600}?’’)"
# patterns begin with one set of characters, which is what makes a search fast
_PAIR = rf"(?<=`)`|(?<=')'{_ELISION}|(?<=’)’|(?<=‘)‘|{CURLED_PAIR}|(?<=´)´"
_ONE = rf"[{DOUBLE}`'’‘´](?:(?<=[{DOUBLE}])|{_PAIR})"
# the marks that stand at one place, and the spaces behind them
SITE = re.compile(
    rf"(?P<marks>[{DOUBLE}`'’‘´″](?:(?:(?<=[{DOUBLE}])|{_PAIR})(?!’)|(?<=″)(?!\w))(?:[{SPACE}]*{_ONE})*)(?P<after>[{SPACE}]*)"
)
MARK = re.compile(rf"[{DOUBLE}″`'’‘´](?:(?<=[{DOUBLE}″])|(?<=`)`|(?<=')'|(?<=’)’|(?<=‘)[‘’]|(?<=´)´)")

_VERBS = (
    "said says say saying told tells tell telling asked asks ask added adds add adding replied replies "
    "reply answered answers wrote writes write tweeted posted explained explains noted notes recalled "
    "recalls insisted insists claimed claims argued argues warned warns stated states announced announces "
    "concluded concludes continued continues admitted admits cried cries exclaimed whispered shouted "
    "yelled muttered murmured remarked observed returned declared declares joked jokes laughed sighed "
    "snapped interrupted repeated responded demanded begged called thought inquired enquired suggested "
    "suggests commented comments confirmed confirms testified quipped ejaculated growled grunted gasped "
    "groaned screamed sobbed stammered pleaded urged protested retorted rejoined reads read according "
    "went pursued resumed echoed broke put assured nodded smiled stressed emphasized emphasised reiterated revealed "
    "disclosed maintained alleged affirmed acknowledged lamented opined averred cautioned mused wondered "
).split()
VERBS = frozenset(_VERBS)
_TITLE = (
    r"(?:Mr|Mrs|Ms|Dr|St|Sr|Jr|Sen|Rep|Gov|Gen|Lt|Maj|Col|Capt|Cpl|Sgt|Rev|Prof|Hon|Det|Insp|Supt|Adm|Cmdr|Amb|Pres)"
)
_NAME = rf"(?:{_TITLE}\. |[A-Z]\. ?)*[A-Z][\w’'-]*(?: (?:[A-Z]\.|[A-Z][\w’'-]*|of|the|de|van|von|al|bin)){{0,4}}"
_WHO = rf"(?:he|she|they|I|we|it|you|one|{_NAME}|(?:the|a|an|his|her|my|our|their)(?: [\w’'-]+){{1,3}}?)"
_VERB = rf"(?:{'|'.join(_VERBS)})\b"
_HOW = r",? (?:[a-z]+ly |also |had |has |later |then )?"
# who said it, behind a quotation: `said X`, `X said`
ATTRIBUTION = re.compile(rf"{_VERB}|{_WHO}{_HOW}{_VERB}")
_THEN = r"(?:to|in|on|at|of|during|after|before|with|without|from|by|as|when|while|via|[a-z]+ly)"
# the same where no mark stands, so that only the whole form of it counts: not `said not a word`
TELLS = re.compile(
    rf"{_VERB} {_WHO}(?=[\s,.;:!?—]|$)"
    rf"|{_WHO}{_HOW}{_VERB}(?=[,.;:—]|$| {_THEN}\b)"
)
