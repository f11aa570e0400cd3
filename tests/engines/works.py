"""Work for engines to do: top-level functions, as everything that is sent to a process must be."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

from firsthand.model.document import Document, ReadState
from firsthand.model.moment import UncertainDate
from firsthand.store.codec import encode
from firsthand.trace.descent import trace_documents
from firsthand.trace.engine import HERE, Engine
from firsthand.trace.settings import TraceSettings


def square(number: int) -> int:
    return number * number


def scaled(by: list[int], number: int) -> int:
    """Something carried that is bigger than what is done with it."""
    return by[number] * number


def slow_first(number: int) -> int:
    """The first item takes longest, so that what is begun first is finished last."""
    time.sleep(0.3 if number == 0 else 0.0)
    return number


def noted(folder: Path, number: int) -> int:
    """Leaves a note that it was done."""
    (folder / str(number)).write_text("")
    return number


def process_of(number: int) -> int:
    time.sleep(0.05)
    return os.getpid() + 0 * number


def die(number: int) -> int:
    """As the kernel ends a process that takes too much memory: no goodbye."""
    if number == 3:
        os._exit(9)
    return number


def refuse(number: int) -> int:
    if number == 2:
        raise ValueError("expected another number than 2")
    return number


def sleep_long(number: int) -> int:
    time.sleep(60)
    return number


class Carried:
    """Work that counts how often it was packed to be sent."""

    packed = 0

    def __call__(self, number: int) -> int:
        return number + 1

    def __reduce__(self) -> tuple[type[Carried], tuple[()]]:
        self.packed += 1
        return Carried, ()


def place_of(number: int) -> tuple[int, str]:
    """Where a piece was done: the process, and the node it belongs to."""
    import ray

    time.sleep(0.2)
    return os.getpid(), str(ray.get_runtime_context().get_node_id()) + "" * number


def die_always(number: int) -> int:
    if number == 1:
        os._exit(9)
    return number


def pile(count: int) -> list[Document]:
    """Invented pages, every third of which repeats passages of earlier ones."""
    dice = random.Random(3)  # noqa: S311 - words, no secrets
    words = [f"{a}{b}" for a in ("ka", "lo", "mer", "tin", "su") for b in ("dan", "rik", "osh")]
    texts: list[str] = []
    for number in range(count):
        own = " ".join(f"{dice.choice(words)}{dice.randrange(999)}" for _ in range(60))
        if number % 3 == 2:
            source = dice.choice(texts)
            start = dice.randrange(max(1, len(source) - 200))
            own = f"{own[:200]} {source[start : start + 180]} {own[200:]}"
        texts.append(own)
    return [
        Document(
            capture=f"c{number}", locator="", address=f"http://a{number}.example/p",
            media_type="text/html", state=ReadState.READ, text=text,
            published=UncertainDate(edtf=f"2030-{1 + number // 28:02}-{1 + number % 28:02}", found="manifest"),
        )
        for number, text in enumerate(texts)
    ]  # fmt: skip


def traced(engine: Engine | None = None) -> bytes:
    """The lineage of the pile as its canonical bytes, drawn with an engine."""
    documents = pile(120)
    lineage = trace_documents(
        documents,
        attributions={},
        resolve=lambda name: name,
        settings=TraceSettings(),
        engine=engine or HERE,
    )
    assert len(lineage.derivations) >= 20
    return encode(lineage)
