"""Learn the judgement of lines and write `pipeline/rules/chrome/judgement.json`.

usage: python -m train.chrome --data FOLDER [--check] [--seeds N]

FOLDER holds aeb.jsonl.gz, naeb.jsonl.gz and fundus.jsonl.gz: pages as lines with labels. --check
trains five times without a fifth of the sites each and reports on those, instead of writing.
Needs PyTorch beside the project's own dependencies; some minutes a network on one core.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import torch

from pipeline.rules.chrome import judgement
from train.chrome_data import FOLDS, Labelled, everything, fold_of
from train.chrome_net import LOSS_OF_BODY, ROUNDS, numbers, predict, train
from train.chrome_score import report

SEEDS = 2
TARGET = Path(judgement.__file__).with_name("judgement.json")
CARD = {
    "what": "how probable it is that the site, not the author, put a line of a flattened page there",
    "learnt from": "dev halves of three public sets of news pages: article-extraction-benchmark (MIT), "
    "article-extraction-dataset (Apache-2.0), fundus test pages (MIT); labels by alignment with their gold texts",
    "pages": "428 pages of 2019 to 2026 in three flattenings each, cropped and thinned variants of them, and the "
    "furniture of one page around the article of another; "
    "about 60 % English, 25 % German, the rest in twenty languages",
    "figures": "per line: length, marks, capitals, cue words by class, kind of known phrase; prose, known chrome, "
    "repetition and shared words around it, the stretch of most prose. No word of a page is kept",
    "loss": f"likelihood of each line and soft token F1 of each page, lost article tokens {LOSS_OF_BODY:g} times",
    "out of fold": "docs/quality.md; five folds by site",
    "weak at": "lists and tables inside articles, pages that are mostly a list, comment threads of long sentences",
}


def main() -> None:
    """Train, and report or write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--seeds", type=int, default=SEEDS, help="networks whose answers are averaged")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--folds", default="0,1,2,3,4")
    parser.add_argument("--keep", type=Path, help="with --check: keep the probabilities in this JSON file")
    args = parser.parse_args()
    torch.set_num_threads(1)
    plain, remembered, varied = everything(args.data)
    pages = [*plain, *[page for page in remembered if page.view.seen and _helped(page)], *varied]
    if args.check:
        _check(args, pages, plain, remembered)
        return
    nets = [train(pages, seed, args.rounds) for seed in range(1, 1 + args.seeds)]
    TARGET.write_text(json.dumps({"card": CARD, **numbers(nets)}, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{TARGET}: {sum(p.numel() for net in nets for p in net.parameters()):,} numbers")


def _helped(page: Labelled) -> bool:
    return any(look.remembered for look in page.view.seen)


def _name(page: Labelled) -> str:
    return f"{page.record['set']} {page.record['id']} {page.flavour} {_helped(page)}"


def _check(args: argparse.Namespace, pages: list[Labelled], plain: list[Labelled], remembered: list[Labelled]) -> None:
    judged: dict[int, np.ndarray] = {}
    for fold in map(int, args.folds.split(",")):
        nets = [
            train([page for page in pages if fold_of(page.site, FOLDS) != fold], seed, args.rounds)
            for seed in range(1, 1 + args.seeds)
        ]
        for page in (*plain, *remembered):
            if fold_of(page.site, FOLDS) == fold:
                judged[id(page)] = predict(nets, page)
        print(f"fold {fold} done", flush=True)
    if args.keep:
        args.keep.write_text(
            json.dumps({_name(page): judged[id(page)].tolist() for page in pages if id(page) in judged})
        )
    for title, group in (("alone", plain), ("with the run's memory of sites", remembered)):
        print(title)
        report([(page, judged[id(page)]) for page in group if id(page) in judged])


if __name__ == "__main__":
    main()
