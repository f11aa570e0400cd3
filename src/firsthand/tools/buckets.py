"""Read what lies in a bucket: any store that speaks S3, at an address that the operator gave.

In: `s3://bucket/prefix`, and an endpoint where it is not Amazon's.  Out: what lies there, and its bytes. Only
reading is done, in ranges that are asked for again when they break off. boto3 enters through this
module alone. Keys come from where every S3 program takes them (the environment, `~/.aws`); they are never shown,
kept or sent on. Where there are none, nothing is signed, as public buckets want it. The machine's own role
(a service at a fixed address in some clouds) is not asked: nobody typed that address.
"""

from __future__ import annotations

import importlib
import re
import urllib.parse
from collections.abc import Iterator
from typing import Any, BinaryIO

from firsthand.errors import MissingToolError, OperatorError, SettingError
from firsthand.model.value import value

RANGE_BYTES = 16 << 20  # asked for at once: what a broken connection loses is no more
ATTEMPTS = 4  # at one range, beside what boto3 tries again by itself
CONNECT_SECONDS, READ_SECONDS = 10, 60
_ADDRESS = re.compile(r"s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(.*))?", re.DOTALL)


class NotReachedError(OperatorError):
    """what lies in the bucket could not be reached."""


@value
class Stored:
    """One thing in a bucket; the mark (its ETag) changes with its bytes."""

    key: str
    mark: str
    size_bytes: int


class Bucket:
    """A bucket, as far as a prefix."""

    def __init__(self, address: str, *, endpoint: str | None) -> None:
        """Take the address in; nothing is asked yet.

        Raises:
            MissingToolError: boto3 is not installed.
            SettingError: this is no address of a bucket, or the endpoint is none.
        """
        found = _ADDRESS.fullmatch(address)
        if found is None:
            raise SettingError(f"expected an address like s3://bucket/prefix, found {address!a}")
        self.name, self.prefix = found.group(1), found.group(2) or ""
        try:
            boto3: Any = importlib.import_module("boto3")
            self._faults: Any = importlib.import_module("botocore.exceptions")
            self._botocore: Any = importlib.import_module("botocore")
            config: Any = importlib.import_module("botocore.config")
        except ImportError:
            raise MissingToolError("a bucket needs boto3: install firsthand[s3]") from None
        self._client = self._connect(boto3, config, _checked(endpoint))

    def _connect(self, boto3: Any, config: Any, endpoint: str | None) -> Any:
        inner = importlib.import_module("botocore.session").get_session()
        inner.get_component("credential_provider").remove("iam-role")
        session = boto3.session.Session(botocore_session=inner)
        settings: dict[str, Any] = {
            "connect_timeout": CONNECT_SECONDS,
            "read_timeout": READ_SECONDS,
            "retries": {"mode": "standard", "max_attempts": ATTEMPTS},
            "request_checksum_calculation": "when_required",
            "response_checksum_validation": "when_required",
        }
        if endpoint:
            settings["s3"] = {"addressing_style": "path"}
        try:
            if session.get_credentials() is None:
                settings["signature_version"] = self._botocore.UNSIGNED
            return session.client(
                "s3",
                endpoint_url=endpoint,
                region_name=session.region_name or "us-east-1",
                config=config.Config(**settings),
            )
        except (self._faults.BotoCoreError, ValueError) as problem:
            raise SettingError(f"the settings for S3 cannot be used: {_plain(problem)}") from None

    @property
    def endpoint(self) -> str:
        """Where requests go."""
        return str(self._client.meta.endpoint_url)

    def listing(self) -> Iterator[Stored]:
        """Everything under the prefix, in the order of keys.

        Raises:
            NotReachedError: the bucket is not there, or not for us.
        """
        pages = self._client.get_paginator("list_objects_v2")
        try:
            for page in pages.paginate(Bucket=self.name, Prefix=self.prefix):
                for item in page.get("Contents", ()):
                    yield Stored(
                        key=item["Key"],
                        mark=item.get("ETag", "").strip('"'),
                        size_bytes=int(item["Size"]),
                    )
        except (self._faults.ClientError, self._faults.BotoCoreError) as problem:
            raise NotReachedError(
                f"s3://{self.name}/{self.prefix} cannot be listed at {self.endpoint}: {_plain(problem)}"
            ) from None

    def fetch(self, stored: Stored, into: BinaryIO) -> None:
        """Write all bytes of *stored*, range by range; they are of one version or it fails.

        Raises:
            NotReachedError: they could not be read to the end, or changed on the way.
        """
        into.writelines(
            self.piece(stored, start, min(start + RANGE_BYTES, stored.size_bytes))
            for start in range(0, stored.size_bytes, RANGE_BYTES)
        )

    def piece(self, stored: Stored, start: int, end: int) -> bytes:
        """Bytes *start* to *end* of *stored*, tried again where they break off."""
        why = ""
        for _ in range(ATTEMPTS):
            try:
                answer = self._client.get_object(
                    Bucket=self.name,
                    Key=stored.key,
                    Range=f"bytes={start}-{end - 1}",
                    IfMatch=f'"{stored.mark}"',
                )
                with answer["Body"] as body:
                    data: bytes = body.read(end - start + 1)
            except self._faults.ClientError as problem:
                why = _plain(problem)
                break  # the server has said no
            except (self._faults.BotoCoreError, self._faults.HTTPClientError, OSError) as problem:
                why = _plain(problem)
                continue
            if len(data) == end - start:
                return data
            why = f"expected {end - start} bytes from {start}, found {len(data)}"
        raise NotReachedError(f"s3://{self.name}/{stored.key}: {why}")


def _checked(endpoint: str | None) -> str | None:
    if not endpoint:
        return None
    try:
        parts = urllib.parse.urlsplit(endpoint)
        port = parts.port
    except ValueError:
        parts, port = urllib.parse.urlsplit(""), None
    if parts.scheme not in {"http", "https"} or not parts.hostname or port == 0:
        raise SettingError("expected an endpoint like https://host:port")
    if parts.username is not None or parts.password is not None:
        raise SettingError("an endpoint holds no keys: they come from the environment or ~/.aws")
    return endpoint


def _plain(problem: Exception) -> str:
    """What went wrong, in the server's words; nothing of what was sent."""
    answer = getattr(problem, "response", None)
    if isinstance(answer, dict):
        told = answer.get("Error", {})
        return f"{told.get('Code', 'refused')}: {told.get('Message', '')}"[:300].strip(": ")
    return " ".join(str(problem).split())[:300]
