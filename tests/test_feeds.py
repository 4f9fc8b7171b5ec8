"""Feeds from a local server: honest, slow, endless, lying, broken, and leading to where nobody may go."""

from __future__ import annotations

import gzip
import json
import shutil
import socket
import ssl
import subprocess
import tarfile
import time
import tracemalloc
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

import pytest

from pipeline.batch import Job
from pipeline.errors import ConfigError
from pipeline.feeds import Manners, Visit, keep, update
from pipeline.feeds.fetch import fetch
from pipeline.feeds.guard import FetchError, target
from pipeline.feeds.memory import Memory
from pipeline.feeds.visit import NEW, Host, Known, visit
from tests.conftest import SHARED
from tests.feed_server import HEAD, counting, item, rss, says, serving, slowly

HERE = ("127.0.0.1/32",)  # 127.0.0.2 stays a private address like any other
QUICK = Manners(delay=0, robots=False, deadline=1.5, silence=1.0, networks=HERE, packed=200_000, unpacked=1_000_000)


@pytest.fixture
def server():
    with serving() as running:
        yield running


def one(url: str, manners: Manners = QUICK, **more):
    """What comes of one visit."""
    visits, _ = visit([Known(url)], Host(""), manners, **more)
    return visits[0]


def lines(out: Path, folder: str) -> list[dict]:
    return [json.loads(line) for path in sorted((out / folder).glob("*.jsonl")) for line in path.open("rb")]


def files(out: Path) -> dict[str, tuple[bytes, int]]:
    return {
        path.relative_to(out).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(out.rglob("*"))
        if path.is_file() and ".copydesk" not in path.parts
    }


# ---- from a feed to articles


def test_new_items_are_cleaned_and_a_second_run_fetches_and_writes_nothing(server, tmp_path):
    body = rss(item(1), item(2))

    def conditional(handler):
        if handler.headers.get("If-None-Match") == '"v1"':
            says(status=304, ETag='"v1"')(handler)
        else:
            says(body, ETag='"v1"', Last_Modified="Tue, 03 Nov 2026 09:00:00 GMT")(handler)

    server.routes["/feed"] = conditional
    url, job = f"{server.address}/feed", Job(str(tmp_path))
    first = update([url], job, QUICK)
    assert first.collected.items == 2
    articles = {article["id"]: article for article in lines(tmp_path, "articles")}
    assert set(articles) == {"post-1", "post-2"}
    assert "“We are sorry,” said the captain." in articles["post-1"]["text"]
    assert articles["post-1"]["url"] == "https://news.example/post-1"
    assert articles["post-1"]["metadata"]["feed"] == url
    assert [record["id"] for record in lines(tmp_path, "raw")] == ["post-2", "post-1"]  # the oldest first

    before = files(tmp_path)
    second = update([url], job, QUICK)
    assert [seen.outcome for seen in second.collected.visits] == ["unchanged"]
    assert second.summary is None
    assert files(tmp_path) == before
    asked = server.requests[-1][1]
    assert asked["if-none-match"] == '"v1"'
    assert asked["if-modified-since"] == "Tue, 03 Nov 2026 09:00:00 GMT"
    assert asked["user-agent"].startswith("copydesk/")
    assert asked["accept-encoding"] == "gzip"
    assert asked["host"] == f"127.0.0.1:{server.port}"


def test_an_item_that_says_something_else_becomes_a_second_article(server, tmp_path):
    url, job = f"{server.address}/feed", Job(str(tmp_path))
    server.routes["/feed"] = says(rss(item(1)))
    update([url], job, QUICK)
    guid, title, body = item(1)
    server.routes["/feed"] = says(rss((guid, title, body.replace("islands", "mainland"))))
    assert update([url], job, QUICK).collected.items == 1
    names = sorted(article["id"] for article in lines(tmp_path, "articles"))
    assert names[0] == "post-1"
    assert names[1].startswith("post-1#")


