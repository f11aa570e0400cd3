"""Choose which pictures in common a reader may be told of.

In: a dossier, and the digests that stay behind.  Out: groups of pages that show the same picture.
A picture's digest lets a reader test a guess at a form that was filled in, so neither a picture that
stays behind is told nor one on a page that does. Blocking words is not done here but in `redact`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator

from firsthand.model.picture import SamePicture
from firsthand.publish.dossier import Dossier

SHARED_BY_MIN = 2  # one page has a picture in common with nobody


def open_groups(dossier: Dossier, *, left_behind: Collection[str]) -> Iterator[SamePicture]:
    """The groups of *dossier* without what is *left_behind*."""
    captures = {document.id: document.capture for document in dossier.documents}
    for group in dossier.lineage.pictures:
        uses = tuple(
            use
            for use in group.uses
            if use.digest not in left_behind and captures.get(use.document) not in left_behind
        )
        if len(uses) < SHARED_BY_MIN:
            continue
        known = {use.document for use in uses}
        yield dataclasses.replace(
            group,
            uses=uses,
            digest=group.digest if group.digest in {use.digest for use in uses} else uses[0].digest,
            documents_count=group.documents_count - len(group.uses) + len(uses),
            first=group.first if group.first in known else None,
        )
