"""MTA: traces of machine translation and of synonym spinners. These rules only flag."""

from pipeline.rules.translation.score import scores

__all__ = ["scores"]
