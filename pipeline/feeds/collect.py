"""What is new in fetched feeds goes to a raw file, one JSON line an item, and into the memory."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson

from pipeline.errors import Unreadable
from pipeline.feeds.manners import Manners, feed_key, shown
from pipeline.feeds.memory import Memory, Seen
from pipeline.feeds.visit import NEW, REFUSED, UNCHANGED, Host, Known, Visit
from pipeline.ingest.feed import entries
from pipeline.model import RawArticle
from pipeline.store import replace


@dataclass(frozen=True, slots=True)
class Collected:
    """What came of a round: its visits, how many items are new, and the raw file that holds them."""

    visits: tuple[Visit, ...]
    items: int = 0
    path: Path | None = None

    def told(self) -> Iterator[str]:
        """A line for each feed that gave trouble, and one that counts."""
        for visit in self.visits:
            if visit.outcome not in (NEW, UNCHANGED):
                yield f"{shown(visit.url)}: {visit.outcome}: {visit.reason}"
        quiet = sum(visit.outcome == UNCHANGED for visit in self.visits)
        yield f"{len(self.visits):,} feeds ({quiet:,} unchanged), {self.items:,} new items"


def keep(
    visits: Iterable[Visit], hosts: Iterable[Host], raw: Path, memory: Memory, manners: Manners, now: float
) -> Collected:
    """Write the new items of visits to one file below `raw` and remember them.

    The file is published before the memory commits: a kill between the two leaves a file that the
    next round adopts, so that nothing is lost and nothing doubled.
    """
    memory.adopt(raw, now)
    lines: list[bytes] = []
    path = None
    with memory.changing():
        for host in hosts:
            memory.keep_host(host)
        told = tuple(_entered(visit, lines, memory, manners, now) for visit in visits)
        if lines:
            data = b"".join(lines)
            stamp = datetime.fromtimestamp(now, UTC).strftime("%Y%m%dT%H%M%SZ")
            path = raw / f"{stamp}-{hashlib.sha256(data).hexdigest()[:12]}.jsonl"
            replace(path, data)
            memory.keep_file(path.name)
    return Collected(told, len(lines), path)


def _entered(visit: Visit, lines: list[bytes], memory: Memory, manners: Manners, now: float) -> Visit:
    """Add the new items of one visit to the lines; the visit, unchanged if it holds nothing new."""
    if visit.outcome not in (NEW, UNCHANGED):
        return visit
    known = Known(visit.url, visit.etag, visit.modified)
    if visit.outcome == UNCHANGED:
        return visit
    sha256 = hashlib.sha256(visit.body).hexdigest()
    if memory.same_body(visit.url, sha256):
        memory.keep_feed(known, sha256)
        return Visit(visit.url, UNCHANGED)
    key, reason = feed_key(visit.url), ""
    fetched = datetime.fromtimestamp(now, UTC).isoformat(timespec="seconds")
    present: dict[Seen, dict[str, Any]] = {}
    try:
        for number, entry in enumerate(entries(visit.body, shown(visit.url))):
            if number == manners.entries:
                reason = f"the feed has more than {manners.entries} entries; the first were read"
                break
            seen, record = _record(entry, key, number)
            present.setdefault(seen, record)
    except Unreadable as error:
        reason = str(error)
        body = base64.b64encode(visit.body[: manners.packed]).decode()
        present = {Seen(key, "", sha256): {"id": f"feed {key}", "unreadable": reason, "body": body}}
    for seen, record in reversed(present.items()):  # the oldest first, as they came about
        if memory.has(seen):
            continue
        if memory.has_other(seen) and "text" in record:
            record["id"] = f"{record['id']}#{seen.version[:8]}"
        origin = {"feed": shown(visit.url), "feed_key": key, "guid": seen.guid, "version": seen.version}
        record["metadata"] = {**record.get("metadata", {}), **origin}
        lines.append(orjson.dumps({**record, "fetched_at": fetched}, option=orjson.OPT_APPEND_NEWLINE))
    memory.keep_items(present, now)
    memory.forget(key, now)
    memory.keep_feed(known, sha256)
    broken = any("unreadable" in record for record in present.values()) and len(present) == 1
    return Visit(visit.url, REFUSED if broken and reason else NEW, reason)


def _record(entry: RawArticle | Unreadable, key: str, number: int) -> tuple[Seen, dict[str, Any]]:
    """An entry as a raw line's object, and the name under which it is remembered."""
    if isinstance(entry, Unreadable):
        version = hashlib.sha256(str(entry).encode("utf-8", "surrogatepass")).hexdigest()[:32]
        return Seen(key, f"?{version}", version), {"id": f"feed {key} entry {number + 1}", "unreadable": str(entry)}
    hints = entry.hints
    record: dict[str, Any] = {
        "id": entry.id,
        "url": hints.url,
        "title": hints.title,
        "author": list(hints.author),
        "date": hints.date,
        "language": hints.language,
        "text": entry.text,
        "metadata": {"tags": list(hints.tags)} if hints.tags else {},
    }
    record = {name: _clean(value) for name, value in record.items()}
    told = orjson.dumps([record["title"], record["text"]])
    return Seen(key, str(record["id"]), hashlib.sha256(told).hexdigest()[:32]), record


def _clean(value: Any) -> Any:
    """Lone surrogates cannot be written as UTF-8."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, list):
        return [_clean(item) for item in value]
    return {name: _clean(item) for name, item in value.items()} if isinstance(value, dict) else value
