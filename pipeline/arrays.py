"""numpy, loaded by those who ask for it and not with the rules, and told that one thread is enough for a page."""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

__all__ = ["np"]
