from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from captured import needs_chromium
from firsthand.tools.browser.apart import go_apart

APART = """
import json, os, socket
from firsthand.tools.browser.apart import go_apart, pretend_outside
before = os.readlink("/proc/self/ns/net")
why = go_apart()
tap = pretend_outside() if not why else None
found = {"why": why, "moved": os.readlink("/proc/self/ns/net") != before, "outside": tap is not None}
with socket.create_server(("127.0.0.1", 0)) as server:
    socket.create_connection(server.getsockname()).close()
try:
    socket.create_connection(("192.0.32.8", 80), timeout=2).close()
    found["reached"] = True
except OSError as problem:
    found["reached"] = False
if tap is not None:
    known = open("/proc/net/if_inet6").read() if os.path.exists("/proc/net/if_inet6") else ""
    found["sixth"] = "outside0" in known
print(json.dumps(found))
"""


def _said(*words: str) -> dict[str, object]:
    paths = os.pathsep.join(filter(None, sys.path))
    done = subprocess.run(
        [*words], stdout=subprocess.PIPE, check=True, env={**os.environ, "PYTHONPATH": paths}
    )
    told: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return told


def test_a_process_apart_reaches_loopback_and_nothing_else() -> None:
    told = _said(sys.executable, "-c", APART)
    if told["why"]:
        pytest.skip(str(told["why"]))
    assert (told["moved"], told["reached"]) == (True, False)
    if told["outside"]:
        assert told["sixth"] is False, (
            "an address that comes later is a change of network to a browser"
        )


def test_where_there_are_no_namespaces_it_is_said_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("firsthand.tools.browser.apart.sys.platform", "other")
    assert go_apart() == "this system has no network namespaces"


IGMP = (2, "224.0.0.22")  # does not leave the link, and names no host
OF_THE_LINK = {0, 58}  # of IPv6: the kernel looks for neighbours and says which groups it is in
LEAKS = """
import json, os, socket, sys, threading
from firsthand.tools.browser import apart
assert apart.go_apart() == ""
tap = apart.pretend_outside()
assert tap is not None
os.system("ip route add default dev outside0 2>/dev/null; ip -6 route add default dev outside0 2>/dev/null")
os.system("ip neigh add 192.0.2.9 lladdr 02:00:00:00:00:01 dev outside0 nud permanent")
os.system("ip route replace default via 192.0.2.9 dev outside0")
seen = []
def watch():
    while True:
        frame = os.read(tap, 65536)
        kind = frame[12:14]
        if kind == b"\\x08\\x00":
            seen.append((frame[23], socket.inet_ntoa(frame[30:34]), frame[36:38].hex()))
        elif kind == b"\\x86\\xdd":
            seen.append((frame[20], socket.inet_ntop(socket.AF_INET6, frame[38:54]), frame[56:58].hex()))
threading.Thread(target=watch, daemon=True).start()
from captured import reaching
from odd import Odd
from tools.browser.test_visiting import visiting
from firsthand.tools.browser.private import PrivateFolder
with Odd() as site, PrivateFolder() as folder:
    visit = visiting(site.at("/leaky"), folder.path, seconds=40)
    visit._apart = False
    said = [each.kind for each in visit]
    passed = sorted({each.host for each in visit.gate.passages})
leaked = list(seen)
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
    control.sendto(b"x", ("198.51.100.9", 3478))
import time
time.sleep(0.2)
print(json.dumps({"said": said, "passed": passed, "leaked": leaked, "control": seen[len(leaked):]}))
"""


@pytest.mark.browser
@pytest.mark.slow
@needs_chromium
@pytest.mark.skipif(
    sys.platform != "linux" or os.getuid() != 0, reason="a network of its own needs root here"
)
def test_by_its_flags_alone_the_browser_sends_nothing_past_the_gate() -> None:
    """
    a network with a way out that is watched, no namespace of the browser's own; a page that tries prefetching,
    WebRTC, WebTransport, beacons, workers: every name comes to the gate, no packet to the way out but the
    kernel's word to its own link that somebody listens for mDNS. A packet of our own shows that the watch sees.
    """
    told = _said(sys.executable, "-c", LEAKS)
    leaked = [tuple(each) for each in told["leaked"]]  # type: ignore[attr-defined]
    assert [each for each in leaked if each[:2] != IGMP and each[0] not in OF_THE_LINK] == []
    seen = [tuple(each) for each in told["control"]]  # type: ignore[attr-defined]
    assert [each for each in seen if each[:2] != IGMP and each[0] not in OF_THE_LINK] == [
        (17, "198.51.100.9", "0d96")
    ]
    passed = told["passed"]
    assert isinstance(passed, list)
    assert {"odd.test", "image.leak.example", "frame.leak.example", "worker.leak.example"} <= set(
        passed
    )
    assert "took" in told["said"]  # type: ignore[operator]
