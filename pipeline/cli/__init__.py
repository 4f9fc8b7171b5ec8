"""The command line: thin, typed, and silent about nothing that matters."""

from pipeline.cli.app import main

__all__ = ["main"]
