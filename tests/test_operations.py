"""Every command of docs/operations.md is run as it stands there; what is not run says why."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import ExitStack
from pathlib import Path

import pytest
import yaml

from tests.cluster import free_port, started, until
from tests.conftest import ROOT
from tests.feed_server import item, rss, says, serving

TEXT = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
STAY = ("prefect server start", "prefect worker start", "dask scheduler", "dask worker")  # until they are ended
NOT_HERE = {
    "make setup": "what `.ci/run` begins with",
    ". .venv/bin/activate": "the commands run with that environment's programs on their path",
    "make bench-speed": "takes minutes and proves nothing",
    "python -m flows.clean": "named, and run with its arguments",
    "prefect deploy": "named, and run with its arguments",
}
SECTIONS = ("Cron, without Prefect", "Prefect", "A Dask cluster", "GitHub Actions")
COMMAND = re.compile(r"(?:copydesk|make|python|prefect|dask|pip|\.) \S.*")
CRON = re.compile(r"((?:[\d*/,-]+ +){4}[\d*/,-]+) +([^%]+)")  # cron would take % for a line's end


def blocks(heading: str) -> list[str]:
    """The indented blocks below a heading."""
    section = TEXT.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    return [
        re.sub("(?m)^    ", "", block).strip("\n")
        for block in re.findall(r"(?:(?<=\n\n)|^)(?:    .*\n|\n(?=    ))+", section)
    ]


def spoken() -> list[str]:
    """Commands within sentences and tables."""
    prose = re.sub(r"(?m)^    .*$", "", TEXT)
    return [code for code in re.findall(r"`([^`\n]+)`", prose) if COMMAND.fullmatch(code) and "…" not in code]


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A copy of the project with an environment, an inbox, and a feed that is served here."""
    place = tmp_path_factory.mktemp("copydesk")
    for name in ("pipeline", "flows", "fixtures"):
        shutil.copytree(ROOT / name, place / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("Makefile", "prefect.yaml", "pyproject.toml", "constraints.txt", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, place / name)
    (place / ".venv").mkdir()
    for part in ("bin", "lib", "pyvenv.cfg"):
        (place / ".venv" / part).symlink_to(Path(sys.prefix) / part)
    (place / ".venv" / ".ready").touch()
    (place / "inbox").mkdir()
    shutil.copy(ROOT / "fixtures" / "inbox" / "07-british-chairs.txt", place / "inbox")
    with serving() as feeds:
        feeds.routes["/feed"] = says(rss(item(1)))
        (place / "feeds.txt").write_text(f"{feeds.address}/feed\n")
        yield place


def environment(place: Path, **more: str) -> dict[str, str]:
    """What a shell of somebody who has activated the environment has, and little else."""
    path = f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin"
    plain = {"PATH": path, "HOME": str(place), "LANG": "C.UTF-8", "PYTHONPATH": str(place)}
    return {**plain, "PREFECT_HOME": str(place / ".prefect"), "PREFECT_LOGGING_LEVEL": "ERROR", **more}


def run(place: Path, line: str, **more: str) -> str:
    """Run a line of the document in a shell. Feeds here are on a private address, which has to be allowed."""
    if re.search(r"\bcopydesk feeds\b", line):
        line += " --allow-network 127.0.0.1/32 --delay 0"
    done = subprocess.run(
        ["sh", "-ec", line],
        check=False,
        capture_output=True,
        text=True,
        cwd=place,
        env=environment(place, **more),
        stdin=subprocess.DEVNULL,
        timeout=300,
    )
    assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
    return done.stdout


def test_cron_without_prefect(place):
    plain, crontab = blocks("Cron, without Prefect")
    for line in plain.splitlines():
        run(place, line)
    assert len(list((place / "out" / "articles").iterdir())) == len(list((place / "news" / "articles").iterdir())) == 1
    for line in crontab.splitlines():
        _, command = CRON.fullmatch(line).groups()
        assert "cd /srv/copydesk && .venv/bin/copydesk " in command
        run(place, command.replace("/srv/copydesk", str(place)), PATH="/usr/bin:/bin")
    assert "1 articles" in (place / "clean.log").read_text()
    assert "1 unchanged" in (place / "feeds.log").read_text()


def test_commands_within_sentences(place):
    said = [line for line in dict.fromkeys(spoken()) if line not in NOT_HERE]
    assert set(NOT_HERE) <= set(spoken()), "what is excused is no longer there"
    assert "copydesk clean news/raw --out again" in said
    if not (place / "news").exists():
        run(place, "copydesk feeds --list feeds.txt --out news")
    for line in said:
        run(place, line)


def test_no_block_is_left_out():
    run_here = [block for heading in SECTIONS for block in blocks(heading)]
    everywhere = [block for heading in re.findall(r"(?m)^## (.+)$", TEXT) for block in blocks(heading)]
    assert everywhere == run_here


def test_server_worker_and_deployments(place, tmp_path):
    serve, deploy, by_hand = (block.splitlines() for block in blocks("Prefect"))
    port = str(free_port())
    exports = "\n".join(line.replace("4200", port) for line in serve if line.startswith("export "))
    api = f"http://127.0.0.1:{port}/api"

    def asked(path: str) -> object:
        request = urllib.request.Request(
            api + path, b"{}" if "filter" in path else None, {"Content-Type": "application/json"}
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.loads(answer.read())
        except OSError:
            return None

    with ExitStack() as stack:

        def stays(line: str, **more: str) -> None:
            assert line.startswith(STAY)
            arguments = ["sh", "-c", f"cd {place}\n{exports}\nexec {line}"]
            stack.enter_context(started(arguments, tmp_path / "log", **environment(place, **more)))

        stays(serve[-1], PREFECT_SERVER_API_PORT=port, PREFECT_SERVER_UI_ENABLED="false")
        until(lambda: asked("/health"), 180, 0.3)
        for line in deploy:
            if line.startswith(STAY):
                stays(line, PREFECT_WORKER_QUERY_SECONDS="1")
            else:
                run(place, f"{exports}\n{line}")
        for line in by_hand:
            run(place, f"{exports}\n{line}")

        def ended() -> list[dict]:
            runs = asked("/flow_runs/filter") or []
            return [
                run
                for run in runs
                if run["state_type"] in ("COMPLETED", "FAILED", "CRASHED") and run["name"] == "clean into out"
            ]

        assert until(ended, 180, 0.5)[0]["state_type"] == "COMPLETED"


def test_a_dask_cluster(place, tmp_path):
    install, *lines = blocks("A Dask cluster")[0].splitlines()
    assert install == "pip install '.[dask]'"
    port = str(free_port())
    scheduler, worker, clean = (line.replace("8786", port) for line in lines)
    quiet = environment(place, DASK_DISTRIBUTED__SCHEDULER__DASHBOARD__ENABLED="false")
    with (
        started(["sh", "-c", f"cd {place}\nexec {scheduler} --dashboard-address :0"], tmp_path / "scheduler", **quiet),
        started(["sh", "-c", f"cd {place}\nexec {worker}"], tmp_path / "worker", **quiet),
    ):
        run(place, clean.replace("--out out", "--out dask"))
    assert len(list((place / "dask" / "articles").iterdir())) == 1


@pytest.mark.skipif(not os.environ.get("COPYDESK_INSTALL"), reason="an installation takes minutes: make test-install")
def test_the_dask_extra_installs(place, tmp_path):
    install = blocks("A Dask cluster")[0].splitlines()[0]
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "venv")], check=True)
    path = f"{tmp_path / 'venv' / 'bin'}:/usr/bin:/bin"
    run(place, f"{install}\ncd /\npython -c 'import prefect_dask, distributed, flows.clean'", PATH=path, PYTHONPATH="")


def test_github_actions(place):
    steps = yaml.safe_load(blocks("GitHub Actions")[0])
    ci = yaml.safe_load((ROOT / ".github" / "workflows" / "ci.yml").read_text())
    used = {step["uses"] for job in ci["jobs"].values() for step in job["steps"] if "uses" in step}
    (place / "summary.md").touch()
    for step in steps:
        assert set(step) <= {"name", "if", "run", "uses", "with"}
        assert ("run" in step) != ("uses" in step)
        if "run" in step:
            run(place, step["run"], GITHUB_STEP_SUMMARY=str(place / "summary.md"), GITHUB_ACTIONS="true")
        else:
            assert step["uses"] in used
    assert (place / "summary.md").read_text().startswith("# copydesk report")
    for step in steps:
        for value in step.get("with", {}).values():
            assert "/" not in value or (place / value).exists(), f"{step['uses']} takes {value}"
