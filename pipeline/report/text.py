"""Making hostile text harmless for where it is shown, and cutting it to what helps."""

from __future__ import annotations

import re

# C0, DEL, C1, bidirectional controls and other invisible marks that could rearrange what is read
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+!|~@$-])")


def visible(text: str) -> str:
    """The text with control characters shown as their names, so that no terminal or page obeys them."""
    return _UNSEEN.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", text)


def excerpt(text: str, limit: int = 80) -> str:
    """One line of at most `limit` characters, the middle left out where it is longer."""
    line = " ".join(visible(text).split())
    if len(line) <= limit:
        return line
    head = (limit - 1) * 2 // 3
    return f"{line[:head]}…{line[-(limit - 1 - head) :]}"


def for_markdown(text: str, limit: int = 80) -> str:
    """An excerpt in which nothing is markup, neither Markdown's nor HTML's."""
    return _MARKDOWN.sub(r"\\\1", excerpt(text, limit)).replace("\\<", "&lt;").replace("\\>", "&gt;")


def shown_change(text: str, replacement: str | None) -> tuple[str, str]:
    """Old and new with their spaces visible where spaces are all that differs."""
    new = replacement or ""
    if "".join(text.split()) == "".join(new.split()):
        return text.replace(" ", "␣").replace("\n", "⏎"), new.replace(" ", "␣").replace("\n", "⏎")
    return text, new
