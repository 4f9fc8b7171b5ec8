"""The learned judgement: how probable it is that the site put a line there.

Small convolutional networks over the lines of a page, whose answers are averaged: where they have not
learnt enough they differ, and the line stays. Position and neighbours decide more than wording, so every
line is seen together with fifteen lines on either side, and with a summary of the whole page. They reckon
in single precision, whose seven digits are more than a probability is worth. The numbers are in
`judgement.json`, beside the data card that says what they were learnt from; `train/chrome.py` makes them.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.floating]

_NUMBERS = Path(__file__).with_name("judgement.json")


class Networks(NamedTuple):
    """Weights of several networks of one build, stacked along a first axis, so that all are asked at once.

    Figures become units; layers let every line hear two others, each layer at its reach; before the last of
    them every line hears the page, which `heads` weighted means of all lines sum up.
    """

    first: Matrix
    first_bias: Matrix
    layers: tuple[tuple[int, Matrix, Matrix], ...]
    heads: Matrix
    page: Matrix
    page_bias: Matrix
    last: Matrix
    last_bias: Matrix


@cache
def networks() -> Networks:
    """The numbers, read once in a process."""
    from pipeline.arrays import np

    told = json.loads(_NUMBERS.read_text(encoding="utf-8"))
    nets, reaches = told["networks"], told["reaches"]

    def array(numbers: list[Any]) -> Matrix:
        return np.array(numbers, dtype=np.float32)

    def stacked(parts: list[Any]) -> tuple[Matrix, Matrix]:
        return array([part["weights"] for part in parts]), array([part["bias"] for part in parts])[:, None]

    return Networks(
        *stacked([net["first"] for net in nets]),
        # three taps, the line before, itself, the line behind, stacked into one matrix
        tuple((reach, *stacked([net["layers"][k] for net in nets])) for k, reach in enumerate(reaches)),
        array([net["heads"]["weights"] for net in nets]),
        *stacked([net["page"] for net in nets]),
        *stacked([net["last"] for net in nets]),
    )


def judge(table: Matrix) -> Matrix:
    """For each row of figures the probability, 0 to 1, that the line is the site's."""
    from pipeline.arrays import np

    nets = networks()
    units = np.maximum(table.astype(np.float32) @ nets.first + nets.first_bias, 0.0)
    for reach, weights, bias in nets.layers[:-1]:
        units += _heard(units, reach, weights, bias)
    units += _page(units, nets)
    units += _heard(units, *nets.layers[-1])
    score = units @ nets.last[..., None]
    chance: Matrix = 1.0 / (1.0 + np.exp(-np.clip(score[..., 0] + nets.last_bias, -30.0, 30.0)))
    mean: Matrix = chance.mean(axis=0)
    return mean


def _heard(units: Matrix, reach: int, weights: Matrix, bias: Matrix) -> Matrix:
    """What every line makes of itself and of the lines `reach` before and behind; beyond the ends is silence."""
    from pipeline.arrays import np

    nets, count, width = units.shape
    wide = np.zeros((nets, count, 3 * width), dtype=units.dtype)
    wide[:, reach:, :width] = units[:, :-reach]
    wide[:, :, width : 2 * width] = units
    wide[:, :-reach, 2 * width :] = units[:, reach:]
    result: Matrix = np.maximum(wide @ weights + bias, 0.0)
    return result


def _page(units: Matrix, nets: Networks) -> Matrix:
    """What the page as a whole tells every line."""
    from pipeline.arrays import np

    weight = units @ nets.heads
    weight = np.exp(weight - weight.max(axis=1, keepdims=True))
    weight /= weight.sum(axis=1, keepdims=True)
    told = weight.transpose(0, 2, 1) @ units
    result: Matrix = np.maximum(told.reshape(len(units), 1, -1) @ nets.page + nets.page_bias, 0.0)
    return result
