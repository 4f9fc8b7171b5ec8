"""The chain: which stages run in which order, how they settle, and what guards the article.

A stage is quiet when its rules find nothing more to apply. Every editing stage ends quiet on the
final text, so cleaning a cleaned article changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from time import perf_counter
from typing import Any, NamedTuple

from pipeline import article as desk
from pipeline.document import Document, Edit
from pipeline.errors import NoOpinion
from pipeline.facts import language
from pipeline.model import EMPTY, Finding, Fix, Hints, Options, Outcome, RawArticle
from pipeline.page import Page
from pipeline.registry import Rule, Ruleset, load
from pipeline.rules import chrome, encoding, quotation, translation, typography


class Stage(NamedTuple):
    """A family's turn in the chain.

    `edits`: its rules may change the text, so it has to be quiet on the final one. `trace`: a
    cheap look that decides whether the family looks at the page at all. `scores` and
    `learn` add to the article without being issues.
    """

    name: str
    family: str
    edits: bool = False
    trace: Callable[[Page], bool] | None = None
    scores: Callable[[Page], Mapping[str, float]] | None = None
    learn: Callable[[Page], Mapping[str, Any]] | None = None


STAGES: tuple[Stage, ...] = (
    Stage("encoding", "ENC", edits=True, trace=encoding.trace),
    Stage("chrome", "CHR", edits=True, trace=chrome.trace, learn=chrome.learn),
    Stage("typography", "TYP", edits=True, trace=typography.trace),
    Stage("quotation", "QUO", edits=True, trace=quotation.trace),
    Stage("language", "LNG"),
    Stage("translation", "MTA", scores=translation.scores),
    Stage("coherence", "COH"),
)


DEFAULT = Options()
# asked about the final page, its score and the flags of the translation rules; raises nothing but NoOpinion
Opinion = Callable[[Page, float | None, list[Finding]], list[Finding]]


class Applied(NamedTuple):
    """A finding that became an edit, and the rule that made it."""

    rule: Rule
    finding: Finding

    @property
    def level(self) -> Fix:
        """What may be done here: the rule's own level, unless the finding lowers it."""
        own, lowered = self.rule.fix, self.finding.fix
        return own if lowered is None or own.rank < lowered.rank else lowered


@dataclass(slots=True)
class _Run:
    """The state of one article on its way through the chain."""

    raw: RawArticle
    site: Mapping[str, Any]
    doc: Document
    ledger: list[Applied] = field(default_factory=list)
    flags: dict[str, list[Applied]] = field(default_factory=dict)  # by family, of its last pass
    trouble: dict[str, Applied] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)  # rules that raised, families that were undone
    page: Page | None = None  # of the final text, where all that is known of it was found on that text


