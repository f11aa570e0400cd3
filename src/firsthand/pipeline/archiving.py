"""The life of the child that turns a browser's log into an archive, with its doors shut.

In: on standard input what to do, as JSON; handles of the files to write.  Out: the WACZ, and the receipt as canonical JSON. What
is read here comes from strangers; what is written here is believed only as far as the custody record's digest of it goes.
"""

from __future__ import annotations

import dataclasses
import json
import os
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import BinaryIO

from firsthand.model.custody import Fidelity
from firsthand.model.receipt import Kept, Receipt, Spoke, Visited
from firsthand.model.visit import Cookie
from firsthand.pipeline import rendered
from firsthand.pipeline.withheld import lines_without, unpacked, value_without
from firsthand.preserve.cookies import Withholding
from firsthand.preserve.exchanges import Exchange, Held
from firsthand.preserve.gated import Gated
from firsthand.preserve.initiators import LINE_BYTES_MAX, Initiators
from firsthand.preserve.netlog.reading import read_netlog
from firsthand.preserve.netlog.wire import Spoken, Wire
from firsthand.preserve.receipt import Heard, Tally, make_receipt, receipt_lines
from firsthand.preserve.wires import handshake_lines, refused_chains, wire_json
from firsthand.preserve.writing.pages import Page
from firsthand.preserve.writing.waczs import Package, write_wacz
from firsthand.preserve.writing.warcs import Aside, Beside, Preface
from firsthand.store.codec import decode, encode
from firsthand.tools.browser.private import ASKED, LOG
from firsthand.tools.doors import shut_doors


def main() -> None:
    """Live."""
    asked = json.loads(sys.stdin.buffer.read())
    visited = decode(asked["visited"].encode(), Visited)
    cookies = [decode(each.encode(), Cookie) for each in asked["cookies"]]
    streams = [os.fdopen(handle, "w+b") for handle in asked["handles"]]
    for open_door in shut_doors(written_bytes_max=asked["written_bytes_max"]):
        sys.stderr.write(f"{open_door}\n")
    archive, spool, scratch, receipt = streams
    made = Archiving(visited, cookies=cookies, folder=Path(asked["folder"])).write(
        archive, spool=spool, scratch=scratch
    )
    receipt.write(encode(made))
    for stream in streams:
        stream.close()


