"""The feeds of one host: one after the other, with pauses, as its robots.txt and its answers ask."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from protego import Protego

from pipeline.feeds.fetch import Answer, fetch, retry_after
from pipeline.feeds.guard import FetchError, Lookup
from pipeline.feeds.manners import Manners

NEW, UNCHANGED, WAITING, REFUSED, FAILED = "new", "unchanged", "waiting", "refused", "failed"
_FRESH = 86_400.0  # seconds for which a robots.txt is believed, as RFC 9309 has it
_ROBOTS = 500 * 1024  # bytes of a robots.txt that are read
_LONGEST = 60.0  # the longest Crawl-delay that is kept between two feeds of a run
_ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.1"


@dataclass(frozen=True, slots=True)
class Known:
    """A feed and what it said of itself when it was fetched last."""

    url: str
    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Host:
    """What is known of a host: when it may be asked again, and its robots.txt with the time it was read."""

    name: str
    not_before: float = 0.0
    robots: str | None = None
    robots_at: float = 0.0


@dataclass(frozen=True, slots=True)
class Visit:
    """What came of asking for one feed."""

    url: str
    outcome: str
    reason: str = ""
    body: bytes = b""
    etag: str | None = None
    modified: str | None = None
    temporary: bool = False


def visit(
    feeds: Iterable[Known],
    host: Host,
    manners: Manners,
    *,
    lookup: Lookup = socket.getaddrinfo,
    clock: Callable[[], float] = time.time,
    pause: Callable[[float], None] = time.sleep,
) -> tuple[list[Visit], Host]:
    """Ask for all feeds of a host; what came of each, and what is known of the host now."""
    round_ = _Round(host, manners, lookup, clock, pause)
    return [round_.ask(feed) for feed in feeds], round_.host


def hosts(feeds: Iterable[Known]) -> Iterator[tuple[str, list[Known]]]:
    """Feeds by host and port, in the order in which hosts first appear."""
    found: dict[str, list[Known]] = {}
    for feed in feeds:
        try:
            name = urlsplit(feed.url).netloc.rpartition("@")[2].lower()
        except ValueError:
            name = ""
        found.setdefault(name, []).append(feed)
    yield from found.items()


class _Round:
    """One round over the feeds of a host."""

    def __init__(
        self,
        host: Host,
        manners: Manners,
        lookup: Lookup,
        clock: Callable[[], float],
        pause: Callable[[float], None],
    ) -> None:
        self.host, self._manners, self._lookup = host, manners, lookup
        self._clock, self._pause = clock, pause
        self._asked: float | None = None
        self._others: dict[str, Protego] = {}

    def ask(self, feed: Known) -> Visit:
        """What comes of asking for one feed; never raises for what the server does."""
        left = self.host.not_before - self._clock()
        if left > 0:
            return Visit(feed.url, WAITING, f"the server asked to be left alone for {left:,.0f} s more")
        try:
            if not self._permitted(feed.url):
                return Visit(feed.url, REFUSED, "robots.txt forbids it")
            self._wait(feed.url)
            headers = {"Accept": _ACCEPT}
            headers |= {"If-None-Match": feed.etag} if feed.etag else {}
            headers |= {"If-Modified-Since": feed.modified} if feed.modified else {}
            answer = fetch(feed.url, self._manners, headers, lookup=self._lookup, permitted=self._permitted)
        except FetchError as error:
            return Visit(feed.url, FAILED if error.temporary else REFUSED, str(error), temporary=error.temporary)
        return self._judge(feed, answer)

    def _judge(self, feed: Known, answer: Answer) -> Visit:
        etag, modified = answer.headers.get("etag"), answer.headers.get("last-modified")
        if answer.status == 200:
            return Visit(feed.url, NEW, "", answer.body, etag, modified)
        if answer.status == 304:
            return Visit(feed.url, UNCHANGED, "", b"", etag or feed.etag, modified or feed.modified)
        reason = f"the server answers {answer.status}"
        asked = retry_after(answer.headers, self._clock())
        if answer.status in (429, 503) and asked is not None:
            until = self._clock() + min(asked, self._manners.patience)
            self.host = replace(self.host, not_before=until)
            return Visit(feed.url, WAITING, f"{reason} and asks to be left alone for {asked:,.0f} s")
        return Visit(feed.url, FAILED, reason, temporary=answer.status >= 500 or answer.status in (408, 429))

    def _wait(self, url: str) -> None:
        """Keep the pause between two requests to the host."""
        if self._asked is not None:
            asked = self._rules(url).crawl_delay(self._manners.agent) if self._manners.robots else None
            pause = max(self._manners.delay, min(float(asked or 0), _LONGEST))
            left = self._asked + pause - self._clock()
            if left > 0:
                self._pause(left)
        self._asked = self._clock()

    def _permitted(self, url: str) -> bool:
        return not self._manners.robots or bool(self._rules(url).can_fetch(url, self._manners.agent))

    def _rules(self, url: str) -> Protego:
        """The robots.txt that holds for an address."""
        parts = urlsplit(url)
        place = f"{parts.scheme}://{parts.netloc}"
        if place not in self._others:
            own = parts.netloc.lower() == self.host.name
            fresh = own and self.host.robots is not None and self._clock() - self.host.robots_at < _FRESH
            text = self.host.robots if fresh and self.host.robots is not None else self._robots(f"{place}/robots.txt")
            if own and not fresh:
                self.host = replace(self.host, robots=text, robots_at=self._clock())
            self._others[place] = Protego.parse(text)
        return self._others[place]

    def _robots(self, url: str) -> str:
        """The text of a robots.txt: nothing where there is none, FetchError where the server is in trouble."""
        answer = fetch(url, self._manners, lookup=self._lookup)
        self._asked = self._clock()
        if answer.status >= 500:
            raise FetchError(f"robots.txt cannot be read: the server answers {answer.status}", temporary=True)
        return answer.body[:_ROBOTS].decode("utf-8", "replace") if answer.status == 200 else ""
