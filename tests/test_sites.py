"""Memory of sites: what repeats is learnt whatever the order, bounded, and kept in a file."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from pipeline.batch import Job, in_process, processes, run
from pipeline.cli.app import app
from pipeline.engine import Engine
from pipeline.errors import StoreError
from pipeline.memory import forget, load, save
from pipeline.model import Hints, Options, RawArticle
from pipeline.report.folder import Folder
from pipeline.sites import PAGES, Sightings

STORIES = [
    "\n".join(f"Sentence {name} number {k} of the story tells something that no other story on the site tells."
              for name in ("one", "two", "three", "four"))
    for k in "abcdefghij"
]  # fmt: skip
STORIES = [
    story.replace("number", f"about {k}{k}{k} and number") for k, story in zip("abcdefghij", STORIES, strict=True)
]


def page(k: int, story: int | None = None, host: str = "gazette.example") -> RawArticle:
    body = STORIES[(k if story is None else story) % len(STORIES)]
    text = f"Harbour Gazette, since 1902\n{body}\nWeather, tides and ferries"
    return RawArticle(f"p{k}", text, hints=Hints(url=f"https://www.{host}/{k}"))


def seen(*pages: RawArticle) -> Sightings:
    sightings = Sightings()
    for raw in pages:
        sightings.observe(raw, "2024-05-01")
    return sightings


def test_lines_on_two_pages_with_different_stories_go():
    sites = seen(page(0), page(1)).freeze()
    cleaned = Engine(Options(select=("CHR031",)), sites=sites).clean(page(0)).article.text
    assert cleaned == STORIES[0]


def test_two_prints_of_one_story_teach_nothing():
    assert seen(page(0, story=3), page(1, story=3)).freeze().known == {}


def test_one_page_and_pages_without_address_teach_nothing():
    assert seen(page(0), page(0)).freeze().known == {}
    bare = [RawArticle(f"p{k}", page(k).text) for k in range(3)]
    assert seen(*bare).freeze().known == {}


@given(st.permutations(range(8)), st.integers(0, 8))
@settings(max_examples=40, deadline=None)
def test_order_and_parts_do_not_matter(order, cut):
    pages = [page(k) for k in range(8)]
    whole = seen(*pages).freeze()
    first, second = seen(*(pages[k] for k in order[:cut])), seen(*(pages[k] for k in order[cut:]))
    second.merge(first)
    assert second.freeze().known == whole.known
    assert second.freeze().fingerprint == whole.fingerprint


def test_a_host_keeps_a_bounded_number_of_pages_whatever_the_order():
    pages = [page(k) for k in range(PAGES + 40)]
    forth, back = seen(*pages), seen(*pages[::-1])
    assert len(forth.hosts["gazette.example"]) == PAGES
    assert forth.hosts == back.hosts


def test_the_latest_pages_stay():
    sightings = Sightings()
    for k in range(PAGES):
        sightings.observe(page(k), "2024-05-01")
    sightings.observe(page(PAGES + 1), "2024-06-01")
    assert max(sheet.seen for sheet in sightings.hosts["gazette.example"].values()) == "2024-06-01"


def test_pins_add_and_keep():
    pins = {"www.gazette.example": {"furniture": ["Tunnel news"], "keep": ["Weather, tides and ferries"]}}
    sites = seen(page(0), page(1)).freeze(pins)
    raw = RawArticle("x", f"Tunnel news\n{page(0).text}", hints=Hints(url="https://gazette.example/0"))
    cleaned = Engine(Options(select=("CHR031",)), sites=sites).clean(raw).article.text
    assert cleaned == f"{STORIES[0]}\nWeather, tides and ferries"


def test_a_file_keeps_what_was_seen(tmp_path):
    file = tmp_path / "sites.sqlite"
    assert load(file).hosts == {}
    first = seen(page(0))
    save(file, first)
    second = load(file)
    assert second.hosts == first.hosts
    second.observe(page(1), "2024-05-02")
    save(file, second)
    shown = [(line.text, line.pages, line.first, line.last) for line in load(file).furniture("gazette.example")]
    assert shown == [
        ("harbour gazette, since 0", 2, "2024-05-01", "2024-05-02"),
        ("weather, tides and ferries", 2, "2024-05-01", "2024-05-02"),
    ]
    assert forget(file, "gazette.example") == 2
    assert load(file).hosts == {}


def test_two_runs_that_meet_in_a_memory_both_keep_what_they_saw(tmp_path):
    file = tmp_path / "sites.sqlite"
    morning, feeds = load(file), load(file)
    morning.observe(page(0), "2024-05-01")
    feeds.observe(page(1), "2024-05-01")
    save(file, morning)
    save(file, feeds)
    assert load(file).hosts == seen(page(0), page(1)).hosts


def test_a_file_of_another_kind_is_refused(tmp_path):
    file = tmp_path / "notes.txt"
    file.write_text("not a database, but long enough to be looked at as one\n" * 40)
    with pytest.raises(StoreError, match="memory of sites"):
        load(file)


def cleaned(folder, rows, workers=1, memory=None):
    """The texts that a run over these records gives, by id."""
    source = folder / "in.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows))
    runner = processes(workers) if workers > 1 else in_process
    run([str(source)], Job(str(folder / "out"), memory=memory), runner=runner, size=600)
    found = {}
    for part in (folder / "out" / "articles").glob("*.jsonl"):
        for line in part.read_text(encoding="utf-8").splitlines():
            article = json.loads(line)
            found[article["id"]] = article["text"]
    return found


def rows(*numbers):
    return [{"id": f"p{k}", "text": page(k).text, "url": f"https://gazette.example/{k}"} for k in numbers]


def test_a_run_learns_before_it_cleans_whatever_the_order_and_the_workers(tmp_path):
    for name in ("forth", "back", "two"):
        (tmp_path / name).mkdir()
    forth = cleaned(tmp_path / "forth", rows(*range(6)))
    assert forth["p0"].split("\n\n") == STORIES[0].split("\n")
    assert forth == cleaned(tmp_path / "back", rows(*range(5, -1, -1)))
    assert forth == cleaned(tmp_path / "two", rows(*range(6)), workers=2)


def test_a_scheduled_run_knows_the_site_from_its_first_article(tmp_path):
    for name in ("monday", "tuesday", "alone"):
        (tmp_path / name).mkdir()
    memory = str(tmp_path / "sites.sqlite")
    cleaned(tmp_path / "monday", rows(0), memory=memory)
    assert cleaned(tmp_path / "tuesday", rows(1), memory=memory)["p1"].split("\n\n") == STORIES[1].split("\n")
    assert "Harbour Gazette" in cleaned(tmp_path / "alone", rows(1))["p1"]


def test_the_command_shows_and_forgets(tmp_path):
    file = tmp_path / "sites.sqlite"
    save(file, seen(page(0), page(1)))
    command = CliRunner()
    assert "gazette.example" in command.invoke(app, ["sites", str(file)]).output
    assert "2 of 2" in command.invoke(app, ["sites", str(file), "gazette.example"]).output
    assert "2 pages forgotten" in command.invoke(app, ["sites", str(file), "gazette.example", "--forget"]).output
    assert load(file).hosts == {}


def test_what_is_learnt_of_one_site_does_not_do_another_sites_shards_again(tmp_path):
    def write(name, host, numbers):
        raws = [page(k, host=host) for k in numbers]
        rows = [{"id": raw.id, "url": raw.hints.url, "text": raw.text} for raw in raws]
        (tmp_path / name).write_text("".join(json.dumps(row) + "\n" for row in rows))

    inputs, job = [str(tmp_path / "a.jsonl"), str(tmp_path / "b.jsonl")], Job(str(tmp_path / "out"))
    write("a.jsonl", "gazette.example", range(3))
    write("b.jsonl", "courier.example", [3])
    size = (tmp_path / "a.jsonl").stat().st_size  # one unit each
    assert [receipt.resumed for receipt in run(inputs, job, size=size).receipts] == [False, False]
    write("b.jsonl", "courier.example", [3, 4])  # now the courier's lines repeat, too
    again = run(inputs, job, size=size)
    assert [receipt.resumed for receipt in again.receipts] == [True, False]
    texts = [pair.article["text"] for pair in Folder(tmp_path / "out").pairs()]
    assert texts == [story.replace("\n", "\n\n") for story in STORIES[:5]]
