"""Measure finding the same picture and the same figures: quality on drawn truth, speed at size.

Run with the tests' folder on the path, in an environment with the program's dependencies:

    PYTHONPATH=src:tests python bench/pictures.py quality 100 200     # pictures a kind, seed
    PYTHONPATH=src:tests python bench/pictures.py real FOLDER ...     # pictures that lie on this machine
    PYTHONPATH=src:tests python bench/pictures.py speed 10000 100000 1000000
    PYTHONPATH=src:tests python bench/pictures.py same 1000000        # as many identical hashes
    PYTHONPATH=src:tests python bench/pictures.py tables 40 300       # tables, seed

Thresholds were chosen on seeds 1 to 13; other seeds are for reporting.
"""

from __future__ import annotations

import hashlib
import io
import resource
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
from PIL import Image

from corpora import drawn, tabled
from firsthand.model.picture import Picture
from firsthand.read.pictures import known_as
from firsthand.tools.pillow import see
from firsthand.trace.hamming import near_pairs
from firsthand.trace.pictures import BITS_APART_MAX, same_pictures
from firsthand.trace.tables import find_shared_figures

Label = tuple[str, int, str]  # kind, number, how it was changed


def looked_at(picture: Image.Image) -> Picture:
    """As a PNG that a page shows."""
    held = io.BytesIO()
    picture.save(held, "PNG", compress_level=1)
    data = held.getvalue()
    return known_as(see(data), digest=hashlib.sha256(data).hexdigest(), size=len(data))


