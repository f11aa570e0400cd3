"""Change a text as presses do: copy, cut, rewrite, spin, misread, reorder, convert, quote.

In: pieces (sentences that remember from which first sentence they come) and dice.  Out: pieces.
How pages are put together from them is not done here but in `spread`.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

CONVERTED = Path(__file__).parent / "kept" / "hant.txt"


@dataclass(frozen=True)
class Piece:
    """A sentence as a page prints it, and the sentence it first was."""

    text: str
    root: str
    fact: bool = False


Paragraphs = list[list[Piece]]

SPINS = {
    "use": "employ",
    "uses": "employs",
    "used": "employed",
    "using": "employing",
    "file": "document",
    "files": "documents",
    "system": "setup",
    "systems": "setups",
    "should": "ought to",
    "must": "has to",
    "can": "is able to",
    "may": "might",
    "allows": "permits",
    "allow": "permit",
    "provides": "offers",
    "provide": "offer",
    "shows": "displays",
    "show": "display",
    "following": "subsequent",
    "default": "preset",
    "specified": "given",
    "specify": "name",
    "called": "termed",
    "contains": "holds",
    "contain": "hold",
    "information": "data",
    "different": "distinct",
    "important": "crucial",
    "example": "instance",
    "because": "since",
    "however": "nonetheless",
    "also": "likewise",
    "only": "solely",
    "new": "fresh",
    "large": "big",
    "small": "little",
    "change": "alter",
    "changes": "alterations",
    "changed": "altered",
    "create": "make",
    "created": "made",
    "creates": "makes",
    "remove": "delete",
    "removed": "deleted",
    "removes": "deletes",
    "start": "begin",
    "starts": "begins",
    "end": "finish",
    "returns": "yields",
    "return": "yield",
    "number": "figure",
    "possible": "feasible",
    "usually": "normally",
    "often": "frequently",
    "available": "at hand",
    "necessary": "needed",
    "needs": "requires",
    "need": "require",
    "get": "obtain",
    "set": "fix",
    "sets": "fixes",
    "many": "numerous",
    "first": "initial",
    "several": "various",
    "when": "whenever",
    "if": "in case",
    "user": "person",
    "users": "persons",
    "program": "application",
    "programs": "applications",
    "command": "instruction",
    "commands": "instructions",
    "option": "choice",
    "options": "choices",
    "list": "roster",
    "line": "row",
    "lines": "rows",
    "name": "label",
    "names": "labels",
    "value": "quantity",
    "values": "quantities",
    "same": "identical",
    "before": "prior to",
    "after": "following",
    "without": "lacking",
    "about": "regarding",
    "police": "officers",
    "residents": "inhabitants",
    "samples": "specimens",
    "took": "gathered",
    "people": "individuals",
    "collected": "gathered",
    "said": "stated",
    "officials": "authorities",
    "county": "district",
    "villagers": "rural residents",
    "children": "minors",
}
SPINS_ZH = {
    "使用": "采用", "系统": "体系", "文件": "档案", "可以": "能够", "如果": "假如", "但是": "不过",
    "因为": "由于", "程序": "软件", "用户": "使用者", "需要": "必须", "显示": "展示", "包含": "含有",
    "提供": "给予", "所有": "全部", "命令": "指令", "设置": "设定", "默认": "缺省", "参数": "变量",
    "例如": "比如", "必须": "务必", "非常": "十分", "只有": "仅有", "开始": "起始", "改变": "更改",
    "采集": "收集", "居民": "民众", "警方": "公安机关", "孩子": "儿童", "表示": "指出", "目录": "文件夹",
}  # fmt: skip
BLURRED = {
    "rn": "m",
    "m": "rn",
    "l": "1",
    "o": "0",
    "e": "c",
    "h": "b",
    "i": "l",
    "cl": "d",
    "t": "f",
    "u": "v",
    "n": "ri",
    "s": "5",
    "a": "o",
    "g": "q",
    ".": ",",
}
BLURRED_ZH = {
    "日": "曰", "己": "已", "未": "末", "的": "旳", "人": "入", "大": "太", "土": "士", "天": "夭",
    "是": "昰", "在": "左", "为": "办", "可": "司", "不": "个", "用": "甩", "文": "又", "中": "申",
    "以": "似", "成": "戍", "后": "启", "名": "各", "个": "介", "或": "域", "定": "走", "行": "仃",
}  # fmt: skip


def copied(text: Paragraphs, _dice: random.Random, _words: list[str]) -> Paragraphs:
    """The same words."""
    return [list(p) for p in text]


def near(text: Paragraphs, dice: random.Random, words: list[str]) -> Paragraphs:
    """One to four words of the whole text are others."""
    out = [list(p) for p in text]
    for _ in range(dice.randint(1, 4)):
        paragraph = dice.choice(out)
        spot = dice.randrange(len(paragraph))
        paragraph[spot] = _word_changed(paragraph[spot], dice, words)
    return out


def rewritten(text: Paragraphs, dice: random.Random, words: list[str]) -> Paragraphs:
    """About one word in eight is another, gone or doubled; a sentence in six is dropped."""
    out: Paragraphs = []
    for paragraph in text:
        kept = [p for p in paragraph if p.fact or dice.random() > 1 / 6]
        done = [_many_changed(p, dice, words) for p in kept]
        if done:
            out.append(done)
    return out or [[_many_changed(text[0][0], dice, words)]]


def spun(text: Paragraphs, dice: random.Random, _words: list[str]) -> Paragraphs:
    """Every word that has a synonym in a list has it four times in five."""
    return [[replace(p, text=_spun(p.text, dice)) for p in paragraph] for paragraph in text]


def misread(text: Paragraphs, dice: random.Random, _words: list[str]) -> Paragraphs:
    """What a scanner makes of it: two to five letters in a hundred wrong."""
    rate = dice.uniform(0.02, 0.05)
    return [[replace(p, text=_misread(p.text, dice, rate)) for p in q] for q in text]


def reordered(text: Paragraphs, dice: random.Random, _words: list[str]) -> Paragraphs:
    """The same paragraphs in another order."""
    out = [list(p) for p in text]
    dice.shuffle(out)
    return out


def converted(text: Paragraphs, _dice: random.Random, _words: list[str]) -> Paragraphs:
    """Simplified characters turned into traditional ones."""
    return [[replace(p, text=p.text.translate(_hant())) for p in q] for q in text]


def excerpt(text: Paragraphs, dice: random.Random, count: int) -> list[Piece]:
    """*count* sentences that follow each other, of ordinary length."""
    flat = [piece for paragraph in text for piece in paragraph]
    start = dice.randrange(max(1, len(flat) - count + 1))
    return flat[start : start + count]


def _han(text: str) -> bool:
    return bool(re.search(r"[\u3400-\u9fff]", text))


def _word_changed(piece: Piece, dice: random.Random, words: list[str]) -> Piece:
    if _han(piece.text):
        spot = dice.randrange(max(1, len(piece.text) - 2))
        return replace(piece, text=piece.text[:spot] + dice.choice(words) + piece.text[spot + 1 :])
    parts = piece.text.split(" ")
    parts[dice.randrange(len(parts))] = dice.choice(words)
    return replace(piece, text=" ".join(parts))


def _many_changed(piece: Piece, dice: random.Random, words: list[str]) -> Piece:
    parts = list(piece.text) if _han(piece.text) else piece.text.split(" ")
    out: list[str] = []
    for part in parts[:-1]:
        draw = dice.random()
        if any(c.isdigit() for c in part) or draw > 0.125:
            out.append(part)
        elif draw > 0.08:
            out.append(dice.choice(words))
        elif draw > 0.04:
            out += [part, dice.choice(words)]
    joint = "" if _han(piece.text) else " "
    return replace(piece, text=joint.join([*out, parts[-1]]))


def _spun(text: str, dice: random.Random) -> str:
    if _han(text):
        for word, other in SPINS_ZH.items():
            if word in text and dice.random() < 0.8:
                text = text.replace(word, other)
        return text
    return re.sub(
        r"[A-Za-z]+",
        lambda m: SPINS[m[0]] if m[0] in SPINS and dice.random() < 0.8 else m[0],
        text,
    )


def _misread(text: str, dice: random.Random, rate: float) -> str:
    table = BLURRED_ZH if _han(text) else BLURRED
    out = []
    for letter in text:
        if dice.random() > rate or letter.isdigit():
            out.append(letter)
        elif letter in table:
            out.append(table[letter])
        elif dice.random() < 0.5:
            out.append(letter * 2)
    return "".join(out)


@cache
def _hant() -> dict[int, str]:
    pairs = (line.split("\t") for line in CONVERTED.read_text(encoding="utf-8").splitlines())
    return {ord(simple): full for simple, full in pairs}
