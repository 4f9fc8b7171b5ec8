"""What a rule is, and how the rules that exist are found and chosen.

A rule is a function in `pipeline.rules`, under the `rule` decorator. Nothing else registers it:
`load` imports the package and collects what it finds.
"""

from __future__ import annotations

import hashlib
import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import ConfigError
from pipeline.model import Finding, Fix, Severity

if TYPE_CHECKING:
    from pipeline.page import Page

Check = Callable[["Page"], Iterable[Finding]]

FAMILIES = {
    "ENC": "encoding",
    "CHR": "chrome",
    "QUO": "quotation",
    "TYP": "typography",
    "LNG": "language",
    "MTA": "translation",
    "COH": "coherence",
    "DUP": "duplicates",
    "INT": "internal",
}
_CODE = re.compile(r"([A-Z]{3})(\d{3})")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: what it is called, what it may do, and the function that finds its cases."""

    code: str
    name: str
    severity: Severity
    fix: Fix
    languages: tuple[str, ...]
    since: str
    check: Check
    doc: str

    @property
    def family(self) -> str:
        """The code's letters, such as ``QUO``."""
        return self.code[:3]

    @property
    def summary(self) -> str:
        """The first line of the documentation."""
        return self.doc.split("\n", 1)[0]

    def __call__(self, page: Page) -> Iterable[Finding]:
        return self.check(page)


def rule(
    code: str,
    name: str,
    *,
    severity: Severity = Severity.WARNING,
    fix: Fix = Fix.NEVER,
    languages: Iterable[str] = (),
    since: str,
) -> Callable[[Check], Rule]:
    """Make a rule of a function that takes a Page and yields Findings in the page's text.

    `languages` limits the rule to articles in these languages (ISO 639-1); none means all. The
    docstring is the rule's documentation everywhere; it states the fact in its first line and has
    the sections ``Example`` and ``Left alone``. TypeError at import where any of this is missing.
    """

    def decorate(check: Check) -> Rule:
        doc = inspect.cleandoc(check.__doc__ or "")
        found = _CODE.fullmatch(code)
        if not found or found[1] not in FAMILIES:
            raise TypeError(f"{code}: a rule code is a family of {', '.join(FAMILIES)} and three digits")
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
            raise TypeError(f"{code}: the name {name!r} must be lower-case words joined by hyphens")
        for section in ("Example", "Left alone"):
            if f"\n{section}\n" not in doc:
                raise TypeError(f"{code}: its docstring needs a section {section!r}")
        return Rule(code, name, severity, fix, tuple(languages), since, check, doc)

    return decorate


class Ruleset:
    """The chosen rules, in the order of their codes. Never altered."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(sorted(rules, key=lambda rule: rule.code))
        self._by_code = {rule.code: rule for rule in self.rules}
        self._by_family: dict[str, tuple[Rule, ...]] = {
            family: tuple(rule for rule in self.rules if rule.family == family) for family in FAMILIES
        }

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules)

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def __getitem__(self, code: str) -> Rule:
        return self._by_code[code]

    def get(self, code: str) -> Rule | None:
        """The rule of this code, None where it is not among these."""
        return self._by_code.get(code)

    def family(self, prefix: str) -> tuple[Rule, ...]:
        """The chosen rules of one family."""
        return self._by_family[prefix]

    def select(self, select: Iterable[str] = (), ignore: Iterable[str] = ()) -> Ruleset:
        """The rules that selectors choose. A selector is a code, its beginning, or ``ALL``.

        Where several fit a rule the longest wins; at equal length `ignore` does. Without `select`
        all rules count as selected. ConfigError names a selector that fits nothing.
        """
        chosen, dropped = tuple(select), tuple(ignore)
        for selector in (*chosen, *dropped):
            self._refuse_unknown(selector)

        def reach(rule: Rule, selectors: Iterable[str]) -> int:
            fits = [len(s) for s in selectors if rule.code.startswith(s)]
            return max(fits, default=0 if "ALL" in selectors else -1)

        def wanted(rule: Rule) -> bool:
            taken = reach(rule, chosen) if chosen else 0
            return taken >= 0 and taken > reach(rule, dropped)

        return Ruleset(rule for rule in self.rules if wanted(rule))

    def _refuse_unknown(self, selector: str) -> None:
        known = [*FAMILIES, *self._by_code]
        if selector == "ALL" or (selector and any(name.startswith(selector) for name in known)):
            return
        families = ", ".join(FAMILIES)
        raise ConfigError(
            f"no rule code begins with {selector!r}; families are {families}; `copydesk rules` lists all codes"
        )

    @property
    def fingerprint(self) -> str:
        """A hash over the chosen codes and all that decides what rules find; part of the resume key."""
        digest = hashlib.sha256(_knowledge().encode())
        digest.update(" ".join(rule.code for rule in self.rules).encode())
        return digest.hexdigest()[:16]


@cache
def load() -> Ruleset:
    """All rules that exist. TypeError where two share a code or a name."""
    package = importlib.import_module("pipeline.rules")
    found: dict[str, Rule] = {}
    names: dict[str, str] = {}
    for module in pkgutil.walk_packages(package.__path__, "pipeline.rules."):
        for value in vars(importlib.import_module(module.name)).values():
            if not isinstance(value, Rule) or found.get(value.code) is value:
                continue
            if value.code in found or value.name in names:
                raise TypeError(f"{value.code} {value.name}: another rule has this code or this name")
            found[value.code] = value
            names[value.name] = value.code
    return Ruleset(found.values())


@cache
def _knowledge() -> str:
    """A hash over the sources and data of this package and the versions of what it leans on."""
    digest = hashlib.sha256()
    root = Path(__file__).parent
    for path in sorted(root.rglob("*")):
        if path.suffix in _SOURCES and path.is_file() and not _OUTSIDE & set(path.relative_to(root).parts):
            digest.update(path.relative_to(root).as_posix().encode() + b"\0")
            digest.update(path.read_bytes() + b"\0")
    for library in _LIBRARIES:
        digest.update(f"{library} {metadata.version(library)}\n".encode())
    return digest.hexdigest()


_SOURCES = {".py", ".json", ".jsonl", ".toml", ".txt", ".tsv"}
# what does not decide how a record becomes an article
_OUTSIDE = {"cli", "report", "__pycache__"}
_LIBRARIES = ("ftfy", "langdetect", "rapidfuzz", "trafilatura", "lxml", "charset-normalizer", "feedparser", "numpy")