def test_new_rules_clean_again_without_new_items(server, tmp_path):
    from pipeline.model import Options

    server.routes["/feed"] = says(rss(item(1)))
    update([f"{server.address}/feed"], Job(str(tmp_path)), QUICK)
    again = update([f"{server.address}/feed"], Job(str(tmp_path), Options(select=("TYP",))), QUICK)
    assert again.collected.items == 0
    assert "“ We are sorry, ”" in lines(tmp_path, "articles")[0]["text"]


def test_a_month_of_hourly_runs_is_one_run(server, tmp_path):
    posts: list[tuple[str, str, str]] = []
    hour = 0

    def steady(handler):
        tag = f'"{len(posts)}"'
        if handler.headers.get("If-None-Match") == tag:
            says(status=304)(handler)
        else:
            says(rss(*reversed(posts)), ETag=tag)(handler)

    def restless(handler):  # without validators, and another document every hour
        says(rss(item(0, "bridge"), extra=f"<lastBuildDate>hour {hour}</lastBuildDate>"))(handler)

    server.routes |= {"/steady": steady, "/restless": restless}
    urls = [f"{server.address}/steady", f"{server.address}/restless"]
    manners = Manners(delay=0, networks=HERE)
    month, sizes = Job(str(tmp_path / "month")), []
    runs = 0
    for hour in range(720):
        if hour % 24 == 0:
            posts.append(item(1 + hour // 24))
        done = update(urls, month, manners, clock=lambda now=1_793_700_000.0 + 3600 * hour: now)
        runs += done.summary is not None
        sizes.append((tmp_path / "month" / ".copydesk" / "feeds.sqlite").stat().st_size)
    assert runs == 30
    assert len(list((tmp_path / "month" / "raw").iterdir())) == 30
    assert sizes[-1] <= sizes[24] + 8_192  # thirty items more, none of the 1,440 visits
    assert server.asked("/robots.txt") <= 31
    update(urls, Job(str(tmp_path / "once")), manners)

    def by_id(out: str) -> dict:
        return {article["id"]: article for article in lines(tmp_path / out, "articles")}

    assert len(by_id("month")) == 31
    assert by_id("month") == by_id("once")


def test_a_kill_between_file_and_memory_doubles_and_loses_nothing(server, tmp_path, monkeypatch):
    server.routes["/feed"] = says(rss(item(1), item(2)))
    url, job = f"{server.address}/feed", Job(str(tmp_path))

    def killed(self, name):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Memory, "keep_file", killed)
        with pytest.raises(KeyboardInterrupt):
            update([url], job, QUICK)
    server.routes["/feed"] = says(rss(item(2), item(3)))  # the first item has left the feed meanwhile
    assert update([url], job, QUICK).collected.items == 1
    assert sorted(article["id"] for article in lines(tmp_path, "articles")) == ["post-1", "post-2", "post-3"]
    (tmp_path / ".copydesk" / "feeds.sqlite").unlink()
    assert update([url], job, QUICK).collected.items == 0
    assert len(lines(tmp_path, "articles")) == 3


def test_what_left_a_feed_long_ago_is_forgotten(server, tmp_path):
    url, day = f"{server.address}/feed", 86_400.0
    for number in range(10):
        server.routes["/feed"] = says(rss(item(number)))
        update([url], Job(str(tmp_path)), QUICK, clock=lambda now=1.7e9 + 30 * day * number: now)
    with Memory(tmp_path / ".copydesk" / "feeds.sqlite") as memory:
        assert memory._db.execute("SELECT count(*) FROM items").fetchone()[0] == 3


# ---- broken and lying documents


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"<html><body><p>We have moved.</p></body></html>", "no feed"),
        (b"<?xml version='1.0'?><rss><channel><item><title>cut", "has no text"),
        (b"\x00\xff\xfe garbage", "no feed"),
        (b"", "no feed"),
        (b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><rss version='2.0'/>", "entities of its own"),
        (b'{"version": "https://jsonfeed.org/version/1.1"', "no JSON Feed"),
        (gzip.compress(rss(item(1))), "no feed"),
    ],
    ids=["html", "cut", "garbage", "empty", "entity", "json", "packed-twice"],
)
def test_broken_documents_go_to_quarantine_once(server, tmp_path, body, reason):
    packed = body.startswith(b"\x1f\x8b")
    server.routes["/feed"] = says(gzip.compress(body), Content_Encoding="gzip") if packed else says(body)
    server.routes["/good"] = says(rss(item(1)))
    urls = [f"{server.address}/feed", f"{server.address}/good"]
    for _ in range(2):
        done = update(urls, Job(str(tmp_path)), QUICK)
    assert done.summary is None
    refused = lines(tmp_path, "quarantine")
    assert len(refused) == 1
    assert reason in refused[0]["reason"]
    assert [article["id"] for article in lines(tmp_path, "articles")] == ["post-1"]
    assert b"root:" not in b"".join(data for data, _ in files(tmp_path).values())


