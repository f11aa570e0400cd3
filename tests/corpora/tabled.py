"""Make tables of known truth, and tell them again as other pages do.

In: a seed.  Out: documents, and which repeat one table: in other words and another language, with
columns in another order, rows left out, figures rounded or told in thousands or 万. Beside them
stand tables of the same kind with other figures, and lists of what is everywhere.
"""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from firsthand.model.document import BlockRole, Document
from spoken import page

Rows = list[list[float]]

PLACES = {
    "en": [
        "Alder",
        "Birch",
        "Cedar",
        "Elm",
        "Hazel",
        "Juniper",
        "Larch",
        "Maple",
        "Oak",
        "Pine",
        "Rowan",
        "Spruce",
        "Willow",
        "Yew",
        "Ash",
    ],
    "zh": [
        "榆县",
        "桦县",
        "雪松县",
        "柳县",
        "榛县",
        "柏县",
        "枫县",
        "橡县",
        "松县",
        "杉县",
        "桐县",
        "梧县",
        "槐县",
        "竹县",
        "梅县",
    ],
    "ru": [
        "Ольха",
        "Береза",
        "Кедр",
        "Вяз",
        "Орех",
        "Сосна",
        "Клен",
        "Дуб",
        "Рябина",
        "Ель",
        "Ива",
        "Тис",
        "Ясень",
        "Липа",
        "Бук",
    ],
}
SAID = {
    "en": ("Residents examined, by county, as the office said in its yearly notice:", "The county totals were these.", "So many took part."),
    "zh": ("各县参加体检的居民人数如下：", "办公室公布了下列数字。", "以上为当年数据。"),
    "ru": ("Число осмотренных жителей по уездам:", "Ведомство сообщило следующие данные.", "Таковы итоги года."),
}  # fmt: skip


@dataclass(frozen=True)
class Told:
    """A page with a table; pages of one `table` repeat it, `how` says what was changed."""

    document: Document
    table: str
    how: str