class Archiving:
    """One visit on its way into an archive."""

    def __init__(self, visited: Visited, *, cookies: Sequence[Cookie], folder: Path) -> None:
        self._withholding = Withholding.of(cookies, unpack=unpacked)
        self._visited = value_without(visited, self._withholding.secrets)
        self._folder = folder
        self._tally = Tally()
        self._wire = Wire()
        self._initiators = _initiators(folder / ASKED)
        self._main: Exchange | None = None
        self._kept: list[Kept] = []
        self._pages: list[Page] = []
        self.receipt: Receipt | None = None

    def write(self, archive: BinaryIO, *, spool: BinaryIO, scratch: BinaryIO) -> Receipt:
        """Write the archive without what vouches for it; the receipt that stands in it."""
        tool = self._visited.surroundings.tool
        preface = Preface(
            made=self._visited.finished,
            software=f"{tool}, {self._visited.surroundings.browser}",
            told=(("description", f"a capture of {self._visited.address}"),),
        )
        with (self._folder / LOG).open("rb") as log:
            write_wacz(
                self._items(log, spool),
                archive,
                scratch=scratch,
                preface=preface,
                package=Package(
                    pages=self._listed(), files=self._files(),
                    title=self._visited.address, main_address=self._visited.address,
                    main_moment=self._visited.began.utc,
                ),
                vouched=False,  # who starts this child has the key, and it stays there
            )  # fmt: skip
        assert self.receipt is not None, "it is made before the archive is whole"
        return self.receipt

    def _items(self, log: BinaryIO, spool: BinaryIO) -> Iterator[Exchange | Beside]:
        gated = Gated(self._visited.passages)
        found = self._initiators.named(gated.named(self._exchanges(log, spool)))
        for exchange in self._tally.watch(self._withholding.without(found)):
            self._look_for_main(exchange)
            yield exchange
        moment = self._visited.finished
        secrets = self._withholding.secrets
        address = self._visited.address
        page = rendered.page(self._visited, self._folder, main=self._main)
        page = dataclasses.replace(page, text=secrets.blank_text(page.text))
        self._pages = [page] if self._tally.answers else []
        for beside, kept in rendered.besides(
            self._visited,
            self._folder,
            is_read=rendered.has_more(page, self._main),
            secrets=secrets,
        ):
            self._kept.append(kept)
            yield beside
        for spoken in self._wire.spoken:
            yield from self._socket(spoken)
        yield Beside(
            address=f"{Aside.CHAIN}{address}",
            moment=moment,
            content_type="application/json",
            body=Held(data=secrets.blank(wire_json(self._wire, self._visited.passages))),
            kind="metadata",
            fidelity=None,
        )
        yield Beside(
            address=f"{Aside.INITIATORS}{address}",
            moment=moment,
            content_type="application/json",
            body=Held(data=secrets.blank(self._initiators.as_json())),
            kind="metadata",
            fidelity=None,
        )
        self.receipt = self._receipt()
        yield Beside(
            address=f"{Aside.RECEIPT}{address}",
            moment=moment,
            content_type="application/json",
            body=Held(data=encode(self.receipt)),
            kind="metadata",
            fidelity=None,
        )

    def _look_for_main(self, exchange: Exchange) -> None:
        """The first answer to the address at which the page stood in the end is the page itself."""
        if (
            self._main is None
            and exchange.response_head
            and exchange.address.partition("#")[0] == rendered.stood_at(self._visited)
        ):
            self._main = exchange

    def _exchanges(self, log: BinaryIO, spool: BinaryIO) -> Iterator[Exchange]:
        for found in read_netlog(log, spool):
            if isinstance(found, Wire):
                self._wire = found
            else:
                yield found

    def _socket(self, spoken: Spoken) -> Iterator[Beside]:
        """The messages of a socket."""
        lines = lines_without(spoken.lines, self._withholding.secrets)
        if lines is not spoken.lines:
            place = f"the messages of {spoken.address}"
            (self._withholding.left if lines is None else self._withholding.bodies).append(place)
        yield Beside(
            address=self._withholding.secrets.blank_text(f"{Aside.SOCKET}{spoken.address}"),
            moment=spoken.began,
            content_type="application/x-ndjson",
            body=lines or spoken.lines,
            kind="metadata",
            fidelity=Fidelity.DECODED if lines is spoken.lines else Fidelity.REWRITTEN,
            fields=(("Firsthand-Connection", str(spoken.connection)),),
        )

    def _receipt(self) -> Receipt:
        withheld, states = self._withholding, [each.name for each in self._kept]
        shown = [each for each in states if each.endswith(rendered.WITHHELD)]
        withheld.bodies += [each.removesuffix(rendered.WITHHELD) for each in shown]
        if shown:
            withheld.left += [each for each in ("the picture", "the print") if each in states]
        made = make_receipt(
            self._tally,
            self._visited,
            kept=self._kept,
            heard=Heard(
                frames=self._initiators.frames,
                sockets=tuple(map(_spoke, self._wire.spoken)),
                unwired=self._initiators.unwired,
                not_accepted=tuple(refused_chains(self._wire)),
            ),
            handshakes=tuple(handshake_lines(self._wire)),
            withheld=tuple(withheld.told()),
            left=tuple(withheld.left),
            problems=self._wire.problems,
        )
        return value_without(made, withheld.secrets)

    def _listed(self) -> Iterator[Page]:
        yield from self._pages

    def _files(self) -> Iterator[tuple[str, Held]]:
        assert self.receipt is not None, "files come after all records"
        words = "\n".join(receipt_lines(self.receipt)) + "\n"
        yield "logs/receipt.txt", Held(data=words.encode("utf-8", "replace"))


def _spoke(spoken: Spoken) -> Spoke:
    return Spoke(
        address=spoken.address, sent=spoken.sent, sent_bytes=spoken.sent_bytes,
        received=spoken.received, received_bytes=spoken.received_bytes, ended=spoken.ended,
    )  # fmt: skip


def _initiators(path: Path) -> Initiators:
    """What the browser told of who asked for what; nothing where it told nothing."""
    try:
        with path.open("rb") as stream:
            return Initiators(iter(partial(stream.readline, LINE_BYTES_MAX), b""))
    except FileNotFoundError:
        return Initiators()


if __name__ == "__main__":
    main()
