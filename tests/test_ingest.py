"""Readers: what scrapers leave behind, in every form and state."""

from __future__ import annotations

import gzip
import json
import tarfile
from pathlib import Path

import pytest

from pipeline.engine import Engine
from pipeline.errors import SourceError, Unreadable
from pipeline.ingest import read
from pipeline.ingest.html import extract, fragment_text
from pipeline.ingest.kinds import Kind, kind_of
from pipeline.ingest.locate import locate
from pipeline.ingest.plan import plan
from pipeline.ingest.record import from_mapping
from pipeline.ingest.text import decode
from pipeline.model import Limits, Quarantine, RawArticle, Source
from tests.conftest import SHARED


@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [
        (b"Plain text of an article.", "a.txt", Kind.TEXT),
        (b"{not json at all", "a.txt", Kind.JSON),
        (b'{"id": "1", "text": "a"}\n{"id"', "a.jsonl", Kind.JSONL),
        (b'{"id": "1", "text": "a"}\n', "a.txt", Kind.JSONL),
        (b'{\n  "text": "a"\n}', "a.json", Kind.JSON),
        (b"<!DOCTYPE html><html>", "page", Kind.HTML),
        (b"\xef\xbb\xbf  <html lang='en'>", "a.htm", Kind.HTML),
        (b"<?xml version='1.0'?><rss version='2.0'>", "x.xml", Kind.FEED),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'>", "x", Kind.FEED),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', "feed.json", Kind.FEED),
        (b"PAR1\x15\x04", "x.bin", Kind.PARQUET),
        (b"WARC/1.0\r\n", "x.bin", Kind.WARC),
        (b"filedesc://x.arc 0.0.0.0", "x.arc", Kind.WARC),
    ],
)
def test_content_tells_the_kind(head, name, kind):
    assert kind_of(head, name) is kind


@pytest.mark.parametrize(
    ("data", "charset", "text"),
    [
        ("Café “now”".encode(), "utf-8", "Café “now”"),
        (b"\xef\xbb\xbfCaf\xc3\xa9", "utf-8", "\ufeffCafé"),
        ("Café".encode("utf-16-le"), "utf-16-le", "Café"),
        (b"\xff\xfeC\x00a\x00", "utf-16-le", "\ufeffCa"),
    ],
)
def test_decoding_gives_the_bytes_back(data, charset, text):
    found, name = decode(data, "utf-16-le" if charset == "utf-16-le" else None)
    assert (found, name) == (text, charset)
    assert found.encode(name) == data


def test_latin_bytes_are_guessed():
    data = ("Der Bürgermeister sagte, die Straße sei für alle geöffnet. " * 5).encode("latin-1")
    text, charset = decode(data)
    assert "Bürgermeister" in text
    assert text.encode(charset) == data


def test_bytes_without_a_charset_are_refused():
    with pytest.raises(Unreadable, match="no charset"):
        decode(b"\x00\x01\x02\xff\xfe\x00" * 50)


RECORDS = {
    "trafilatura": {
        "title": "The title",
        "author": "Ada Pell; Ned Marl",
        "date": "2024-05-01",
        "raw_text": "The text.",
        "source": "https://news.example/1",
        "source-hostname": "news.example",
    },
    "newspaper4k": {
        "url": "https://news.example/1",
        "title": "The title",
        "authors": ["Ada Pell", "Ned Marl"],
        "publish_date": "2024-05-01 10:00:00",
        "text": "The text.",
        "meta_lang": "en",
    },
    "news-please": {
        "url": "https://news.example/1",
        "title": "The title",
        "authors": ["Ada Pell", "Ned Marl"],
        "date_publish": "2024-05-01 10:00:00",
        "maintext": "The text.",
        "language": "en",
        "date_download": "2024-05-02 08:00:00",
    },
    "fundus": {
        "title": "The title",
        "authors": ["Ada Pell", "Ned Marl"],
        "publishing_date": "2024-05-01 10:00:00+00:00",
        "body": {"summary": [], "sections": [{"headline": [], "paragraphs": ["The text."]}]},
        "topics": ["Towns"],
    },
    "datatrove": {
        "id": "x/1",
        "text": "The text.",
        "metadata": {"url": "https://news.example/1", "date": "2024-05-01", "title": "The title"},
    },
}


