"""Reports: right counts, valid against their schemas, and deaf to what articles would make them do."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import jsonschema
import pytest

from pipeline.batch import Job, run
from pipeline.errors import ConfigError, SourceError
from pipeline.report import render
from pipeline.report.folder import Folder
from pipeline.report.sarif import RESULTS
from pipeline.report.tally import Tally
from pipeline.report.text import excerpt, for_markdown, visible
from tests.conftest import SHARED

HOSTILE = [
    "He said . . . <script>alert(1)</script> and <img src=x onerror=alert(1)>.",
    "::error file=x::stop . . . \n::stop-commands::abc",
    "| a | b |\n|---|---|\n[click](javascript:alert(1)) . . . `code` ![x](http://x.example/y.png)",
    "{0} {message} [link](1) \\ . . . %0A",
    "\x1b[2J\x1b]8;;http://x.example\x07 . . . \u202eevil\u2066",
    "{{ 7 * 7 }} {% for x in y %} . . . ",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("run")
    source = path / "in.jsonl"
    rows = [
        {"id": f"<b>{n}</b> `id` | {n}", "text": text, "title": f"<i>{text[:20]}"} for n, text in enumerate(HOSTILE)
    ]
    source.write_text("".join(json.dumps(row) + "\n" for row in rows) + "{broken\n", encoding="utf-8")
    run([str(source)], Job(str(path / "out")))
    return Folder(path / "out")


class Tags(HTMLParser):
    """Collects the tags and addresses of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.addresses: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.addresses += [value for name, value in attrs if name in ("src", "href") and value]
        assert not [name for name, _ in attrs if name.startswith("on")], "an event handler got through"


def test_html_shows_hostile_text_as_text(folder):
    page = render(folder, "html")
    tags = Tags()
    tags.feed(page)
    assert not tags.tags & {"script", "img", "iframe", "object", "b x", "i"}
    assert all(address.startswith("#") for address in tags.addresses)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "{{ 7 * 7 }}" in page
    assert not set(page) & {"\x1b", "\x07", "\u202e", "\u2066"}
    assert "⟨U+202E⟩" in page


def test_html_links_every_mark_to_its_issue(folder):
    page = render(folder, "html")
    targets = set(re.findall(r'<tr id="([^"]+)"', page))
    links = set(re.findall(r'href="#([^"]+)"', page))
    assert links
    assert links <= targets


def test_markdown_is_not_steered_by_articles(folder):
    page = render(folder, "markdown")
    assert not re.search(r"<(?!/?$)[a-z]", page), "raw HTML"
    assert not re.search(r"(?<!\\)!\[", page)
    assert not re.search(r"(?<!\\)\[[^\]]*(?<!\\)\]\(", page), "a link"
    assert "**6 articles**" in page
    assert "1 records in quarantine" in page


def test_annotations_cannot_issue_commands(folder):
    text = render(folder, "github")
    for line in text.splitlines():
        assert re.match(r"::(error|warning|notice) file=", line)


def test_sarif_is_valid(folder):
    schema = SHARED / "corpora" / "sarif-schema-2.1.0.json"
    log = json.loads(render(folder, "sarif"))
    (one,) = log["runs"]
    assert one["columnKind"] == "unicodeCodePoints"
    assert 0 < len(one["results"]) <= RESULTS
    known = {rule["id"] for rule in one["tool"]["driver"]["rules"]}
    assert {result["ruleId"] for result in one["results"]} == known
    for result in one["results"]:
        assert "{0}" not in result["message"]["text"]
        assert result["locations"][0]["physicalLocation"]["region"]["startLine"] >= 1
    if schema.exists():
        jsonschema.validate(log, json.loads(schema.read_text()))


def test_sarif_counts_lines_and_columns_of_text_files(tmp_path):
    source = tmp_path / "a.txt"
    source.write_text("One.\u2028Two.\n\nAnd then. . . nothing.\n", encoding="utf-8")
    run([str(source)], Job(str(tmp_path / "out")))
    log = json.loads(render(Folder(tmp_path / "out"), "sarif"))
    regions = [
        r["locations"][0]["physicalLocation"]["region"] for r in log["runs"][0]["results"] if r["ruleId"] == "TYP001"
    ]
    (region,) = regions
    assert (region["startLine"], region["startColumn"], region["endLine"], region["endColumn"]) == (3, 9, 3, 14)
    assert (region["charOffset"], region["charLength"]) == (19, 5)


def test_tallies_of_shards_add_up(folder):
    whole = Tally.of(folder)
    parts = Tally()
    for shard in folder.shards():
        part = Tally()
        for pair in folder.pairs(shard):
            part.add(pair, shard)
        parts.merge(Tally.from_dict(json.loads(json.dumps(part.to_dict()))))
    parts.quarantined = whole.quarantined
    assert parts.to_dict() == whole.to_dict()
    assert whole.articles == len(HOSTILE)
    assert whole.quarantined == 1


def test_an_unknown_form_and_an_empty_folder_are_errors(folder, tmp_path):
    with pytest.raises(ConfigError, match="no report format 'pdf'"):
        render(folder, "pdf")
    with pytest.raises(SourceError, match="no run has left articles here"):
        Folder(tmp_path)


def test_find_takes_the_beginning_of_an_id(folder):
    assert folder.find("<b>3").article["id"] == "<b>3</b> `id` | 3"
    with pytest.raises(ConfigError, match="6 articles are called so or begin so"):
        folder.find("<b>")
    with pytest.raises(ConfigError, match="no such id"):
        folder.find("zzz")


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    [
        ("short", 10, "short"),
        ("a\n\n  b\tc", 10, "a b c"),
        ("abcdefghijklmnop", 10, "abcdef…nop"),
        ("x\x1by", 20, "x⟨U+001B⟩y"),
    ],
)
def test_excerpt(text, limit, shown):
    assert excerpt(text, limit) == shown


def test_markdown_escapes():
    assert for_markdown("a|b `c` *d* <e>") == "a\\|b \\`c\\` \\*d\\* &lt;e&gt;"
    assert visible("plain “text”\n") == "plain “text”\n"