@pytest.mark.parametrize(
    ("route", "outcome", "reason"),
    [
        (slowly([HEAD, b"\r\n", *[b"x"] * 100]), "failed", "not done within"),
        (slowly([HEAD, *[b"X"] * 100]), "failed", "not done within"),
        (slowly([b"", b""], 3.0), "failed", "keeps silent"),
        (slowly([HEAD, b"\r\n", *[b"x" * 60_000] * 9], 0), "refused", "larger than 200,000 bytes"),
        (slowly([HEAD + b"Transfer-Encoding: chunked\r\n\r\n", *[b"ffff\r\n" + b"x" * 65535 + b"\r\n"] * 9], 0),
         "refused", "larger than 200,000"),
        (says(gzip.compress(b"\0" * 20_000_000), Content_Encoding="gzip"), "refused", "when unpacked"),
        (says(rss(item(1)), Content_Encoding="gzip"), "refused", "no gzip"),
        (says(gzip.compress(rss(item(1)))[:-30], Content_Encoding="gzip"), "failed", "cut short"),
        (says(rss(item(1)), Content_Encoding="br"), "refused", "not asked for"),
        (says(b"short", Content_Length="5000"), "failed", "cut short"),
        (says(b"", 500), "failed", "answers 500"),
        (says(b"", 404), "failed", "answers 404"),
        (says(b"", 302), "refused", "names no place"),
        (slowly([b"SSH-2.0-OpenSSH_9.6\r\n" * 3], 0), "failed", "does not speak HTTP"),
    ],
    ids=["slow-body", "slow-headers", "silent", "endless", "endless-chunks", "bomb", "no-gzip", "cut-gzip", "brotli",
         "length-lies", "500", "404", "no-location", "no-http"],
)  # fmt: skip
def test_hostile_servers_end_as_documented(server, route, outcome, reason):
    server.routes["/feed"] = route
    seen = one(f"{server.address}/feed")
    assert (seen.outcome, reason in seen.reason) == (outcome, True), seen.reason


def test_a_bomb_takes_no_memory(server):
    server.routes["/feed"] = says(gzip.compress(b"\0" * 20_000_000), Content_Encoding="gzip")
    one(f"{server.address}/feed")
    tracemalloc.start()
    assert "when unpacked" in one(f"{server.address}/feed").reason
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000


# ---- redirects and private addresses


def test_redirects_are_followed_within_limits(server):
    server.routes |= {
        "/a": says(status=301, Location="/b?x=1"),
        "/b": says(status=307, Location=f"{server.address}/c"),
        "/c": says(rss(item(1))),
        "/loop": says(status=302, Location="/loop"),
        "/file": says(status=302, Location="file:///etc/passwd"),
        "/ftp": says(status=302, Location="ftp://news.example/feed"),
    }
    assert one(f"{server.address}/a").outcome == "new"
    assert "more than 3 redirects" in one(f"{server.address}/loop").reason
    assert server.asked("/loop") == 4
    assert "only http and https" in one(f"{server.address}/file").reason
    assert "only http and https" in one(f"{server.address}/ftp").reason