def quality(count: int, seed: int) -> None:
    """Recall by change and kind; wrong pairs among other pictures, and among look-alikes."""
    labels: list[Label] = []
    pictures: list[Picture] = []

    def add(label: Label, picture: Image.Image) -> None:
        labels.append(label)
        pictures.append(looked_at(picture))

    for kind, draw in drawn.KINDS.items():
        for number in range(count):
            random = np.random.default_rng([seed, number, len(kind)])
            original = draw(random)
            add((kind, number, "original"), original)
            if number % 4 == 0:
                for name, change in drawn.CHANGES.items():
                    add((kind, number, name), change(original, random))
    for kind, styled in (("chart", drawn.chart), ("scan", drawn.scan)):
        for number in range(count // 2):
            for data in (1, 2):
                random = np.random.default_rng([seed, number, data])
                label = (kind, -number - 1, f"look-alike {data}")
                add(label, styled(random, style=1_000 * seed + number))
    _judge(labels, pictures)
    refused = Counter(
        kind for (kind, _, _), each in zip(labels, pictures, strict=True) if each.plain
    )
    print("refused of these", dict(refused), "of", len(pictures))
    _plain(count, seed)


def _plain(count: int, seed: int) -> None:
    plain = Counter[str]()
    for number in range(count):
        random = np.random.default_rng([seed, number, 99])
        for name, picture in drawn.plain_pictures(random).items():
            plain[f"{name}: {'refused' if looked_at(picture).plain else 'COMPARED'}"] += 1
    print("plain pictures", dict(sorted(plain.items())))


def _judge(labels: list[Label], pictures: list[Picture]) -> None:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    wrong, alike = Counter[str](), 0
    for one, other, _ in same_pictures(pictures):
        mine, theirs = labels[one], labels[other]
        if mine[:2] == theirs[:2]:
            alike += mine[2].startswith("look-alike")
            if mine[2] == "original":
                found[theirs[2]][mine[0]] += 1
        elif mine[2] == theirs[2] == "original":
            wrong[f"{mine[0]}/{theirs[0]}"] += 1
    changed = Counter((name, kind) for kind, _, name in labels)
    kinds = sorted({kind for kind, _, _ in labels})
    print(f"{'recall of':14}", *(f"{kind:>11}" for kind in kinds), f"{'all':>7}")
    sums = [0, 0]
    for name in drawn.CHANGES:
        if not changed[name, kinds[0]]:
            continue
        shares = [found[name][kind] / changed[name, kind] for kind in kinds]
        hit, whole = found[name].total(), sum(changed[name, kind] for kind in kinds)
        sums = [sums[0] + hit, sums[1] + whole]
        print(f"{name:14}", *(f"{share:11.3f}" for share in shares), f"{hit / whole:7.3f}")
    print(f"all changes {sums[0]}/{sums[1]} = {sums[0] / max(1, sums[1]):.4f}")
    originals = sum(name == "original" for _, _, name in labels)
    print(f"wrong pairs {dict(wrong)} of {originals * (originals - 1) // 2}")
    if looking := sum(name == "look-alike 1" for _, _, name in labels):
        print(f"look-alikes taken for the same {alike} of {looking}")


def real(folders: list[str]) -> None:
    """The pictures in folders, changed in all ways; those of one file or one look count as one."""
    labels: list[Label] = []
    pictures: list[Picture] = []
    met = set[str]()
    paths = sorted(
        p
        for f in folders
        for p in Path(f).rglob("*")
        if p.suffix.lower() in {".jpg", ".jpeg", ".png", ".webp"}
    )
    for path in paths:
        data = path.read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        seen = see(data)
        if digest in met or seen.grey is None or known_as(seen, digest=digest, size=1).plain:
            continue
        met.add(digest)
        with Image.open(io.BytesIO(data)) as opened:
            held = opened.convert("RGBA")
        original = Image.alpha_composite(Image.new("RGBA", held.size, "white"), held).convert("RGB")
        random = np.random.default_rng(len(met))
        labels.append(("real", len(met), "original"))
        pictures.append(looked_at(original))
        for name, change in drawn.CHANGES.items():
            labels.append(("real", len(met), name))
            pictures.append(looked_at(change(original, random)))
    print(f"{len(met)} pictures of {len(paths)} files")
    _judge(labels, pictures)


def speed(count: int) -> None:
    """Hashes of chance with one in ten near another: how long finding them takes."""
    random = np.random.default_rng(count)
    windows = 9
    main = random.integers(0, 256, (count, 25), dtype=np.uint8)
    copies = np.arange(0, count - 1, 10)
    flips = np.zeros((len(copies), 200), np.uint8)
    apart = random.integers(0, BITS_APART_MAX + 1, len(copies))
    for row, bits in enumerate(apart.tolist()):
        flips[row, random.choice(200, bits, replace=False)] = 1
    main[copies + 1] = main[copies] ^ np.packbits(flips, axis=1)
    rows = np.repeat(main, windows, axis=0)
    whole = np.arange(len(rows)) % windows < 2
    for low in range(0, len(rows), 100_000):
        part = rows[low : low + 100_000]
        noise = np.packbits(random.random((len(part), 200), np.float32) < 0.12, axis=1)
        noise[whole[low : low + 100_000]] = 0
        part ^= noise
    owner = np.repeat(np.arange(count), windows)
    before = time.process_time()
    ones, others, _ = near_pairs(rows, whole=whole, owner=owner, bits_max=BITS_APART_MAX)
    spent = time.process_time() - before
    found = set(zip(ones.tolist(), others.tolist(), strict=True))
    hit = np.array([(c, c + 1) in found for c in copies.tolist()])
    by = [
        f"{low}-{low + 7}: {hit[(apart >= low) & (apart < low + 8)].mean():.3f}"
        for low in range(0, BITS_APART_MAX, 8)
    ]
    _row(
        f"{count} pictures",
        spent,
        f"recall by bits apart {', '.join(by)}; other pairs {len(found) - int(hit.sum())}",
    )


def same(count: int) -> None:
    """A page each for one picture in as many different files as there are pages."""
    random = np.random.default_rng(1)
    row = random.integers(0, 256, (1, 25), dtype=np.uint8)
    rows = np.repeat(row, count, axis=0)
    rows[:, 0] ^= (np.arange(count) % 4).astype(np.uint8)
    before = time.process_time()
    ones, _, _ = near_pairs(
        rows, whole=np.ones(count, np.bool_), owner=np.arange(count), bits_max=BITS_APART_MAX
    )
    _row(f"{count} made to collide", time.process_time() - before, f"{len(ones)} pairs")


def tables(count: int, seed: int) -> None:
    """Recall by how a table was told again; wrong pairs by what the other page holds."""
    every = tabled.corpus(seed, count)
    by_id = {each.document.id: each for each in every}
    before = time.process_time()
    pairs = find_shared_figures([each.document for each in every])
    spent = time.process_time() - before
    found, wrong = Counter[str](), Counter[str]()
    right = 0
    for pair in pairs:
        one, other = by_id[pair.one], by_id[pair.other]
        if one.table != other.table:
            wrong[" with ".join(sorted((one.how, other.how)))] += 1
            continue
        right += 1
        if "first" in {one.how, other.how}:
            found[other.how if one.how == "first" else one.how] += 1
    for how in tabled.CHANGES:
        print(f"{how:26} {found[how]}/{count} = {found[how] / count:.3f}")
    print(
        f"all {found.total()}/{count * len(tabled.CHANGES)}; pairs of one table {right}, of two {wrong.total()} {dict(wrong)}"
    )
    _row(f"{len(every)} pages", spent, f"precision {right / max(1, len(pairs)):.4f}")


def _row(what: str, spent: float, more: str) -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(f"{what:24} {spent:8.1f} CPU s {peak:6} MiB  {more}", flush=True)


def main() -> None:
    """What the command line says."""
    what, *rest = sys.argv[1:]
    if what == "quality":
        quality(int(rest[0]), int(rest[1]))
    elif what == "real":
        real(rest)
    elif what == "speed":
        for count in rest:
            speed(int(count))
    elif what == "tables":
        tables(int(rest[0]), int(rest[1]))
    else:
        same(int(rest[0]))


if __name__ == "__main__":
    main()
