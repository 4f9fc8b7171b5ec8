"""The learned judgement: how probable it is that the site put a line there.

A small convolutional network over the lines of a page. Position and neighbours decide more than
wording, so every line is seen together with seven lines on either side. Its numbers are in
`judgement.json`, beside the data card that says what they were learnt from; `train/chrome.py`
makes them.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

_NUMBERS = Path(__file__).with_name("judgement.json")


class Network(NamedTuple):
    """Weights: figures to units, three layers of neighbours each with its reach, units to one."""

    first: Matrix
    first_bias: Matrix
    layers: tuple[tuple[int, Matrix, Matrix], ...]
    last: Matrix
    last_bias: float


@cache
def network() -> Network:
    """The numbers, read once in a process."""
    from pipeline.rules.chrome.arrays import np

    told = json.loads(_NUMBERS.read_text(encoding="utf-8"))
    layers = tuple(
        # three taps, the line before, itself, the line behind, stacked into one matrix
        (layer["reach"], np.array(layer["weights"]), np.array(layer["bias"]))
        for layer in told["layers"]
    )
    return Network(
        np.array(told["first"]["weights"]), np.array(told["first"]["bias"]), layers,
        np.array(told["last"]["weights"]), float(told["last"]["bias"]),
    )  # fmt: skip


def judge(table: Matrix) -> Matrix:
    """For each row of figures the probability, 0 to 1, that the line is the site's."""
    from pipeline.rules.chrome.arrays import np

    net = network()
    units = np.maximum(table @ net.first + net.first_bias, 0.0)
    count, width = units.shape
    for reach, weights, bias in net.layers:
        wide = np.zeros((count, 3 * width))
        wide[reach:, :width] = units[:-reach]
        wide[:, width : 2 * width] = units
        wide[:-reach, 2 * width :] = units[reach:]
        units = units + np.maximum(wide @ weights + bias, 0.0)
    score: Matrix = 1.0 / (1.0 + np.exp(-np.clip(units @ net.last + net.last_bias, -30.0, 30.0)))
    return score