@pytest.mark.parametrize("robots", [True, False])
def test_a_redirect_to_a_private_address_opens_no_connection(server, robots):
    manners = Manners(delay=0, robots=robots, deadline=2, networks=HERE)
    with counting("127.0.0.2") as (port, came):
        for place in (f"http://127.0.0.2:{port}/", f"http://2130706434:{port}/", f"http://[::ffff:127.0.0.2]:{port}/"):
            server.routes["/feed"] = says(status=302, Location=place)
            seen = one(f"{server.address}/feed", manners)
            assert (seen.outcome, "no public address" in seen.reason) == ("refused", True), seen.reason
        time.sleep(0.2)
        assert came == []


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://2130706433/", "http://0x7f.1/", "http://0177.0.0.1/", "http://[::1]/",
        "http://[::ffff:10.0.0.1]/", "http://[64:ff9b::a00:1]/", "http://[2002:7f00:1::]/", "http://[fe80::1]/",
        "http://169.254.169.254/latest/meta-data/", "http://100.64.0.1/", "http://0.0.0.0/", "http://10.1.2.3/",
        "http://224.0.0.1/", "http://localhost/", "http://user:hunter2@8.8.8.8/", "http://a@b@8.8.8.8/",
        "http://8.8.8.8:22/", "gopher://8.8.8.8/", "//8.8.8.8/", "http://8.8.8.8\\@127.0.0.1/", "http:///x",
        "http://8.8.8.8/\r\nX: y",
    ],
)  # fmt: skip
def test_addresses_that_are_never_contacted(url):
    with pytest.raises(FetchError) as refused:
        target(url, Manners())
    assert not refused.value.temporary
    assert "hunter2" not in str(refused.value)


def test_public_addresses_are_contacted():
    assert target("http://8.8.8.8/a?b", Manners()).addresses == ("8.8.8.8",)
    assert target("https://[2001:4860:4860::8888]:8443/", Manners()).host_header == "[2001:4860:4860::8888]:8443"
    with pytest.raises(ConfigError, match=r"10\.0\.0\.0/8"):
        target("http://8.8.8.8/", Manners(networks=("ten",)))


def test_a_name_is_looked_up_once_and_all_its_addresses_must_be_public(server):
    asked = []

    def rebinding(host, port, **_):
        asked.append(host)
        there = "127.0.0.1" if len(asked) == 1 else "127.0.0.2"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (there, port))]

    server.routes["/feed"] = says(rss(item(1)))
    assert one(f"http://feeds.test:{server.port}/feed", lookup=rebinding).outcome == "new"
    assert asked == ["feeds.test"]
    assert server.requests[-1][1]["host"] == f"feeds.test:{server.port}"

    def mixed(host, port, **_):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (there, port)) for there in ("93.184.216.34", "10.0.0.1")]

    assert "10.0.0.1" in one("http://feeds.test/feed", lookup=mixed).reason


def test_certificates_bear_the_name_and_redirects_never_leave_https(tmp_path, monkeypatch):
    if not shutil.which("openssl"):
        pytest.skip("makes its certificate with openssl")
    key, cert = tmp_path / "key.pem", tmp_path / "cert.pem"
    make = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=feeds.test"
    names = ["-addext", "subjectAltName=DNS:feeds.test", "-addext", "keyUsage=critical,digitalSignature,keyCertSign"]
    subprocess.run([*make.split(), *names, "-keyout", key, "-out", cert], check=True, capture_output=True)
    monkeypatch.setenv("SSL_CERT_FILE", str(cert))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)

    def here(host, port, **_):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    with serving(context) as server:
        server.routes["/feed"] = says(rss(item(1)))
        server.routes["/down"] = says(status=302, Location=f"http://feeds.test:{server.port}/feed")
        server.routes["/slow"] = slowly([HEAD, b"\r\n", *[b"x"] * 100])
        good = f"https://feeds.test:{server.port}"
        assert one(f"{good}/feed", lookup=here).outcome == "new"
        assert "leads from https" in one(f"{good}/down", lookup=here).reason
        assert "not done within" in one(f"{good}/slow", lookup=here).reason
        wrong = one(f"https://other.test:{server.port}/feed", lookup=here)
        assert wrong.outcome == "failed"
        assert "certificate" in wrong.reason
        assert server.asked("/feed") == 1


# ---- politeness


