from __future__ import annotations

import io
import logging
import os
import sys
from collections.abc import Iterator

import boto3
import pytest
from botocore.config import Config

from firsthand.errors import MissingToolError, SettingError
from firsthand.tools import buckets
from firsthand.tools.buckets import Bucket, NotReachedError, Stored
from tools.swift import KEY, SECRET, s3_server

DATA = bytes(range(256)) * 40


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    with s3_server() as address:
        client = boto3.client(
            "s3", endpoint_url=address, aws_access_key_id=KEY, aws_secret_access_key=SECRET,
            region_name="us-east-1",
            config=Config(s3={"addressing_style": "path"}, request_checksum_calculation="when_required"),
        )  # fmt: skip
        client.create_bucket(Bucket="crawl")
        for key in ("2031/a.warc.gz", "2031/ü b.warc", "2032/c.warc.gz"):
            client.put_object(Bucket="crawl", Key=key, Body=DATA)
        client.close()
        yield address


@pytest.fixture
def keys() -> None:
    os.environ.update({"AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET})


@pytest.mark.slow
@pytest.mark.cluster
@pytest.mark.usefixtures("keys")
class TestOverARealServer:
    def test_what_lies_under_a_prefix_is_listed_in_order(self, endpoint: str) -> None:
        found = list(Bucket("s3://crawl/2031/", endpoint=endpoint).listing())
        assert [(each.key, each.size_bytes) for each in found] == [
            ("2031/a.warc.gz", len(DATA)),
            ("2031/ü b.warc", len(DATA)),
        ]
        assert found[0].mark == found[1].mark != ""

    def test_bytes_are_fetched_in_ranges(
        self, endpoint: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """
        10,240 bytes in ranges of 3,000: four requests, the same bytes
        """
        monkeypatch.setattr(buckets, "RANGE_BYTES", 3000)
        bucket = Bucket("s3://crawl/2031/", endpoint=endpoint)
        for stored in bucket.listing():
            into = io.BytesIO()
            bucket.fetch(stored, into)
            assert into.getvalue() == DATA
            assert bucket.piece(stored, 255, 258) == b"\xff\x00\x01"

    def test_what_has_changed_since_it_was_listed_is_not_read(self, endpoint: str) -> None:
        stored = Stored(key="2031/a.warc.gz", mark="0" * 32, size_bytes=len(DATA))
        with pytest.raises(NotReachedError, match="PreconditionFailed"):
            Bucket("s3://crawl/", endpoint=endpoint).piece(stored, 0, 10)

    def test_a_bucket_that_is_not_there_is_named_with_its_endpoint(self, endpoint: str) -> None:
        with pytest.raises(NotReachedError) as caught:
            list(Bucket("s3://no-bucket/x", endpoint=endpoint).listing())
        assert "s3://no-bucket/x cannot be listed at http://127.0.0.1:" in str(caught.value)
        assert "NoSuchBucket" in str(caught.value)

    def test_keys_are_never_said(self, endpoint: str, caplog: pytest.LogCaptureFixture) -> None:
        """
        a wrong secret: the refusal, and all that is logged, holds neither key nor secret
        """
        os.environ["AWS_SECRET_ACCESS_KEY"] = "a-secret-of-somebody"  # noqa: S105 - nobody's
        caplog.set_level(logging.INFO)
        with pytest.raises(NotReachedError, match="SignatureDoesNotMatch") as caught:
            list(Bucket("s3://crawl/", endpoint=endpoint).listing())
        said = str(caught.value) + caplog.text
        assert "a-secret-of-somebody" not in said
        assert KEY not in said

    def test_without_keys_nothing_is_signed(self, endpoint: str) -> None:
        """
        a public bucket is read so; this server takes what is not signed for another protocol's
        """
        del os.environ["AWS_ACCESS_KEY_ID"], os.environ["AWS_SECRET_ACCESS_KEY"]
        os.environ.update(
            {"AWS_SHARED_CREDENTIALS_FILE": "/nowhere", "AWS_CONFIG_FILE": "/nowhere"}
        )
        with pytest.raises(NotReachedError, match="412: Precondition Failed"):
            list(Bucket("s3://crawl/", endpoint=endpoint).listing())


@pytest.mark.usefixtures("keys")
def test_where_no_server_is_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(buckets, "ATTEMPTS", 1)
    bucket = Bucket("s3://crawl/", endpoint="http://127.0.0.1:9")
    with pytest.raises(NotReachedError, match=r"cannot be listed at http://127\.0\.0\.1:9"):
        list(bucket.listing())
    with pytest.raises(NotReachedError, match=r"s3://crawl/x: .*127\.0\.0\.1:9"):
        bucket.piece(Stored(key="x", mark="", size_bytes=1), 0, 1)


@pytest.mark.parametrize("address", ["s3://", "s3://UPPER/x", "s3:/crawl", "http://crawl/x"])
def test_another_address_is_no_bucket(address: str) -> None:
    with pytest.raises(SettingError, match="expected an address like s3://bucket/prefix"):
        Bucket(address, endpoint=None)


@pytest.mark.parametrize("endpoint", ["127.0.0.1:80", "ftp://a.example", "http://", "http://a:x/"])
def test_an_endpoint_is_an_address(endpoint: str) -> None:
    with pytest.raises(SettingError, match="expected an endpoint like"):
        Bucket("s3://crawl/x", endpoint=endpoint)


def test_keys_in_an_endpoint_are_refused_and_not_said() -> None:
    with pytest.raises(SettingError, match="an endpoint holds no keys") as caught:
        Bucket("s3://crawl/x", endpoint="https://me:hush@a.example")
    assert "hush" not in str(caught.value)


def test_without_boto3_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "boto3", None)
    with pytest.raises(MissingToolError, match=r"firsthand\[s3\]"):
        Bucket("s3://crawl/x", endpoint=None)