@pytest.mark.parametrize("tool", RECORDS)
def test_field_names_of_other_tools_are_understood(tool):
    raw = from_mapping(RECORDS[tool], Source())
    assert raw.text == "The text."
    assert raw.hints.title == "The title"
    assert (raw.hints.date or "")[:10] == "2024-05-01"
    if tool != "datatrove":
        assert raw.hints.author == ("Ada Pell", "Ned Marl")
    if tool != "fundus":
        assert raw.hints.url == "https://news.example/1"


def test_unknown_fields_are_carried_through():
    raw = from_mapping({"text": "a", "crawl": 7, "metadata": {"b": 1}}, Source())
    assert raw.metadata == {"b": 1, "crawl": 7}


@pytest.mark.parametrize(
    ("record", "reason"),
    [([1], "no object"), ({"id": 1}, "neither `text` nor `html`"), ({"text": 5}, "`text` is int, not a string")],
)
def test_records_that_are_no_articles(record, reason):
    with pytest.raises(Unreadable, match=reason):
        from_mapping(record, Source())


def lines(path: Path, *rows: bytes) -> Path:
    path.write_bytes(b"\n".join(rows) + b"\n")
    return path


def test_a_bad_line_costs_only_itself(tmp_path):
    path = lines(
        tmp_path / "a.jsonl", b'{"id": "1", "text": "a"}', b"{broken", b'{"id": "2"}', b'{"id": "3", "text": "c"}'
    )
    records = list(read(path))
    assert [r.id for r in records if isinstance(r, RawArticle)] == ["1", "3"]
    assert [(r.line, r.reason[:8]) for r in records if isinstance(r, Quarantine)] == [(2, "not JSON"), (3, "the reco")]


def test_lone_surrogates_go_to_quarantine(tmp_path):
    (record,) = read(lines(tmp_path / "a.jsonl", b'{"text": "\\ud800"}'))
    assert isinstance(record, Quarantine)


def test_a_line_over_the_limit_goes_to_quarantine(tmp_path):
    path = lines(tmp_path / "a.jsonl", b'{"text": "' + b"a" * 500 + b'"}', b'{"id": "2", "text": "b"}')
    records = list(read(path, Limits(line=100)))
    assert isinstance(records[0], Quarantine)
    assert "the limit is 100" in records[0].reason
    assert records[1].id == "2"


def test_compressed_lines(tmp_path):
    import zstandard

    data = b'{"id": "1", "text": "a"}\n{"id": "2", "text": "b"}\n'
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(data))
    (tmp_path / "a.jsonl.zst").write_bytes(zstandard.compress(data))
    for name in ("a.jsonl.gz", "a.jsonl.zst"):
        assert [r.id for r in read(tmp_path / name)] == ["1", "2"]


def test_damaged_compression_keeps_what_came_before(tmp_path):
    data = b"".join(b'{"id": "%d", "text": "%s"}\n' % (n, b"word " * 50) for n in range(2000))
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(data)[:-2000])
    records = list(read(tmp_path / "a.jsonl.gz"))
    assert isinstance(records[-1], Quarantine)
    assert "damaged" in records[-1].reason or "not JSON" in records[-1].reason
    assert isinstance(records[0], RawArticle)


def test_a_text_file_keeps_its_last_line_break_for_undo(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"One.\r\n\r\nTwo.\r\n")
    (raw,) = read(path)
    assert raw.text == "One.\r\n\r\nTwo."
    assert raw.source.tail == "\r\n"


def test_parquet(tmp_path):
    import pyarrow as arrow
    import pyarrow.parquet as parquet

    rows = [{"id": "1", "text": "a", "date": None}, {"id": "2", "text": None, "date": None}]
    parquet.write_table(arrow.Table.from_pylist(rows), tmp_path / "a.parquet")
    good, bad = read(tmp_path / "a.parquet")
    assert (good.id, good.text, good.source.line) == ("1", "a", 1)
    assert isinstance(bad, Quarantine)


