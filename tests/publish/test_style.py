"""Colours as the stylesheet has them, measured as WCAG 2 measures."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

CSS = files("firsthand.publish").joinpath("static/dossier.css").read_text("utf-8")
TEXT, SHAPE = 4.5, 3.0  # WCAG 2, 1.4.3 and 1.4.11, level AA
ON_PAPER = ("ink", "soft", "accent", "good", "plain", "bad", "none")


def schemes() -> dict[str, dict[str, str]]:
    light = re.findall(r"--(\w+): (#[0-9a-f]{6})", CSS.split("@media", 1)[0])
    dark = re.findall(r"--(\w+): (#[0-9a-f]{6})", CSS.split("@media", 2)[1])
    return {"light": dict(light), "dark": dict(dark)}


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_word_stands_out_from_what_it_stands_on(scheme: str) -> None:
    colours = schemes()[scheme]
    for ground in ("paper", "panel"):
        for ink in ON_PAPER:
            assert contrast(colours[ink], colours[ground]) >= TEXT, (ink, ground)
    assert contrast(colours["ink"], colours["mark"]) >= TEXT
    assert contrast(colours["edge"], colours["paper"]) >= SHAPE


def test_both_schemes_have_every_colour() -> None:
    both = schemes()
    assert both["light"].keys() == both["dark"].keys() >= {*ON_PAPER, "paper", "panel", "mark"}


def test_no_colour_is_written_outside_the_two_schemes_and_the_print() -> None:
    rules = re.sub(r":root \{[^}]*\}", "", CSS, flags=re.DOTALL)
    assert re.findall(r"#[0-9a-f]{3,6}\b(?!\w)", rules) == []


def test_what_is_known_by_colour_is_known_by_shape_too() -> None:
    for word in ("corroborated", "single_origin", "contested", "unsupported"):
        assert re.search(rf"\.standing\.{word}::before {{ content: ", CSS), word
    for kind in ("copy", "excerpt", "rewrite", "translation", "quotation"):
        assert re.search(rf"\.edges \.{kind} {{ stroke-", CSS), kind
