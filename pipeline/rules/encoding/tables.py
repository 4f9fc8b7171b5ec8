"""What typographic marks turn into when bytes are read in the wrong charset, computed, not collected."""

from __future__ import annotations

import re

# marks that news text is made of and that ASCII lacks; letters are left to ftfy's heuristics
MARKS = "“”‘’–—…•‚„†‡‹›′″€™−"
# charsets in which UTF-8 has been read, as seen in scraped news (findings count them)
_READ_AS = ("cp1252", "latin-1", "mac_roman", "cp1251", "cp850", "cp437", "cp1250", "cp1254", "cp932", "big5")


def _sloppy(data: bytes, charset: str) -> str | None:
    """The bytes read in a charset, undefined bytes as C1 controls, as browsers and scrapers do it."""
    out = []
    for byte in data:
        try:
            out.append(bytes([byte]).decode(charset))
        except UnicodeDecodeError:
            if charset not in ("cp1252", "cp1251", "cp1250", "cp1254"):
                return None
            out.append(chr(byte))
    return "".join(out)


def _garbled(mark: str, charset: str) -> str | None:
    data = mark.encode("utf-8")
    if charset in ("cp932", "big5"):
        try:
            return data.decode(charset)
        except UnicodeDecodeError:
            return None
    return _sloppy(data, charset)


def _table() -> dict[str, str]:
    """Garbled form → mark. Forms of one character, or that are words of some language, are left out."""
    found: dict[str, str] = {}
    for charset in _READ_AS:
        for mark in MARKS:
            once = _garbled(mark, charset)
            if once is None or len(once) < 2:
                continue
            found.setdefault(once, mark)
            twice = "".join(part or "" for part in (_garbled(letter, charset) for letter in once if ord(letter) > 127))
            if charset in ("cp1252", "latin-1") and twice:
                found.setdefault("".join(_again(letter, charset) for letter in once), mark)
                if "\x9d" in once:  # U+009D often dropped on the way, at either step
                    found.setdefault("".join(_again(letter, charset) for letter in once.replace("\x9d", "")), mark)
    for mark in "“”‘’—–…":
        found[mark.encode("gbk").decode("latin-1")] = mark  # GBK's two bytes read as Latin-1
    found["â\x80"] = "”"  # the last of three bytes dropped; U+009D is the one that filters take out
    found["â¦"] = "…"  # C1 dropped from inside, the last byte kept
    return found


def _again(letter: str, charset: str) -> str:
    return letter if ord(letter) < 128 else (_garbled(letter, charset) or letter)


GARBLED = _table()
# longest first, so that a mark's whole form wins over its beginning
GARBLED_RE = re.compile("|".join(re.escape(key) for key in sorted(GARBLED, key=lambda k: (-len(k), k))))
# `â€` whose third character was dropped, cut to U+FFFD or to a question mark
CUT_1252_RE = re.compile("(?:â€|Ã¢â‚¬)(?:\ufffd|\x9d|Â\x9d|\\?(?=[\\s.,;:)]|$))?")
# 鈥 and the character that took the third byte and the ASCII letter behind it with it
GBK_RE = re.compile("[鈥芒](?P<tail>[\u4e00-\u9fff\ue000-\uf8ff€]|\\?)?")


def from_gbk(found: re.Match[str]) -> str | None:
    """What UTF-8 read as GBK was: the mark, and the ASCII character that was swallowed with it."""
    tail = found["tail"]
    if not tail or tail == "?" or found[0][0] != "鈥":
        return None
    try:
        data = tail.encode("gbk")
        mark = (b"\xe2\x80" + data[:1]).decode("utf-8")
        return mark + data[1:].decode("ascii")
    except UnicodeError:
        return None


class Charset:
    """UTF-8 read in one single-byte charset: how its sequences look, and what they were."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.bytes: dict[str, int] = {}
        for byte in range(0x80, 0x100):
            read = _sloppy(bytes([byte]), name)
            if read:
                self.bytes[read] = byte
        marks = (garbled for mark in MARKS if (garbled := _garbled(mark, name)) and len(garbled) > 2)
        self.proof = re.compile("|".join(map(re.escape, marks)))
        follow = self._class(0x80, 0xBF)
        self.sequence = re.compile(f"{self._class(0xC2, 0xDF)}{follow}|{self._class(0xE0, 0xEF)}{follow}{{2}}")

    def decode(self, garbled: str) -> str | None:
        """The character that a sequence was; None unless news text could hold it."""
        try:
            character = bytes(self.bytes[letter] for letter in garbled).decode("utf-8")
        except (KeyError, UnicodeDecodeError):
            return None
        return character if _LIKELY.fullmatch(character) else None

    def _class(self, first: int, last: int) -> str:
        letters = "".join(re.escape(read) for read, byte in self.bytes.items() if first <= byte <= last)
        return f"[{letters}]"


# Latin letters, Latin-1 signs, the three letters of Windows-1252 that lie elsewhere, general
# punctuation, currency, arrows, geometric shapes, dingbats
_LIKELY = re.compile(
    "[\u00a0-\u017f\u0192\u02c6\u02dc\u0218-\u021b\u1e80-\u1ef9\u2010-\u2044\u20a0-\u20bf\u2116\u2122"
    "\u2190-\u21ff\u25a0-\u27bf]"
)
CHARSETS = tuple(Charset(name) for name in ("cp1252", "mac_roman", "cp1251", "cp850", "cp437", "latin-1"))
# what a garbled mark begins with
START = frozenset(key[0] for key in GARBLED) | {"鈥", "芒"}
_FIRST = "".join(sorted(re.escape(mark) for mark in START if not "\xc0" <= mark <= "\xff"))
# where garbled characters may stand: of the letters that begin them, only places where no language has them
PLACE = re.compile(
    f"[\x80-\x9f\ufffd{_FIRST}]|[\xc2-\xdf](?:[\x80-\xbf\u0100-\uffff]|(?<=[a-z,.!?].)|(?<![^\\W_].)[A-Z])"
    "|[\xe0-\xf4][\x80-\xbf\u0100-\u200f\u20a0-\uffff]|â(?:[\\s,.;:!?“”‘’]|[smtdlrv]\\b|(?<![^\\W_].)[A-Z]|$)"
)