RSS = b"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>News</title><language>en</language>
<item><title>Pool &amp; ice</title><link>https://news.example/1</link><guid>g1</guid>
<pubDate>Wed, 01 May 2024 10:00:00 GMT</pubDate><category>Towns</category><author>Ada Pell</author>
<description>Short.</description><content:encoded><![CDATA[<p>First <b>part</b>.</p><p>Second.</p>]]></content:encoded></item>
<item><title>Nothing</title><link>https://news.example/2</link></item>
</channel></rss>"""


def test_rss(tmp_path):
    (tmp_path / "feed.xml").write_bytes(RSS)
    good, bad = read(tmp_path / "feed.xml")
    assert good.text == "First part.\n\nSecond."
    assert (good.hints.title, good.hints.url, good.hints.date) == ("Pool & ice", "https://news.example/1", "2024-05-01")
    assert good.hints.tags == ("Towns",)
    assert isinstance(bad, Quarantine)
    assert "has no text" in bad.reason


def test_json_feed(tmp_path):
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [{"id": "1", "content_html": "<p>One.</p>", "date_published": "2024-05-01T10:00:00Z"}, 7],
    }
    (tmp_path / "feed.json").write_text(json.dumps(feed))
    good, bad = read(tmp_path / "feed.json")
    assert (good.text, good.hints.date) == ("One.", "2024-05-01")
    assert isinstance(bad, Quarantine)


def test_a_feed_with_entities_of_its_own_is_refused(tmp_path):
    head = b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "b">]>'
    bomb = head + b"<rss><channel><item><title>&a;</title></item></channel></rss>"
    (tmp_path / "feed.xml").write_bytes(bomb)
    (record,) = read(tmp_path / "feed.xml")
    assert isinstance(record, Quarantine)
    assert "entities" in record.reason


@pytest.mark.skipif(not (SHARED / "corpora" / "feeds.tar.xz").exists(), reason="no feeds beside the checkout")
def test_feeds_of_every_kind_and_state_end_as_articles_or_quarantine(tmp_path):
    seen = articles = 0
    with tarfile.open(SHARED / "corpora" / "feeds.tar.xz") as archive:
        for member in archive:
            if not member.isfile():
                continue
            path = tmp_path / "feed.xml"
            path.write_bytes(archive.extractfile(member).read())
            records = list(read(path))
            seen += 1
            articles += sum(isinstance(record, RawArticle) for record in records)
    assert seen > 500
    assert articles > 200


@pytest.mark.skipif(not (SHARED / "corpora" / "warc").exists(), reason="no archives beside the checkout")
@pytest.mark.parametrize("path", sorted((SHARED / "corpora" / "warc").glob("*")), ids=lambda path: path.name)
def test_archives_whole_and_broken(path):
    for record in read(path):
        assert isinstance(record, RawArticle | Quarantine)
        if isinstance(record, RawArticle):
            assert record.html or record.text


def test_an_archive_gives_its_pages(tmp_path):
    from io import BytesIO

    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    page = (
        "<html><body><article>"
        + "<p>The council met on Tuesday to talk about the pool.</p>" * 5
        + "</article></body></html>"
    )
    with (tmp_path / "a.warc.gz").open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.0")
        writer.write_record(
            writer.create_warc_record(
                "https://news.example/1", "response", payload=BytesIO(page.encode()), http_headers=headers
            )
        )
        writer.write_record(
            writer.create_warc_record("https://news.example/2", "conversion", payload=BytesIO(b"Converted text."))
        )
    first, second = read(tmp_path / "a.warc.gz")
    assert (first.html, first.hints.url) == (page, "https://news.example/1")
    assert (second.text, second.hints.url) == ("Converted text.", "https://news.example/2")


PAGE = """<html lang="en"><head><title>Pool closes | The Paper</title><link rel="canonical" href="https://p.example/pool">
<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "Pool closes",
"author": [{"@type": "Person", "name": "Ada Pell"}, {"name": "admin"}], "datePublished": "2024-05-01T10:00:00Z",
"keywords": "pools, towns"}]}</script></head><body><nav><a href="/">Home</a></nav><article><h1>Pool closes</h1>%s</article>
<footer>About us</footer></body></html>"""
PARAGRAPH = "<p>The council voted nine to two on Tuesday to close the old pool, and many residents came to watch them do it.</p>"


def page(body: str) -> RawArticle:
    return RawArticle("1", "", html=PAGE % body)


def test_a_page_gives_its_text_and_its_claims():
    raw = extract(page(PARAGRAPH * 4))
    assert "The council voted nine to two" in raw.text
    assert "About us" not in raw.text
    hints = raw.hints
    assert (hints.title, hints.author, hints.date) == ("Pool closes", ("Ada Pell",), "2024-05-01")
    assert (hints.url, hints.language, hints.tags) == ("https://p.example/pool", "en", ("pools", "towns"))


def test_the_records_own_hints_win():
    from dataclasses import replace

    raw = page(PARAGRAPH * 4)
    raw = replace(raw, hints=replace(raw.hints, title="Mine", url="https://mine.example/"))
    assert (extract(raw).hints.title, extract(raw).hints.url) == ("Mine", "https://mine.example/")


def test_deep_nesting_loses_nothing():
    deep = "<div>" * 600 + "The text at the bottom of a very deep page, which nobody should lose. " * 5 + "</div>" * 600
    assert "at the bottom of a very deep page" in extract(page(PARAGRAPH + deep)).text


def test_a_page_without_text_is_refused():
    with pytest.raises(Unreadable, match="no text"):
        extract(RawArticle("1", "", html="<html><body><script>draw()</script></body></html>"))


def test_the_report_carries_the_extracted_text():
    outcome = Engine().clean(extract(page(PARAGRAPH * 4)))
    assert outcome.report.text is not None


@pytest.mark.parametrize(
    ("fragment", "text"),
    [
        ("plain", "plain"),
        ("<p>a</p><p>b</p>", "a\n\nb"),
        ("a<br>b &amp; c", "a\n\nb & c"),
        ("<ul><li>one</li><li>two</li></ul>", "one\n\ntwo"),
        ("<p>x<script>alert(1)</script>y</p>", "xy"),
        ("", ""),
    ],
)
def test_fragments(fragment, text):
    assert fragment_text(fragment) == text


def test_inputs_are_found_once_and_sorted(tmp_path, monkeypatch):
    (tmp_path / "b.txt").write_text("b")
    (tmp_path / "a.txt").write_text("a")
    (tmp_path / ".hidden").write_text("h")
    monkeypatch.chdir(tmp_path)
    assert [item.uri for item in locate([".", "a.txt"])] == ["a.txt", "b.txt"]
    assert [item.uri for item in locate(["*.txt"])] == ["a.txt", "b.txt"]
    with pytest.raises(SourceError, match="no such file"):
        locate(["c.txt"])
    with pytest.raises(SourceError, match="matches no file"):
        locate(["*.html"])


def test_memory_urls():
    import fsspec

    with fsspec.open("memory://inbox/a.jsonl", "wb") as file:
        file.write(b'{"id": "1", "text": "a"}\n')
    (item,) = locate(["memory://inbox"])
    (unit,) = plan([item])
    assert unit.slices[0].kind is Kind.JSONL


def test_lines_are_cut_at_their_ends_and_numbered(tmp_path):
    rows = [json.dumps({"id": str(n), "text": "x" * (n % 90)}).encode() for n in range(500)]
    path = lines(tmp_path / "a.jsonl", *rows)
    from pipeline.ingest import read_slice

    units = list(plan(locate([str(path)]), size=2_000))
    assert len(units) > 5
    found = [(r.id, r.source.line) for unit in units for piece in unit.slices for r in read_slice(piece)]
    assert found == [(str(n), n + 1) for n in range(500)]
