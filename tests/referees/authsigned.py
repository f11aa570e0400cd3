"""authsign's verifier behind an address of this machine, with the roots in a file: run by the Python of the referees.

Its own server wants a certificate of a domain first, which it asks for on the network.
"""

from __future__ import annotations

import http.server
import json
import sys

from authsign.verifier import Verifier  # type: ignore[import-not-found]

VERIFIER = Verifier(sys.argv[1])


class Answering(http.server.BaseHTTPRequestHandler):
    """One signature a request, as `wacz validate` posts it."""

    def do_POST(self) -> None:
        """200 where it holds."""
        told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        try:
            VERIFIER(told)
            status = 200
        except Exception:  # noqa: BLE001 - whatever it raises, it does not believe
            status = 400
        self.send_response(status)
        self.end_headers()


server = http.server.HTTPServer(("127.0.0.1", 0), Answering)
sys.stdout.write(f"{server.server_address[1]}\n")
sys.stdout.flush()
server.serve_forever()
