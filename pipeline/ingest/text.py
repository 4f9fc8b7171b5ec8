"""Plain text files, and bytes of unknown charset."""

from __future__ import annotations

import codecs

from pipeline.errors import Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """(text, charset), such that the text in that charset is the data again.

    A byte order mark decides and stays in the text; then UTF-8, then what was declared, then what
    charset-normalizer finds. Unreadable where nothing gives the bytes back.
    """
    charset = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    for name in (charset, "utf-8", declared, _guess(data)):
        if name is None:
            continue
        try:
            text = data.decode(name)
            if text.encode(name) == data:
                return text, codecs.lookup(name).name
        except (UnicodeError, LookupError):
            continue
    raise Unreadable("no charset gives these bytes back; is it a text file?")


def _guess(data: bytes) -> str | None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        if b"\0" in data[:1024]:
            return None
        from charset_normalizer import from_bytes

        best = from_bytes(
            data[:200_000],
            cp_isolation=[
                "cp1252",
                "latin_1",
                "cp1251",
                "cp1250",
                "shift_jis",
                "gb18030",
                "big5",
                "euc_jp",
                "euc_kr",
                "mac_roman",
            ],
        ).best()
        return best.encoding if best else "cp1252"
    return None


def body_and_tail(text: str) -> tuple[str, str]:
    """A text file's text, and the last line break, which belongs to the file."""
    for tail in ("\r\n", "\n"):
        if text.endswith(tail):
            return text.removesuffix(tail), tail
    return text, ""
