"""Peak memory of a whole run, all its processes together, as the input grows.

    python -m bench.memory [--counts 10000,100000] [--characters 3400] [--workers 2] [--select CODES]

The command line cleans articles of about so many characters (those of bench.speed); meanwhile /proc is read
twice a second for the run's process and its descendants. PSS counts memory that processes share once,
RSS counts it in each; articles a second say how time grows. Exit code 1 where the peak passes 1 GiB or
grows with the input. Linux only.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.speed import SIZE, articles

LIMIT = 1 << 30  # bytes that a run with two workers may take
GROWTH = 1.10  # times the peak of the smallest input that the largest may take; a run's own scatter is a few per cent


def family(root: int) -> list[int]:
    """A process and all its descendants, as far as they are still there."""
    parents: dict[int, list[int]] = {}
    for place in Path("/proc").iterdir():
        if place.name.isdigit():
            try:
                # the name in brackets may hold spaces and brackets of its own
                parent = int((place / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
            parents.setdefault(parent, []).append(int(place.name))
    found = [root]
    for process in found:
        found += parents.get(process, ())
    return found


def held(process: int) -> tuple[int, int]:
    """Bytes of PSS and RSS; nothing where the process has gone meanwhile."""
    try:
        lines = (Path("/proc") / str(process) / "smaps_rollup").read_text().splitlines()[1:]
    except OSError:
        return 0, 0
    sizes = {name: int(rest.split()[0]) * 1024 for name, _, rest in (line.partition(":") for line in lines)}
    return sizes.get("Pss", 0), sizes.get("Rss", 0)


def peak(command: list[str]) -> tuple[int, int, float]:
    """Peaks of PSS and RSS over all processes of a command, and its seconds. CalledProcessError where it fails."""
    began = time.monotonic()
    pss = rss = 0
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        while process.poll() is None:
            sizes = [held(each) for each in family(process.pid)]
            pss, rss = max(pss, sum(size[0] for size in sizes)), max(rss, sum(size[1] for size in sizes))
            time.sleep(0.5)
        assert process.stderr
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, command, stderr=process.stderr.read())
    return pss, rss, time.monotonic() - began


def main() -> int:
    """Print the peaks for each count; 1 where a promise is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counts", default="10000,100000")
    parser.add_argument("--characters", type=int, default=SIZE)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--select", default="ALL")
    given = parser.parse_args()
    peaks = []
    for count in map(int, given.counts.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            source, out = Path(folder) / "in.jsonl", Path(folder) / "out"
            articles(count, source, given.characters)
            command = [sys.executable, "-m", "pipeline.cli", "clean", str(source), "--out", str(out)]
            pss, rss, seconds = peak([*command, "--workers", str(given.workers), "--select", given.select])
            done = sum(path.read_bytes().count(b"\n") for path in (out / "articles").iterdir())
            assert done == count, f"{done} of {count} articles came out"
        peaks.append(pss)
        print(
            f"{count:9,} articles {pss / 2**20:7.0f} MiB PSS {rss / 2**20:7.0f} MiB RSS"
            f" {count / seconds:6.0f} articles/s",
            flush=True,
        )
    return int(max(peaks) > LIMIT or peaks[-1] > GROWTH * peaks[0])


if __name__ == "__main__":
    raise SystemExit(main())
