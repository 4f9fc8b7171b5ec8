"""Object stores: a bucket on a real S3 server is read like a folder."""

from __future__ import annotations

import json

import boto3
import pytest
from moto.server import ThreadedMotoServer

from pipeline.batch import Job, run
from pipeline.errors import SourceError
from pipeline.report.folder import Folder


@pytest.fixture
def bucket(monkeypatch):
    """A bucket on a real S3 server, on loopback."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    client = boto3.client("s3")
    client.create_bucket(Bucket="desk")
    yield client
    server.stop()


def test_a_bucket_is_read_like_a_folder(bucket, tmp_path):
    lines = "".join(json.dumps({"id": f"s{n}", "text": f"It was . . . day {n}."}) + "\n" for n in range(40))
    bucket.put_object(Bucket="desk", Key="news/a.jsonl", Body=lines.encode())
    bucket.put_object(Bucket="desk", Key="news/b.txt", Body=b"A plain text. . . from a bucket.\n")
    bucket.put_object(Bucket="desk", Key="news/.hidden", Body=b"not this")
    run(["s3://desk/news"], Job(str(tmp_path)), size=500)
    found = [pair.article for pair in Folder(tmp_path).pairs()]
    assert [article["text"] for article in found] == [
        *(f"It was … day {n}." for n in range(40)),
        "A plain text… from a bucket.",
    ]
    with pytest.raises(SourceError, match="check the address"):
        run(["s3://desk/nothing"], Job(str(tmp_path)))
