"""Find the Chromium of this system, and say with which flags it is started and why.

In: nothing.  Out: the program, its version, its flags. No browser is brought or fetched by us.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from firsthand.errors import MissingToolError
from firsthand.model.value import value
from firsthand.tools.gate_rules import NOWHERE

DEBIANS = Path("/usr/lib/chromium/chromium")  # without the script that adds flags of the system's
NAMES = ("chromium", "chromium-browser")
VERSION_SECONDS_MAX = 60
# Chromium says no more of a machine than this, whatever it is (User-Agent reduction, since version 107).
_SYSTEMS = {"linux": "X11; Linux x86_64", "darwin": "Macintosh; Intel Mac OS X 10_15_7"}
_VERSION = re.compile(r"\d+(?:\.\d+)+")

FLAGS = (
    "--disable-quic",  # HTTP/3 goes by UDP, past any proxy
    "--proxy-bypass-list=<-loopback>",  # loopback too goes through the gate, which refuses it
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # no name is looked up but by the gate
    "--dns-prefetch-disable",
    "--disable-async-dns",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-background-networking",
    "--disable-component-update",
    f"--component-updater=url-source=https://{NOWHERE}",
    f"--gaia-url=https://{NOWHERE}",  # it would ask who is signed in
    f"--variations-server-url=https://{NOWHERE}",
    "--disable-domain-reliability",
    "--disable-client-side-phishing-detection",
    "--safebrowsing-disable-auto-update",
    "--no-pings",
    "--disable-sync",
    "--disable-translate",
    "--disable-extensions",
    "--disable-gpu",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-crash-reporter",
    "--disable-breakpad",
    "--disk-cache-size=1",  # each resource comes over the wire each time
    "--js-flags=--max-old-space-size=2048",
    "--net-log-capture-mode=Everything",
)
ROOTS = "--no-sandbox"  # Chromium does not start as root with its own sandbox


@value
class Chromium:
    """The browser of this machine."""

    path: str
    version: str

    @property
    def user_agent(self) -> str:
        """What this version says of itself when a person uses it; without a window it would say HeadlessChrome.

        >>> Chromium(path="x", version="156.0.8078.108").user_agent.rpartition(" Chrome/")[2]
        '156.0.0.0 Safari/537.36'
        """
        system = _SYSTEMS.get(sys.platform, _SYSTEMS["linux"])
        major = self.version.partition(".")[0]
        return (
            f"Mozilla/5.0 ({system}) AppleWebKit/537.36 (KHTML, like Gecko) "
            f"Chrome/{major}.0.0.0 Safari/537.36"
        )


def find_chromium() -> Chromium:
    """The browser that captures.

    Raises:
        MissingToolError: there is none.
    """
    path = str(DEBIANS) if os.access(DEBIANS, os.X_OK) else None
    path = path or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        raise MissingToolError("pages are captured with Chromium: apt install chromium")
    try:
        said = subprocess.run(  # noqa: S603 - a program of the system's
            [path, "--version"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=VERSION_SECONDS_MAX,
            check=False,
        ).stdout.decode("utf-8", "replace")
    except (OSError, subprocess.TimeoutExpired) as problem:
        raise MissingToolError(f"{path} does not start: {problem}") from None
    found = _VERSION.search(said)
    if found is None:
        raise MissingToolError(f"{path} does not say which version it is: is it Chromium?")
    return Chromium(path=path, version=found[0])


def flags(*, port: int, log: Path, is_root: bool, user_agent: str) -> tuple[str, ...]:
    """With what the browser is started: the gate at *port* is its only way out, *log* its log.

    The name is given as a flag too: scripts of service workers are asked for under no other.
    """
    own = (
        f"--proxy-server=socks5://127.0.0.1:{port}",
        f"--log-net-log={log}",
        f"--user-agent={user_agent}",
    )
    return (*FLAGS, *own, *((ROOTS,) if is_root else ()))
