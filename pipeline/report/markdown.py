"""`report.md`: the run at a glance, for a job summary or a pull request."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from pipeline.registry import load
from pipeline.report.folder import Folder
from pipeline.report.tally import ACTIONS, Tally
from pipeline.report.text import for_markdown, shown_change

LIMIT = 900_000  # bytes; code hosts drop a whole summary above 1,024 KiB
_DOUBTFUL = ("suggested", "flagged")
_SHOWN = 12  # articles listed
_ISSUES = 8  # issues of each


def render(folder: Folder, tally: Tally) -> str:
    """The report as Markdown, at most LIMIT bytes."""
    parts = [*head(tally), *_rules(tally)]
    size = sum(len(part.encode()) for part in parts)
    left = 0
    for part in _articles(folder, tally):
        size += len(part.encode())
        if size > LIMIT:
            left += 1
        else:
            parts.append(part)
    if left:
        parts.append(f"\n{left} more in `report.html`.\n")
    return "".join(parts)


def head(tally: Tally) -> Iterator[str]:
    """What happened, in four lines."""
    changed = sum(counts["fixed"] + counts["removed"] for counts in tally.rules.values())
    doubtful = sum(counts["flagged"] + counts["suggested"] for counts in tally.rules.values())
    yield "# copydesk report\n\n"
    verdicts = ", ".join(f"{count:,} {name}" for name, count in sorted(tally.verdicts.items()))
    yield f"**{tally.articles:,} articles**: {verdicts or 'none'}; {tally.quarantined:,} records in quarantine.  \n"
    yield f"**{changed:,} changes** made, **{doubtful:,} places** flagged or suggested and left alone.  \n"
    marks = tally.marks
    yield (
        f"Double quotation marks, opening/closing: {marks['“ before']:,}/{marks['” before']:,} before, "
        f"{marks['“ after']:,}/{marks['” after']:,} after.\n\n"
    )


def _rules(tally: Tally) -> Iterator[str]:
    if not tally.rules:
        return
    known = load()
    yield "| rule | what | " + " | ".join(ACTIONS) + " |\n|---|---|" + "---:|" * len(ACTIONS) + "\n"
    for code in sorted(tally.rules, key=lambda code: (-sum(tally.rules[code].values()), code)):
        counts = tally.rules[code]
        cells = " | ".join(f"{counts[action]:,}" if counts[action] else "" for action in ACTIONS)
        yield f"| {code} | {known[code].name if code in known else ''} | {cells} |\n"


def _articles(folder: Folder, tally: Tally) -> Iterator[str]:
    wanted = [entry for entry in tally.first() if entry[0] < 0][:_SHOWN]
    if not wanted:
        return
    yield "\n## Worth a look first\n"
    for article, report in folder.pick(wanted):
        title = article["title"] or article["text"].lstrip().split("\n", 1)[0]
        name = for_markdown(article["id"])
        yield f"\n### {for_markdown(title, 70) or name}\n\n"
        yield f"`{name}` · {article['verdict']} · {len(report['issues'])} issues\n\n"
        yield from _issues(report["issues"])


def _issues(issues: list[dict[str, Any]]) -> Iterator[str]:
    doubtful = [issue for issue in issues if issue["action"] in _DOUBTFUL]
    rest = [issue for issue in issues if issue["action"] not in _DOUBTFUL]
    told = Counter(map(_told, doubtful + rest))
    for line, times in list(told.items())[:_ISSUES]:
        yield f"- {f'{times} × ' if times > 1 else ''}{line}\n"
    more = sum(list(told.values())[_ISSUES:])
    if more:
        yield f"- and {more} more\n"


def _told(issue: dict[str, Any]) -> str:
    old, new = shown_change(issue["text"], issue["replacement"])
    arrow = f" → {for_markdown(new, 60)}" if issue["action"] in ("fixed", "suggested") else ""
    message = for_markdown(issue["message"], 160)
    return f"**{issue['rule']}** {issue['action']}: {for_markdown(old, 60)}{arrow}: {message}"
