"""The errors that a user can meet. Each message says what, where and what to do next."""

from __future__ import annotations


class CopydeskError(Exception):
    """Something outside the code is wrong; shown to the user as one line."""


class ConfigError(CopydeskError):
    """Arguments or configuration that cannot be meant."""


class SourceError(CopydeskError):
    """An input that cannot be found or opened at all."""


class StoreError(CopydeskError):
    """An output that cannot be written: no space, no right, in use."""


class Unreadable(CopydeskError):
    """A record that cannot become an article; it goes to quarantine with this reason."""


class NoOpinion(CopydeskError):
    """A second opinion that is not to be had, for this reason; the light result stands."""
