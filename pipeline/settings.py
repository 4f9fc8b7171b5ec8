"""What a run is asked for: the words of a command line, over those of a configuration file.

The file is `copydesk.toml`, or the table `[tool.copydesk]` of `pyproject.toml`, in the working
directory or the nearest folder above it that has one; `--config` names another. What is said on
the command line, or given to a flow, wins over the file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigError
from pipeline.model import EMPTY, Fix, Limits, Options, Severity
from pipeline.opinion.setting import Setting as Opinion
from pipeline.shards import FORMS, require_parquet

FIXES = {"safe": Fix.SAFE, "suggested": Fix.SUGGEST, "none": Fix.NEVER}
NAMES = ("copydesk.toml", "pyproject.toml")
PINS = ("furniture", "keep")  # of a site: lines that always go, lines that always stay

Pins = Mapping[str, Mapping[str, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Settings:
    """How a run cleans, and what it keeps to."""

    options: Options = field(default_factory=Options)
    workers: int = 1
    memory: str | None = None
    fail_on: Severity | None = None
    strict: bool = False
    sites: Pins = EMPTY
    form: str = "jsonl"
    opinion: Opinion | None = None


def settings(config: str | Path | None = None, **given: Any) -> Settings:
    """Settings from a file, found where none is named, and from what is given; None is not given.

    ConfigError names the file and key that cannot be meant. `given` are the fields of `Settings`
    and of `Options`, in the forms of the file: selectors as a list or parted by commas; and of a
    second opinion its address, `second_opinion`, and `opinion_model`.
    """
    path = Path(config) if config else _found(Path.cwd())
    told = _read(path) if path else {}
    where = f"{path}: " if path else ""
    _known(told, (*_KEYS, "limits", "sites", "second-opinion"), where)
    limits, sites, opinion = (told.pop(name, {}) for name in ("limits", "sites", "second-opinion"))
    opinion = _opinion(opinion, given.pop("second_opinion", None), given.pop("opinion_model", None), path)
    checked = _checked(told, where)
    if path and "memory" in checked:
        checked["memory"] = str(path.parent / checked["memory"])  # a path in a file is meant from there
    checked |= _checked({name.replace("_", "-"): value for name, value in given.items() if value is not None})
    options = {name: checked.pop(name) for name in tuple(checked) if name in ("select", "ignore", "fix")}
    asked = Options(**options, limits=_limits(limits, f"{where}[limits]"))
    renamed = {"fail_on": checked.pop("fail-on", None), "form": checked.pop("format", "jsonl")}
    return Settings(asked, sites=_sites(sites, where), opinion=opinion, **renamed, **checked)


def _checked(told: Mapping[str, Any], where: str = "") -> dict[str, Any]:
    return {name: _KEYS[name](value, f"{where}{name}") for name, value in told.items()}


def _found(folder: Path) -> Path | None:
    """The nearest file that configures copydesk; a pyproject without our table is passed over."""
    for place in (folder, *folder.parents):
        for name in NAMES:
            path = place / name
            if path.is_file() and (name == NAMES[0] or _table(path) is not None):
                return path
    return None


def _read(path: Path) -> dict[str, Any]:
    told = _table(path)
    if told is None:
        raise ConfigError(f"{path}: it has no table [tool.copydesk]; add one, or name a copydesk.toml")
    return told


def _table(path: Path) -> dict[str, Any] | None:
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror or error}; name another file with --config") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not TOML: {error}") from None
    if path.name != NAMES[1]:
        return told
    found = told.get("tool", {}).get("copydesk")
    return found if isinstance(found, dict) else None


def _known(told: Mapping[str, Any], names: tuple[str, ...], where: str) -> None:
    for name in told:
        if name not in names:
            near = get_close_matches(name, names, 1)
            hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(names)}"
            raise ConfigError(f"{where}unknown key {name!r}; {hint}")


def _codes(value: Any, where: str) -> tuple[str, ...]:
    listed = value.split(",") if isinstance(value, str) else _words(value, where)
    return tuple(code.strip().upper() for code in listed if code.strip())


def _words(value: Any, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise ConfigError(f"{where} takes a list of strings, not {value!r}")
    return tuple(value)


def _fix(value: Any, where: str) -> Fix:
    if not isinstance(value, str) or value not in FIXES:
        raise ConfigError(f"{where} takes {', '.join(FIXES)}, not {value!r}")
    return FIXES[value]


def _severity(value: Any, where: str) -> Severity:
    if value not in list(Severity):
        raise ConfigError(f"{where} takes {', '.join(Severity)}, not {value!r}")
    return Severity(value)


def _form(value: Any, where: str) -> str:
    if not isinstance(value, str) or value not in FORMS:
        raise ConfigError(f"{where} takes {', '.join(FORMS)}, not {value!r}")
    if value == "parquet":
        require_parquet()
    return value


def _count(value: Any, where: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise ConfigError(f"{where} takes a whole number from 1, not {value!r}")
    return value


def _path(value: Any, where: str) -> str:
    if not isinstance(value, str | Path) or not str(value):
        raise ConfigError(f"{where} takes the name of a file, not {value!r}")
    return str(value)


def _flag(value: Any, where: str) -> bool:
    if not isinstance(value, bool):
        raise ConfigError(f"{where} takes true or false, not {value!r}")
    return value


_KEYS: dict[str, Callable[[Any, str], Any]] = {
    "select": _codes,
    "ignore": _codes,
    "fix": _fix,
    "format": _form,
    "workers": _count,
    "memory": _path,
    "fail-on": _severity,
    "strict": _flag,
}


def _limits(told: Any, where: str) -> Limits:
    names = tuple(limit.name for limit in fields(Limits))
    _known(_is_table(told, where), names, f"{where}: ")
    for name, value in told.items():
        if name == "changed":
            if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
                raise ConfigError(f"{where}: changed takes a share from 0 to 1, not {value!r}")
        else:
            _count(value, f"{where}: {name}")
    return Limits(**told)


def _sites(told: Any, where: str) -> Pins:
    """What is pinned of each site, by host in lower case and without ``www.``."""
    pins = {}
    for host, table in _is_table(told, f"{where}[sites]").items():
        named = f'{where}[sites."{host}"]'
        _known(_is_table(table, named), PINS, f"{named}: ")
        lines = {name: _words(table[name], f"{named}: {name}") for name in PINS if name in table}
        pins[host.lower().removeprefix("www.")] = lines
    return pins


def _opinion(told: Any, url: str | None, model: str | None, path: Path | None) -> Opinion | None:
    """Whom to ask for a second opinion; None where neither the file nor the command line names anybody."""
    where = f"{path}: [second-opinion]" if path else "second opinion"
    table = dict(_is_table(told, where))
    if path and isinstance(table.get("store"), str):
        table["store"] = str(path.parent / table["store"])
    table |= {name: value for name, value in (("url", url), ("model", model)) if value}
    return Opinion.of(table, where) if table else None


def _is_table(value: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise ConfigError(f"{where} is a table, not {value!r}")
    return value
