"""What a rule sees: one text, and facts about it that are found out at most once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast

from pipeline.model import EMPTY, Hints, RawArticle

T = TypeVar("T")


class Page:
    """The text as it stands before a stage's next pass.

    Facts are functions of a Page. `fact` keeps the answer while the text stays as it is; `lasting`
    keeps it for one round of the whole chain, for what no repair should change, such as language.
    Rules must not keep anything between pages: the same page gives the same findings.
    """

    __slots__ = ("_facts", "_lasting", "raw", "site", "text")

    def __init__(
        self,
        text: str,
        raw: RawArticle | None = None,
        lasting: dict[Callable[[Page], Any], Any] | None = None,
        site: Mapping[str, Any] = EMPTY,
    ) -> None:
        self.text = text
        self.raw = raw or RawArticle(id="", text=text)
        self.site = site  # what is known of the article's site: furniture lines, settings
        self._facts: dict[Callable[[Page], Any], Any] = {}
        self._lasting: dict[Callable[[Page], Any], Any] = {} if lasting is None else lasting

    @property
    def hints(self) -> Hints:
        """What the source claims about the article."""
        return self.raw.hints

    def fact(self, find: Callable[[Page], T]) -> T:
        """The answer of `find` for this text, found once."""
        try:
            return cast(T, self._facts[find])
        except KeyError:
            answer = self._facts[find] = find(self)
            return answer

    def lasting(self, find: Callable[[Page], T]) -> T:
        """The answer of `find` for the article, found on the first text that it is asked of."""
        try:
            return cast(T, self._lasting[find])
        except KeyError:
            answer = self._lasting[find] = find(self)
            return answer

    def follow(self, text: str) -> Page:
        """The page of the same article after its text has changed."""
        return self if text == self.text else Page(text, self.raw, self._lasting, self.site)
