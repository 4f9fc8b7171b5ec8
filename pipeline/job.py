"""What a run is about: all that its units share, and the engine that cleans for it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson

from pipeline.engine import Engine
from pipeline.model import EMPTY, Options
from pipeline.opinion.setting import Setting as Opinion
from pipeline.settings import Pins, Settings
from pipeline.sites import Sites
from pipeline.store import STATE


@dataclass(frozen=True, slots=True)
class Job:
    """What every unit of a run shares; small, and all that a worker has to know."""

    out: str
    options: Options = field(default_factory=Options)
    memory: str | None = None  # file in which what is learnt of sites outlives the run
    pins: Pins = EMPTY  # what the configuration says of sites, over what is learnt
    form: str = "jsonl"  # of articles and reports
    opinion: Opinion | None = None  # whom to ask for a second opinion

    @classmethod
    def of(cls, out: str, asked: Settings) -> Job:
        """The job that settings ask for."""
        opinion = asked.opinion
        if opinion and not opinion.store:
            opinion = replace(opinion, store=str(Path(out) / STATE / "opinions.sqlite"))
        return cls(out, asked.options, asked.memory, asked.sites, asked.form, opinion)

    @property
    def setting(self) -> str:
        """How articles are cleaned: rules and options, as part of the resume key."""
        told = orjson.dumps(asdict(self.options), option=orjson.OPT_SORT_KEYS).decode()
        second = f" {self.opinion.fingerprint}" if self.opinion else ""
        form = "" if self.form == "jsonl" else f" {self.form}"
        return f"{engine_for(self.options).fingerprint} {told}{second}{form}"

    @property
    def told(self) -> dict[str, Any]:
        """What the manifest says of it: by what rules and settings a folder was made. No addresses, no keys."""
        opinion = self.opinion
        return {
            "rules": engine_for(self.options).fingerprint,
            "options": asdict(self.options),
            "sites": dict(self.pins),
            "format": self.form,
            "second_opinion": {"model": opinion.model, "fingerprint": opinion.fingerprint} if opinion else None,
        }

    def engine(self, sites: Sites | None = None) -> Engine:
        """The engine that cleans with its rules and what is known of sites."""
        return engine_for(self.options, sites, self.opinion)


@lru_cache(maxsize=4)
def engine_for(options: Options, sites: Sites | None = None, opinion: Opinion | None = None) -> Engine:
    """The engine of these options, this knowledge of sites and whom to ask, made once in a process."""
    if opinion is None:
        return Engine(options, sites=sites)
    from pipeline.opinion.asking import SecondOpinion

    return Engine(options, sites=sites, opinion=SecondOpinion(opinion))
