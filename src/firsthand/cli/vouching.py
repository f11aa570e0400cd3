"""The verb by which a domain signs a web archive: vouch.

In: the operator's words.  Out: a signed archive and a request for a stamp, or the archive with the stamp; all by files.
"""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Annotated

import typer

from firsthand.cli.screen import Chain, Json, Shown, Take, print_json, say
from firsthand.errors import OperatorError


def vouch(  # noqa: PLR0913, PLR0917 - each option is by name
    archive: Annotated[
        Path, typer.Argument(metavar="FILE.wacz", help="the archive to sign or stamp")
    ],
    into: Annotated[
        Path, typer.Option("--into", metavar="FILE.wacz", help="where the new one goes")
    ],
    certificate: Annotated[
        Path | None,
        typer.Option(
            "--certificate",
            metavar="FILE",
            help="the domain's certificates in PEM, its own first, the root last",
        ),
    ] = None,
    key: Annotated[
        Path | None, typer.Option("--key", metavar="FILE", help="their private key in PEM")
    ] = None,
    domain: Annotated[
        str,
        typer.Option(
            "--domain", metavar="NAME", help="which, where the certificate is for several"
        ),
    ] = "",
    ask: Annotated[
        Path | None,
        typer.Option(
            "--ask", metavar="FILE", help="write the request for a stamp over the signature"
        ),
    ] = None,
    take: Take = None,
    chain: Chain = None,
    json_: Json = False,
) -> None:
    """Sign a web archive by a domain's certificate, or put an authority's stamp into it; nothing is sent from here."""
    from firsthand.pipeline import vouching

    with Shown() as progress:
        if take is None and ask is not None and certificate is not None and key is not None:
            done = vouching.sign(
                archive, certificates=certificate, key=key, into=into, query=ask, progress=progress, name=domain,
            )  # fmt: skip
        elif take is not None and (ask, certificate, key) == (None, None, None):
            done = vouching.stamp(archive, answered=take, into=into, progress=progress, chain=chain)
        else:
            raise OperatorError(
                "give --certificate FILE --key FILE --ask FILE to sign, or --take FILE to put a stamp in"
            )
    if json_:
        print_json(dataclasses.asdict(done))
    elif done.utc:
        say(
            f"{into}: signed for {done.domain} on {done.created}, stamped on {done.utc} by {done.authority}"
        )
    else:
        say(f"{into}: signed for {done.domain} on {done.created}, not stamped yet")
        say(
            f"    carry {ask} to an authority now: readers take a stamp of at most ten minutes later"
        )
        say(f"    then: firsthand vouch {into} --take ANSWER --into FILE")