class Time:
    """A clock that moves only when somebody pauses."""

    def __init__(self) -> None:
        self.now, self.pauses = 1_700_000_000.0, []

    def pause(self, seconds: float) -> None:
        self.pauses.append(round(seconds, 3))
        self.now += seconds


def test_retry_after_is_kept_across_runs(server, tmp_path):
    clock = Time()
    later = format_datetime(datetime.fromtimestamp(clock.now + 7200, UTC), usegmt=True)
    server.routes |= {
        "/busy": says(status=429, Retry_After="120"),
        "/down": says(status=503, Retry_After=later),
        "/feed": says(rss(item(1))),
    }
    urls = [f"{server.address}/busy", f"{server.address}/feed"]
    job = Job(str(tmp_path))
    done = update(urls, job, QUICK, clock=lambda: clock.now)
    assert [seen.outcome for seen in done.collected.visits] == ["waiting", "waiting"]
    assert server.asked("/feed") == 0
    clock.now += 60
    update(urls[1:], job, QUICK, clock=lambda: clock.now)
    assert server.asked("/feed") == 0
    clock.now += 61
    assert update(urls[1:], job, QUICK, clock=lambda: clock.now).collected.items == 1
    _, host = visit([Known(f"{server.address}/down")], Host(""), QUICK, clock=lambda: clock.now)
    assert host.not_before == pytest.approx(1_700_007_200.0)


def test_pauses_between_requests_and_the_crawl_delay(server):
    clock = Time()
    server.routes |= {"/a": says(rss(item(1))), "/b": says(rss(item(2)))}
    feeds = [Known(f"{server.address}/a"), Known(f"{server.address}/b")]
    manners = Manners(delay=2.5, robots=False, networks=HERE)
    visit(feeds, Host(""), manners, clock=lambda: clock.now, pause=clock.pause)
    assert clock.pauses == [2.5]
    server.routes["/robots.txt"] = says(b"User-agent: *\nCrawl-delay: 9\n")
    clock.pauses.clear()
    manners = Manners(delay=2.5, networks=HERE)
    visit(feeds, Host(f"127.0.0.1:{server.port}"), manners, clock=lambda: clock.now, pause=clock.pause)
    assert clock.pauses == [9.0, 9.0]


def test_robots_txt_is_kept(server):
    manners = Manners(delay=0, networks=HERE)
    text = b"User-agent: *\nDisallow: /private/\nDisallow: /*.draft$\n\nUser-agent: other\nDisallow: /\n"
    server.routes |= {
        "/robots.txt": says(text),
        "/feed": says(rss(item(1))),
        "/moved": says(status=302, Location="/private/feed"),
    }
    paths = ["/feed", "/private/feed", "/news.draft", "/moved"]
    feeds = [Known(server.address + path) for path in paths]
    visits, host = visit(feeds, Host(f"127.0.0.1:{server.port}"), manners)
    assert [seen.outcome for seen in visits] == ["new", "refused", "refused", "refused"]
    assert server.asked("/private/feed") == server.asked("/news.draft") == 0
    visit(feeds[:1], host, manners)
    assert server.asked("/robots.txt") == 1
    server.routes["/robots.txt"] = says(status=503)
    assert one(feeds[0].url, manners).outcome == "failed"
    server.routes["/robots.txt"] = says(status=404)
    assert one(feeds[0].url, manners).outcome == "new"


def test_secrets_of_an_address_are_told_nowhere(server, tmp_path, capsys):
    server.routes |= {"/feed": says(rss(item(1))), "/gone": says(status=410), "/bad": says(b"<oops")}
    urls = [f"{server.address}/{path}?token=hunter2" for path in ("feed", "gone", "bad")]
    done = update([*urls, "http://user:hunter2@news.example/feed"], Job(str(tmp_path)), QUICK)
    told = "\n".join(done.collected.told())
    assert "answers 410" in told
    assert "hunter2" not in told
    for path in tmp_path.rglob("*"):
        assert path.is_dir() or b"hunter2" not in path.read_bytes(), path


