"""The network behind the learned judgement, trained with PyTorch and written out as plain numbers."""

from __future__ import annotations

import copy
import json
import random
from typing import Any

import numpy as np
import torch
from torch import nn

from train.chrome_data import Labelled

WIDTH, REACHES, HEADS, DROP = 48, (1, 2, 4, 8), 4, 0.25
ROUNDS, RATE, DECAY = 20, 2e-3, 1e-2
MEMORY = 0.995  # of the running mean of all numbers, which is what is kept: it errs less than where training ends
LOSS_OF_BODY = 1.5  # how much worse a lost token of the article is than one of chrome that stays
LEAN = 1.25  # what this caution takes from a score, in natural units; given back when training is over


class Net(nn.Module):
    """Figures to units, then layers in which every line hears two others and, before the last, the page."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.first = nn.Linear(size, WIDTH)
        self.layers = nn.ModuleList(nn.Conv1d(WIDTH, WIDTH, 3, padding=r, dilation=r) for r in REACHES)
        self.heads = nn.Linear(WIDTH, HEADS, bias=False)
        self.page = nn.Linear(WIDTH * HEADS, WIDTH)
        self.last = nn.Linear(WIDTH, 1)
        self.drop, self.blur = nn.Dropout(DROP), nn.Dropout(0.1)

    def forward(self, table: torch.Tensor, real: torch.Tensor) -> torch.Tensor:
        # rows that only fill up a batch must be as silent as the void behind a page's end
        units = self.drop(torch.relu(self.first(self.blur(table)))) * real
        for layer in self.layers[:-1]:
            units = self._heard(units, layer, real)
        weight = torch.softmax(self.heads(units) + (real - 1) * 1e4, dim=1)
        told = torch.einsum("bnp,bnh->bph", weight, units).flatten(1)
        units = (units + self.drop(torch.relu(self.page(told)))[:, None]) * real
        return self.last(self._heard(units, self.layers[-1], real))[..., 0]

    def _heard(self, units: torch.Tensor, layer: nn.Module, real: torch.Tensor) -> torch.Tensor:
        return (units + self.drop(torch.relu(layer(units.transpose(1, 2)).transpose(1, 2)))) * real


def train(pages: list[Labelled], seed: int = 1, rounds: int = ROUNDS) -> Net:
    """A network for these pages. The loss is the benchmark's own figure, token F1 of a page, made soft,
    beside the likelihood of every line."""
    torch.manual_seed(seed)
    chance = random.Random(seed)
    net = Net(pages[0].table.shape[1])
    batches = [_batch(group) for group in _groups(pages)]
    step = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=DECAY)
    plan = torch.optim.lr_scheduler.OneCycleLR(step, RATE * 2, total_steps=rounds * len(batches))
    mean = copy.deepcopy(net)
    for _ in range(rounds):
        chance.shuffle(batches)
        net.train()
        for table, real, label, words in batches:
            loss = _loss(net(table, real), label, words)
            step.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            step.step()
            plan.step()
            _follow(mean, net)
    mean.eval()
    with torch.no_grad():
        mean.last.bias += LEAN
    return mean


@torch.no_grad()
def _follow(mean: Net, net: Net) -> None:
    """Move the running mean a little towards the network in training."""
    for held, new in zip(mean.parameters(), net.parameters(), strict=True):
        held.lerp_(new, 1 - MEMORY)


def _loss(score: torch.Tensor, label: torch.Tensor, words: torch.Tensor) -> torch.Tensor:
    weight = (torch.sqrt(words) + 0.3) * (label >= 0)
    weight = weight / (weight.sum(1, keepdim=True) + 1)
    line = nn.functional.binary_cross_entropy_with_logits(score, (label == 1).float(), reduction="none")
    gone = torch.sigmoid(score)
    body, chrome = (label == 0) * words, (label == 1) * words
    kept, lost, left = ((1 - gone) * body).sum(1), (gone * body).sum(1), ((1 - gone) * chrome).sum(1)
    page = 1 - (2 * kept + 1) / (2 * kept + LOSS_OF_BODY * lost + left + 1)
    return (line * weight).sum(1).mean() + page.mean()


def _groups(pages: list[Labelled]) -> list[list[Labelled]]:
    """Pages of like length together, about 1,500 lines a batch."""
    groups: list[list[Labelled]] = [[]]
    for page in sorted(pages, key=lambda page: len(page.label)):
        groups[-1].append(page)
        if len(groups[-1]) * len(page.label) >= 1500:
            groups.append([])
    return [group for group in groups if group]


def _batch(pages: list[Labelled]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    longest, size = max(len(page.label) for page in pages), pages[0].table.shape[1]
    table = np.zeros((len(pages), longest, size), np.float32)
    label = np.full((len(pages), longest), -1)
    words = np.zeros((len(pages), longest), np.float32)
    real = np.zeros((len(pages), longest, 1), np.float32)
    for row, page in enumerate(pages):
        count = len(page.label)
        real[row, :count] = 1.0
        table[row, :count], label[row, :count], words[row, :count] = page.table, page.label, page.words
    return torch.tensor(table), torch.tensor(real), torch.tensor(label), torch.tensor(words)


def predict(nets: list[Net], page: Labelled) -> np.ndarray:
    """The mean probability of each line."""
    with torch.no_grad():
        table = torch.tensor(page.table)[None]
        return np.mean(
            [torch.sigmoid(net(table, torch.ones(1, len(page.label), 1)))[0].numpy() for net in nets], axis=0
        )


def numbers(nets: list[Net]) -> dict[str, Any]:
    """The networks as lists of numbers, rounded to three places, in the layout of `judgement.py`."""
    return {"reaches": REACHES, "networks": [_numbers(net) for net in nets]}


def _numbers(net: Net) -> dict[str, Any]:
    def linear(weights: torch.Tensor, bias: torch.Tensor) -> dict[str, Any]:
        return {"weights": _rounded(weights.detach()), "bias": _rounded(bias.detach())}

    # of each layer (out, in, tap) to the taps stacked: (tap * in, out)
    stacked = [layer.weight.permute(2, 1, 0).reshape(3 * WIDTH, WIDTH) for layer in net.layers]
    return {
        "first": linear(net.first.weight.T, net.first.bias),
        "layers": [linear(weights, layer.bias) for weights, layer in zip(stacked, net.layers, strict=True)],
        "heads": {"weights": _rounded(net.heads.weight.detach().T)},
        "page": linear(net.page.weight.T, net.page.bias),
        "last": linear(net.last.weight[0], net.last.bias[0]),
    }


def _rounded(values: torch.Tensor) -> Any:
    return json.loads(json.dumps(values.tolist()), parse_float=lambda number: round(float(number), 3))