class Engine:
    """Cleans articles with one set of rules. Keeps nothing between articles but the time that stages took."""

    def __init__(
        self,
        options: Options = DEFAULT,
        *,
        sites: Callable[[RawArticle], Mapping[str, Any]] | None = None,
        rules: Ruleset | None = None,
        stages: tuple[Stage, ...] = STAGES,
        opinion: Opinion | None = None,
    ) -> None:
        everything = rules or load()
        self.options = options
        self.rules = everything.select(options.select, options.ignore)
        self.internal = everything.family("INT")
        self._sites = sites
        self._opinion = opinion if "MTA030" in self.rules else None
        self._stages = [stage for stage in stages if self.rules.family(stage.family)]
        self._editing = [stage for stage in self._stages if stage.edits]
        self.fingerprint = self.rules.fingerprint
        self.seconds = {stage.name: 0.0 for stage in self._stages}

    def clean(self, raw: RawArticle) -> Outcome:
        """The canonical article and its report. Never raises for what the text holds."""
        site = self._sites(raw) if self._sites else EMPTY
        run = self._chain(raw, site, self.options.fix)
        limit = self.options.limits.changed
        if desk.changed_share(run.doc, run.ledger) > limit:
            run = self._chain(raw, site, Fix.NEVER)
            self._report(run, "INT003", f"safe edits would change more than {limit:.0%} of the text")
        page = run.page or Page(run.doc.text, raw, None, site)
        flags = [flag for stage in self._stages for flag in self._flags(run, stage, page)]
        scores: dict[str, float] = {}
        learnt: dict[str, Any] = {}
        for stage in self._stages:
            if stage.scores:
                scores.update(stage.scores(page))
            if stage.learn:
                learnt.update(stage.learn(page))
        if self._opinion:
            flags += self._second(run, page, scores.get("translated"), flags)
        flags += run.trouble.values()
        tongue = page.lasting(language).code if self._asks_language() else raw.hints.language
        hints = self._mended(raw.hints)
        raw = raw if hints is raw.hints else replace(raw, hints=hints)
        return desk.assemble(raw, run.doc, run.ledger, flags, scores, learnt, tongue, self)

    def _mended(self, hints: Hints) -> Hints:
        """The source's title and authors, mended by the same rules as its text."""
        values = (hints.title or "", *hints.author)
        if all(value.isascii() and "&" not in value and '"' not in value for value in values):
            return hints
        return replace(hints, title=self._field(hints.title), author=tuple(map(self._field, hints.author)))

    def _field(self, value: str | None) -> Any:
        """A short text after encoding, typography and quotation; as it came where they do not apply."""
        if not value:
            return value
        families = [stage for stage in self._editing if stage.family != "CHR"]
        run = _Run(RawArticle("", value), EMPTY, Document(value))
        for stage in families:
            self._settle(run, stage, Page(run.doc.text), self.options.fix)
        return run.doc.text

    def _asks_language(self) -> bool:
        """Whether a stage tells or flags by language; a repair that needs it asks for itself."""
        return any(self.rules.family(family) for family in ("LNG", "MTA"))

    def _chain(self, raw: RawArticle, site: Mapping[str, Any], fix: Fix) -> _Run:
        """Run the editing stages until each is quiet on the final text."""
        run = _Run(raw, site, Document(raw.text))
        quiet: dict[str, str] = {}
        for _ in range(self.options.limits.rounds):
            first = page = Page(run.doc.text, raw, None, site)
            for stage in self._restless(run, quiet):
                began = perf_counter()
                page = self._settle(run, stage, page, fix)
                self.seconds[stage.name] += perf_counter() - began
                quiet[stage.name] = run.doc.text
            if not self._restless(run, quiet):
                run.page = first if first.text is run.doc.text else None
                return run
        run = _Run(raw, site, Document(raw.text))
        self._report(run, "INT001", "the stages undo one another's repairs; nothing was changed")
        run.broken = {stage.family for stage in self._editing}
        return run

    def _restless(self, run: _Run, quiet: Mapping[str, str]) -> list[Stage]:
        """The stages that have not been quiet on the text as it stands."""
        return [
            stage
            for stage in self._editing
            if stage.family not in run.broken and quiet.get(stage.name) is not run.doc.text
        ]

    def _settle(self, run: _Run, stage: Stage, page: Page, fix: Fix) -> Page:
        """Run one stage until it applies nothing more; undo it if it does not come to rest."""
        doc, seen = run.doc, len(run.ledger)
        for _ in range(self.options.limits.passes):
            found = list(self._look(run, stage, page))
            edits, rest = _divide(found, fix, run.ledger)
            if not edits:
                run.flags[stage.family] = rest
                return page
            run.doc = run.doc.apply(edits)
            page = page.follow(run.doc.text)
        run.doc = doc
        del run.ledger[seen:]
        run.flags[stage.family] = []
        run.broken.add(stage.family)
        self._report(run, "INT001", f"the {stage.name} stage did not come to rest; its repairs are undone")
        return page.follow(doc.text)

    def _flags(self, run: _Run, stage: Stage, page: Page) -> list[Applied]:
        """What a stage only says about the final text."""
        if stage.edits:
            return run.flags.get(stage.family, [])
        began = perf_counter()
        flags = [Applied(*found) for found in self._look(run, stage, page)]
        self.seconds[stage.name] += perf_counter() - began
        return flags

    def _second(self, run: _Run, page: Page, score: float | None, flags: list[Applied]) -> list[Applied]:
        """What a second opinion adds to the flags of the translation rules."""
        assert self._opinion is not None
        try:
            found = self._opinion(page, score, [flag.finding for flag in flags if flag.rule.family == "MTA"])
        except NoOpinion as error:
            self._report(run, "INT004", str(error))
            return []
        return [Applied(self.rules["MTA030"], finding) for finding in found]

    def _look(self, run: _Run, stage: Stage, page: Page) -> Iterator[tuple[Rule, Finding]]:
        """All findings of a stage's rules; a rule that raises costs its own findings only."""
        if stage.trace and not stage.trace(page):
            return
        for rule in self.rules.family(stage.family):
            if rule.code in run.broken:
                continue
            if rule.languages and page.lasting(language).code not in rule.languages:
                continue
            try:
                found = list(rule.check(page))
            except Exception as error:
                run.broken.add(rule.code)
                self._report(run, "INT002", f"{rule.code} failed with {type(error).__name__}: {error}", rule.code)
                continue
            for finding in found:
                yield rule, finding

    def _report(self, run: _Run, code: str, message: str, about: str = "") -> None:
        rule = next(rule for rule in self.internal if rule.code == code)
        fields = {"rule": about} if about else EMPTY
        run.trouble[code + about] = Applied(rule, Finding(0, 0, message, fields=fields))


def _divide(found: Iterable[tuple[Rule, Finding]], fix: Fix, ledger: list[Applied]) -> tuple[list[Edit], list[Applied]]:
    """Edits to apply now, entered in the ledger, and what is only reported.

    Of overlapping edits the first in the text wins, then the shorter, then the lower code; the
    others are left for the next pass.
    """
    wanted: list[tuple[int, int, str, int, str, Applied]] = []
    rest: list[Applied] = []
    needed = max(fix.rank, Fix.SUGGEST.rank)
    for number, (rule, finding) in enumerate(found):
        applied, new = Applied(rule, finding), finding.replacement
        if new is None or fix is Fix.NEVER or applied.level.rank < needed:
            rest.append(applied)
        else:
            wanted.append((finding.start, finding.end, rule.code, number, new, applied))
    wanted.sort()
    edits: list[Edit] = []
    at, inserted = 0, -1
    for start, end, _, _, new, applied in wanted:
        if start < at or (start == end == inserted):
            continue
        edits.append(Edit(start, end, new, len(ledger)))
        ledger.append(applied)
        at = end
        if start == end:
            inserted = start
    return edits, rest