@pytest.mark.skipif(not (SHARED / "corpora" / "feeds.tar.xz").exists(), reason="no corpora beside the checkout")
def test_documents_that_test_a_feed_parser_end_as_articles_or_with_a_reason(tmp_path):
    with tarfile.open(SHARED / "corpora" / "feeds.tar.xz") as corpus:
        files = [member for member in corpus.getmembers() if member.isfile()]
        bodies = {f"https://feeds.example/{file.name}": corpus.extractfile(file).read() for file in files}
    visits = [Visit(url, NEW, "", body) for url, body in bodies.items()]
    with Memory(tmp_path / "feeds.sqlite") as memory:
        first = keep(visits, (), tmp_path / "raw", memory, Manners(), 1_800_000_000.0)
        again = keep(visits, (), tmp_path / "raw", memory, Manners(), 1_800_000_000.0)
    assert {seen.outcome for seen in again.visits} == {"unchanged"}
    assert len(first.visits) == len(bodies) > 2_000
    records = lines(tmp_path, "raw")
    assert all(record["text"].strip() if "text" in record else record["unreadable"] for record in records)
    # most of them try a date or a link, on entries without text, or on no entry at all
    assert sum("text" in record for record in records) > 300
    assert sum(visit.outcome == "refused" for visit in first.visits) < len(bodies) * 0.15


def test_too_many_entries_are_told(server, tmp_path):
    server.routes["/feed"] = says(rss(*(item(number) for number in range(12))))
    manners = Manners(delay=0, robots=False, networks=HERE, entries=10)
    done = update([f"{server.address}/feed"], Job(str(tmp_path)), manners)
    assert done.collected.items == 10
    assert "more than 10 entries" in done.collected.visits[0].reason


def test_the_command_line(server, tmp_path, capsys):
    from pipeline.cli import main

    server.routes |= {"/feed": says(rss(item(1))), "/gone": says(status=410)}
    listed = tmp_path / "feeds.txt"
    listed.write_text(f"# ours\n{server.address}/feed\n\n{server.address}/gone  # soon\n")
    arguments = ["feeds", "--list", str(listed), "--out", str(tmp_path / "out"), "--delay", "0"]

    def call(*more: str) -> int:
        import sys
        from unittest import mock

        with mock.patch.object(sys, "argv", ["copydesk", *arguments, *more]):
            try:
                main()
            except SystemExit as ended:
                return int(ended.code or 0)
        return 0

    assert call() == 2  # loopback is private
    assert "no public address" in capsys.readouterr().err
    assert call("--allow-network", "127.0.0.1/32") == 0
    told = capsys.readouterr().err
    assert "/gone: failed: the server answers 410" in told
    assert "2 feeds (0 unchanged), 1 new items" in told
    assert lines(tmp_path / "out", "articles")[0]["id"] == "post-1"


def test_a_memory_of_sites_outlives_the_round(server, tmp_path):
    from typer.testing import CliRunner

    from pipeline.cli.app import app

    stories = {
        1: "The ferry to Lunn sails again from Monday, said the harbour master, after a winter in the dock at Ardle.",
        2: "Rain has filled the upper reservoir, and the ban on hoses that began in June is lifted, the council said.",
    }
    for day, story in stories.items():
        body = f"<p>{story}</p><p>Harbour Gazette, since 1871</p>"
        server.routes[f"/{day}"] = says(rss((f"post-{day}", f"Day {day}", body)))
        arguments = ["feeds", f"{server.address}/{day}", "--out", str(tmp_path / f"out{day}"), "--delay", "0"]
        arguments += ["--allow-network", "127.0.0.1/32", "--memory", str(tmp_path / "sites.sqlite")]
        assert CliRunner().invoke(app, arguments).exit_code == 0
    assert "Harbour Gazette" in lines(tmp_path / "out1", "articles")[0]["text"]
    assert lines(tmp_path / "out2", "articles")[0]["text"] == stories[2]


def test_fetch_of_an_address_that_answers_nothing():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    with pytest.raises(FetchError, match=r"127\.0\.0\.1: ") as error:
        fetch(f"http://127.0.0.1:{port}/", QUICK)
    assert error.value.temporary
