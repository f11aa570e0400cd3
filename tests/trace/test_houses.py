from __future__ import annotations

from clued import clues_of
from firsthand.trace.houses import Houses, house_name
from spoken import page


def test_what_a_house_is_called_besides_its_name_makes_it_no_other() -> None:
    """ "The Loop Two blog reported" names Loop Two, whose page is in the case"""
    there = page("It rained.", address="a", publisher="Loop Two")
    here = page("The Loop Two blog reported that it rained.", address="b")
    assert clues_of(there, here).named[1].keys() == {"Loop Two"}
    assert house_name("The Ash Courier newspaper") == "ash courier"


def test_a_name_that_was_cut_short_is_that_of_the_house_which_stands_there() -> None:
    text = "Вот что пишет «Вестник степи»: всё хорошо."
    houses = Houses(["Вестник степи", "Вестник гор"])
    assert houses.named("Вестник", text, text.index("Вестник")) == "Вестник степи"
    assert houses.named("Вестник", "Вестник пишет", 0) == "Вестник"


def test_a_name_of_two_houses_is_left_as_it_stands() -> None:
    assert Houses(["The Post", "Post"]).named("Post blog", "Post blog", 0) == "Post blog"


def test_what_a_chinese_sentence_hangs_on_to_the_name_of_a_house_is_no_part_of_it() -> None:
    """据晨光日报消息: the source is 晨光日报"""
    houses = Houses(["晨光日报"])
    for written in ("晨光日报消息", "晨光日报记者了解", "晨光日报讯"):
        assert houses.named(written, f"据{written}，详情尚待公布。", 1) == "晨光日报"
    assert houses.named("北山消息", "据北山消息", 1) == "北山消息"


def test_a_name_that_a_line_end_parts_is_that_of_the_house_which_stands_there() -> None:
    """A scanned page breaks its lines anywhere: of the name the reader has what stands on the second line."""
    text = "It rained in all six townships. The Juniper\nPrairie Herald reported it before anyone else did."
    houses = Houses(["Juniper Prairie Herald", "Copper Prairie Herald"])
    assert houses.named("Prairie Herald", text, text.index("Prairie")) == "Juniper Prairie Herald"
    assert houses.named("Prairie Herald", "The Prairie Herald reported it.", 4) == "Prairie Herald"
