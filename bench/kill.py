"""Kill a run at random moments, a hundred times; its tree is that of a run that nobody disturbed.

    python -m bench.kill [--kills 100] [--count 3000] [--seed N]

Half the kills come anywhere from the start on (planning, learning, half a shard), half shortly after a
shard has been published. One in three takes the run's process alone and leaves its two workers to find out. Compared is
every file byte for byte, but for what the manifest says of time. Exit code 1 where the trees differ, or where
the run came through before the last kill.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.speed import articles

UNIT = 40_000  # bytes of a unit: a dozen articles, so that a run of 3,000 outlasts the kills
RUN = (
    "import sys; from pipeline.batch import processes, run; from pipeline.job import Job;"
    f"run([sys.argv[1]], Job(sys.argv[2]), runner=processes(2), size={UNIT})"
)
REFUSED = 1  # how the script ends where another run, or what is left of one, holds the folder


def tree(out: Path) -> dict[str, bytes]:
    """All that a run leaves, without what tells the time."""
    found = {}
    for path in sorted(out.rglob("*")):
        if path.is_file() and path.name not in ("run.json", "lock"):
            found[path.relative_to(out).as_posix()] = path.read_bytes()
    manifest = json.loads((out / "run.json").read_bytes())
    del manifest["seconds"]
    for shard in manifest["shards"]:
        del shard["seconds"], shard["resumed"]
    return {**found, "run.json": json.dumps(manifest).encode()}


def published(out: Path) -> int:
    """Shards that are there."""
    return sum(1 for _ in out.glob("articles/*.jsonl"))


def start(source: Path, out: Path) -> subprocess.Popen[bytes]:
    """The run in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", RUN, str(source), str(out)], start_new_session=True, stderr=subprocess.DEVNULL
    )


def disturbed(source: Path, out: Path, chance: random.Random) -> bool:
    """Start the run and kill it; whether it was killed before it came through."""
    before, alone = published(out), chance.random() < 1 / 3
    process = start(source, out)
    if chance.random() < 1 / 2:
        moment = time.monotonic() + chance.uniform(0, 1)
    else:
        while process.poll() is None and published(out) == before:
            time.sleep(0.005)
        moment = time.monotonic() + chance.uniform(0, 0.15)
    while process.poll() is None and time.monotonic() < moment:
        time.sleep(0.002)
    if process.returncode is None:
        (os.kill if alone else os.killpg)(process.pid, signal.SIGKILL)
    return process.wait() == -signal.SIGKILL


def main() -> int:
    """Print how many kills there were and what came of them; 1 where anything is other than it should be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--count", type=int, default=3_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chance, kills, shards = random.Random(given.seed), 0, []
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "in.jsonl", Path(folder) / "killed"
        articles(given.count, source)
        for _ in range(4 * given.kills):
            if kills == given.kills:
                break
            killed = disturbed(source, out, chance)
            kills += killed
            shards.append(published(out))
            if not killed and (out / "run.json").exists():
                break
        while start(source, out).wait() == REFUSED:
            time.sleep(0.1)
        start(source, Path(folder) / "whole").wait()
        same = tree(out) == tree(Path(folder) / "whole")
        done = json.loads((out / "run.json").read_bytes())
    met = sum(1 for before, after in zip([0, *shards], shards, strict=False) if after > before)
    print(f"{kills} kills over {given.count:,} articles in {len(done['shards'])} shards")
    print(f"{met} of them met a run that had published; {shards[-1]} shards stood at the last one")
    print(f"the tree is {'that of an undisturbed run' if same else 'ANOTHER than that of an undisturbed run'}")
    return int(not same or kills < given.kills)


if __name__ == "__main__":
    raise SystemExit(main())
