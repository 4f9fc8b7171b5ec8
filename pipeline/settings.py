"""Options from the words that people write, on a command line or as parameters of a flow."""

from __future__ import annotations

from pipeline.errors import ConfigError
from pipeline.model import Fix, Options

FIXES = {"safe": Fix.SAFE, "suggested": Fix.SUGGEST, "none": Fix.NEVER}


def options(select: str = "", ignore: str = "", fix: str = "safe") -> Options:
    """Options from lists of selectors parted by commas, and a level of FIXES. ConfigError where it is none."""
    if fix not in FIXES:
        raise ConfigError(f"fix takes {', '.join(FIXES)}, not {fix!r}")
    return Options(_codes(select), _codes(ignore), FIXES[fix])


def _codes(listed: str) -> tuple[str, ...]:
    return tuple(code.strip().upper() for code in listed.split(",") if code.strip())
