from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.config import Config

from archived import PAGES, archives, sandur_case, shelf
from custody import firsthand
from engines.clustered import two_workers
from tools.swift import KEY, SECRET, s3_server

pytestmark = pytest.mark.slow
KEYS = {"AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET}


def _found(printed: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(printed)
    return told


def test_the_program_lists_pages_with_both_quotes(tmp_path: Path) -> None:
    case, where = sandur_case(tmp_path), shelf(tmp_path)
    home = tmp_path / "home"
    run = firsthand("sweep", case, where.address, "--cores", "1", "--json", home=home)
    assert (run.returncode, run.stderr) == (0, "")
    told = _found(run.stdout)
    assert {page["address"] for page in told["found"]} == set(PAGES)
    copy = next(page for page in told["found"] if page["address"] == "http://copy.example/1")
    (belonging,) = copy["belongs"]
    assert 0.7 < belonging["document_share"] < 0.8  # the notice, without its title
    (passage,) = belonging["passages"]
    assert passage["page"]["exact"] == passage["document"]["exact"]
    named = next(page for page in told["found"] if page["address"] == "http://name.example/1")
    assert named["belongs"][0]["named"].startswith("Free check-ups")
    lines = firsthand("sweep", case, where.address, "--take", home=home)
    assert "4 belong to 2 documents of the case" in lines.stdout
    assert "taken 4, kept already 0" in lines.stdout
    assert lines.returncode == 0


def test_a_bad_address_is_the_operator_s_mistake(tmp_path: Path) -> None:
    case = sandur_case(tmp_path)
    for words, why in (
        (("nowhere",), "there is nothing at nowhere to sweep"),
        (("s3://Bad/x",), "expected an address like s3://bucket/prefix"),
        (("s3://crawl/x", "--endpoint", "http://me:hush@a.example"), "an endpoint holds no keys"),
        (("s3://crawl/x", "--cluster", "somewhere"), "expected the address of a cluster"),
    ):
        run = firsthand("sweep", case, *words, home=tmp_path / "home")
        assert run.returncode == 2
        assert why in run.stderr
        assert "hush" not in run.stderr + run.stdout


@pytest.fixture
def bucket() -> Iterator[str]:
    """A bucket of the archives, on a real server."""
    with s3_server() as endpoint:
        client = boto3.client(
            "s3", endpoint_url=endpoint, aws_access_key_id=KEY, aws_secret_access_key=SECRET,
            region_name="us-east-1",
            config=Config(s3={"addressing_style": "path"}, request_checksum_calculation="when_required"),
        )  # fmt: skip
        client.create_bucket(Bucket="crawl")
        for name, data in {**archives(), "robots.txt": b"x"}.items():
            client.put_object(Bucket="crawl", Key=f"2031/{name}", Body=data)
        client.close()
        yield endpoint


@pytest.mark.cluster
def test_a_cluster_over_a_bucket_finds_byte_for_byte_what_one_machine_finds(
    tmp_path: Path, bucket: str
) -> None:
    """
    OpenStack Swift on loopback, a Ray cluster of two workers: one core, all cores, the cluster; the
    JSON is the same to the byte. Keys are in the environment of this machine and of the workers.
    """
    os.environ.update(KEYS)
    words = ("s3://crawl/2031/", "--endpoint", bucket, "--json")
    printed = {}
    with two_workers(KEYS) as nodes:
        address = nodes.pop("address")
        os.environ.update(nodes)
        for name, more in {
            "one core": ("--cores", "1"),
            "all cores": (),
            "a cluster": ("--cluster", address),
        }.items():
            case = sandur_case(tmp_path / name)
            run = firsthand("sweep", case, *words, *more, home=tmp_path / name / "home")
            assert run.returncode == 0, run.stderr
            assert KEY not in run.stdout + run.stderr
            assert SECRET not in run.stdout + run.stderr
            printed[name] = run.stdout
        lineages = [
            firsthand(
                "trace", tmp_path / name / "case", *more, "--json", home=tmp_path / name / "home"
            )
            for name, more in (("one core", ()), ("a cluster", ("--cluster", address)))
        ]
        again = firsthand(
            "sweep", case, *words, "--cluster", address, "--take",
            home=tmp_path / "a cluster" / "home",
        )  # fmt: skip
    assert [run.returncode for run in lineages] == [0, 0]
    assert lineages[0].stdout == lineages[1].stdout
    told = _found(printed["one core"])
    assert {page["address"] for page in told["found"]} == set(PAGES)
    assert told["place"] == f"s3://crawl/2031/ at {bucket}"
    assert len(told["archives"]) == 3
    assert printed["all cores"] == printed["one core"]
    assert printed["a cluster"] == printed["one core"]
    taken = _found(again.stdout)["taken"]["preserved"]
    assert len(taken) == 4
    assert all(each["address"].startswith("s3://crawl/2031/") for each in taken)
    for path in (tmp_path / "a cluster").rglob("*"):
        assert not path.is_file() or SECRET.encode() not in path.read_bytes()