def table(chance: random.Random) -> Rows:
    """Counts and shares: a column each of some size."""
    columns = chance.randint(2, 4)
    sizes = [chance.choice((4_000, 40_000, 300_000, 0)) for _ in range(columns)]
    sizes[0] = sizes[0] or 40_000
    rows = chance.randint(5, 14)
    return [
        [
            round(chance.uniform(10, 99), 1) if size == 0 else chance.randint(size // 4, size * 2)
            for size in sizes
        ]
        for _ in range(rows)
    ]


def written(number: int | float, language: str, how: str) -> str:  # noqa: PYI041 - told apart
    """A figure as a paper of that language writes it."""
    if isinstance(number, float):
        text = f"{number:.1f}"
        return (text.replace(".", ",") if language == "ru" else text) + (
            " %" if language == "ru" else "%"
        )
    if how == "rounded" and number >= 10_000:
        if language == "zh":
            return f"{number / 10_000:.2f}万"
        text = f"{number / 1_000:.1f}"
        return f"{text.replace('.', ',')} тыс." if language == "ru" else f"{text} thousand"
    if language == "zh":
        return str(number)
    return f"{number:,}".replace(",", "\u00a0" if language == "ru" else ",")


CHANGES: dict[str, Callable[[Rows, random.Random], Rows]] = {
    "as it was": lambda rows, _: rows,
    "rounded": lambda rows, _: rows,
    "columns moved": lambda rows, _: [row[::-1] for row in rows],
    "rows moved": lambda rows, chance: chance.sample(rows, len(rows)),
    "a third of rows left out": lambda rows, chance: chance.sample(
        rows, max(3, len(rows) * 2 // 3)
    ),
    "half of rows left out": lambda rows, chance: chance.sample(rows, max(3, len(rows) // 2)),
    "one column": lambda rows, _: [row[:1] for row in rows],
}


def told(
    rows: Rows, *, language: str, how: str, name: str, published: str, chance: random.Random
) -> Document:
    """A page with the table in words of its own."""
    said = SAID[language]
    places = chance.sample(PLACES[language], len(rows))
    lines = [
        f"{place} " + " ".join(written(number, language, how) for number in row)
        for place, row in zip(places, rows, strict=True)
    ]
    words = [chance.choice(said), f"{name} {chance.random():.12f}"[:20].replace("0.", "no ")]
    shape = chance.choice(("running text", "lines", "cells"))
    if shape == "cells":
        cells = [
            [place, *(written(number, language, how) for number in row)]
            for place, row in zip(places, rows, strict=True)
        ]
        document = page(
            "\n".join([words[0], *(cell for row in cells for cell in row)]),
            address=f"https://{name}.example/", published=published, language=language,
        )  # fmt: skip
        paths = ["/html/body/p[1]"] + [
            f"/html/body/table[1]/tr[{r}]/td[{c}]"
            for r, row in enumerate(cells, 1)
            for c in range(1, len(row) + 1)
        ]
        blocks = [
            dataclasses.replace(
                block, path=path, role=BlockRole.BOILERPLATE if "table" in path else block.role
            )
            for block, path in zip(document.blocks, paths, strict=True)
        ]
        return dataclasses.replace(document, blocks=tuple(blocks))
    if shape == "running text":
        body = (", " if language != "zh" else "，").join(lines)
        return page(
            "\n".join([words[0], body + "."]),
            address=f"https://{name}.example/",
            published=published,
            language=language,
        )
    return page(
        "\n".join([words[0], *lines]),
        address=f"https://{name}.example/",
        published=published,
        language=language,
    )


def corpus(seed: int, count: int) -> list[Told]:
    """*count* tables, each told again in every way in some language, and as many decoys of each kind."""
    chance = random.Random(seed)  # noqa: S311 - drawn again from the same seed
    found: list[Told] = []
    for number in range(count):
        rows = table(chance)
        language = chance.choice(("en", "zh", "ru"))
        key = f"t{number}"
        date = f"20{chance.randint(20, 29)}-0{chance.randint(1, 9)}-1{chance.randint(0, 9)}"
        found.append(
            Told(
                told(
                    rows,
                    language=language,
                    how="",
                    name=f"{key}-first",
                    published=date,
                    chance=chance,
                ),
                key,
                "first",
            )
        )
        for place, (how, change) in enumerate(CHANGES.items()):
            again = told(
                change(rows, chance), language=chance.choice(("en", "zh", "ru")), how=how,
                name=f"{key}-{place}", published=f"2031-01-{place + 10}", chance=chance,
            )  # fmt: skip
            found.append(Told(again, key, how))
        other = [
            [
                n + chance.choice((-1, 1)) * max(1, n // 20)
                if isinstance(n, int)
                else round(n + 1.7, 1)
                for n in row
            ]
            for row in rows
        ]
        for kind, decoy in (("of another year", other), ("of the same kind", table(chance))):
            document = told(
                decoy,
                language=language,
                how="",
                name=f"{key}-{kind[-4:]}",
                published="2032-01-01",
                chance=chance,
            )
            found.append(Told(document, f"{key} {kind}", kind))
        for kind, lines in _everywhere(chance).items():
            text = "\n".join([chance.choice(SAID["en"]), *lines])
            document = page(
                text,
                address=f"https://{key}-{kind[:4]}.example/",
                published="2032-01-01",
                language="en",
            )
            found.append(Told(document, f"{key} {kind}", kind))
    return found


def _everywhere(chance: random.Random) -> dict[str, Sequence[str]]:
    """Lists of figures that many pages have without one following another."""
    names = PLACES["en"]
    ends = (".99", ".95", ".49", ".00", ".50")
    return {
        "prices": [
            f"{name} ${chance.choice((9, 14, 19, 24, 29, 49, 99, 149, 199))}{chance.choice(ends)}"
            for name in names
        ],
        "years": [
            f"{name} {chance.randint(1990, 2030)} to {chance.randint(1990, 2030)}" for name in names
        ],
        "dates": [
            f"{name} {chance.randint(1, 28)}.{chance.randint(1, 12)}.20{chance.randint(10, 30)}"
            for name in names
        ],
        "page numbers": [f"{name} {chance.randint(1, 400)}" for name in names],
        "times": [f"{name} {chance.randint(6, 22)}:{chance.randint(0, 59):02}" for name in names],
        "telephones": [f"{name} +1 202 555 0{chance.randint(100, 199)}" for name in names],
    }
