"""A real S3 server on loopback: OpenStack Swift with s3api, four processes, one disk, one copy.

Started for one test session from an environment of its own (`scripts/setup tests` makes it from
`tests/swift.lock`) and ended with it.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request  # noqa: TID251 - is the server up that a test started?
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

TOP = Path(__file__).parent.parent.parent
SWIFT = Path(os.environ.get("FIRSTHAND_SWIFT", TOP / ".venv-swift")) / "bin"
KEY, SECRET = "test:tester", "hush-4711-hush"
SECONDS_MAX = 60.0  # to come up, on a busy machine
_SWIFT_CONF = """[swift-hash]
swift_hash_path_prefix = changeme
swift_hash_path_suffix = changeme
[storage-policy:0]
name = single
default = yes
"""
_NODE_CONF = """[DEFAULT]
bind_ip = 127.0.0.1
bind_port = {port}
workers = 0
swift_dir = {home}
devices = {home}/devices
mount_check = false
user = {user}
log_address = {home}/no-syslog
log_level = WARNING
[pipeline:main]
pipeline = {kind}-server
[app:{kind}-server]
use = egg:swift#{kind}
fallocate_reserve = 0
"""
_PROXY_CONF = """[DEFAULT]
bind_ip = 127.0.0.1
bind_port = {port}
workers = 0
swift_dir = {home}
user = {user}
log_address = {home}/no-syslog
log_level = WARNING
[pipeline:main]
pipeline = catch_errors gatekeeper healthcheck cache listing_formats s3api tempauth slo dlo proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:gatekeeper]
use = egg:swift#gatekeeper
[filter:healthcheck]
use = egg:swift#healthcheck
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:{nothing}
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:s3api]
use = egg:swift#s3api
s3_acl = false
location = us-east-1
[filter:tempauth]
use = egg:swift#tempauth
user_test_tester = {secret} .admin
[filter:slo]
use = egg:swift#slo
[filter:dlo]
use = egg:swift#dlo
"""


@contextmanager
def s3_server() -> Iterator[str]:
    """The endpoint of a server that is up; the keys are `KEY` and `SECRET`."""
    if not (SWIFT / "swift-proxy-server").exists():
        pytest.skip("OpenStack Swift is not installed: scripts/setup tests")
    home = Path(tempfile.mkdtemp(prefix="fh-swift-"))
    proxy, account, container, object_, nothing = _free_ports(5)
    (home / "devices" / "d1").mkdir(parents=True)
    (home / "swift.conf").write_text(_SWIFT_CONF)
    ports = {"account": account, "container": container, "object": object_}
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, home, ignore_errors=True)
        user = os.environ.get("USER") or _user()
        for kind, port in ports.items():
            (home / f"{kind}.conf").write_text(
                _NODE_CONF.format(kind=kind, port=port, home=home, user=user)
            )
            _ring(home, kind, port)
        (home / "proxy.conf").write_text(
            _PROXY_CONF.format(port=proxy, home=home, user=user, nothing=nothing, secret=SECRET)
        )
        servers = [stack.enter_context(_running(home, kind)) for kind in (*ports, "proxy")]
        _wait_for(f"http://127.0.0.1:{proxy}/healthcheck", servers, home)
        yield f"http://127.0.0.1:{proxy}"


def _user() -> str:
    return pwd.getpwuid(os.getuid()).pw_name


def _free_ports(count: int) -> list[int]:
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in held]
    for each in held:
        each.close()
    return ports


def _ring(home: Path, kind: str, port: int) -> None:
    builder = f"{home}/{kind}.builder"
    for words in (
        ["create", "2", "1", "0"],
        ["add", f"r1z1-127.0.0.1:{port}/d1", "1"],
        ["rebalance"],
    ):
        subprocess.run(
            [SWIFT / "swift-ring-builder", builder, *words], check=True, capture_output=True
        )


@contextmanager
def _running(home: Path, kind: str) -> Iterator[subprocess.Popen[bytes]]:
    with (home / f"{kind}.log").open("wb") as log:
        server = subprocess.Popen(
            [SWIFT / f"swift-{kind}-server", home / f"{kind}.conf", "-v"], stdout=log, stderr=log
        )
        try:
            yield server
        finally:
            server.kill()
            server.wait()


def _wait_for(address: str, servers: list[subprocess.Popen[bytes]], home: Path) -> None:
    end = time.monotonic() + SECONDS_MAX
    while time.monotonic() < end:
        assert all(server.poll() is None for server in servers), _said(home)
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310, TID251
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"no S3 server came up within {SECONDS_MAX} s: {_said(home)}")


def _said(home: Path) -> str:
    return "\n".join(f"{log.name}: {log.read_text()[-1500:]}" for log in home.glob("*.log"))
