from __future__ import annotations

import re

import pytest

from claim.found import said
from firsthand.claim import chinese
from firsthand.claim.lexicon import lexicon

WORDS = lexicon("zh")


def test_a_numeral_alone_needs_something_counted() -> None:
    """统一 (unified) holds a one; 一名 is one person."""
    assert list(chinese.find_numbers("统一", WORDS.numbers)) == []
    assert [written.number for written in chinese.find_numbers("一名", WORDS.numbers)] == [1]


def test_hidden_digits_leave_an_interval() -> None:
    (written,) = chinese.find_numbers("3.***万", WORDS.numbers)
    assert (written.low, written.high) == (30_000, 39_990)


SHARES = {"七至八成": (70, 80), "六七成": (60, 70), "每十人中就有九人": (None, None)}


@pytest.mark.parametrize("text", SHARES)
def test_a_share_may_be_a_range_of_tenths_or_so_many_of_ten(text: str) -> None:
    (written,) = (each for each in chinese.find_numbers(text, WORDS.numbers) if each.percent)
    assert (written.low, written.high) == SHARES[text]


@pytest.mark.parametrize("text", ["1880,0万人", "18.8万000人"])
def test_digits_that_cannot_be_right_are_not_mended(text: str) -> None:
    assert any(written.doubtful for written in chinese.find_numbers(text, WORDS.numbers))


def test_groups_of_three_may_be_parted_by_spaces() -> None:
    (written,) = chinese.find_numbers("58 731条", WORDS.numbers)
    assert written.number == 58_731


DATES = {
    "2017年10月": (2017, 10, 0),
    "2017年4月12日": (2017, 4, 12),
    "2017年十一月二十三日": (2017, 11, 23),
    "二〇一七年": (2017, 0, 0),
    "2019年春": (2019, 0, 0),
    "去年十一月": (0, 11, 0),
    "9月中旬": (0, 9, 0),
    "民国106年10月": (2017, 10, 0),
}


@pytest.mark.parametrize("text", DATES)
def test_a_date_is_read(text: str) -> None:
    assert re.fullmatch(chinese.date_pattern(WORDS, bare=True), text)
    assert chinese.read_date(text, WORDS) == DATES[text]


HEAD = "某县公安局民警对全县居民采集血样和指纹，录入数据库。"
BESIDE = {  # beside HEAD
    "自己造的": ("登记系统由移民署自己研发，共用三年。", ("compulsion", "voluntary")),
    "随意的": ("警方在城乡随意抽取居民血样。", ("compulsion", "voluntary")),
    "点名的工具": ("学校想拿它来当点名的工具。", ("compulsion", "mandatory")),
    "机构的义务": ("任何机构收集居民资料，都须依从保障资料的原则。", ("compulsion", "mandatory")),
    "赖以为生": ("条例拿居民赖以为生的身份证件做文章。", ("aim", "population_register")),
    "证件自己的用处": ("身份证是发给居民、用以识别身份的文件。", ("aim", "other")),
    "没有登记的": ("他说，没登记的居民还有好几千名。", ("scale", "2000-9999 persons")),
    "电头": ("（中央社台北14日电）居民都采了血样。", ("place", "台北")),
    "网站所在": ("德国调查新闻网站说，居民都采了血样。", ("place", "DE")),
    "从前的警察": ("前大连市公安刘某说，居民都采了血样。", ("place", "210200")),
    "户籍所属": ("居民到户籍所属派出所采血。", ("channel", "registration_office")),
}  # fmt: skip


@pytest.mark.parametrize("why", BESIDE)
def test_words_that_only_look_like_it_say_nothing(why: str) -> None:
    text, wrong = BESIDE[why]
    assert wrong not in said(HEAD + text)


SAID = {
    "不予发给": ("领身份证而不按规定捺指纹的，不予发给。", ("sanction", "id_card")),
    "健保": ("居民不捺指纹，健保也没得参加。", ("sanction", "healthcare")),
    "开户": ("居民不捺指纹，银行账户开不成。", ("sanction", "other")),
    "暗中": ("他们拿体检当幌子，背地里采走居民血样。", ("consent", "uninformed")),
    "硬来": ("民警硬给学生抽了血。", ("consent", "coerced")),
    "补齐资料": ("采血是为了把公民身份信息补齐。", ("aim", "population_register")),
    "走丢": ("采血用于防老人小孩走丢。", ("aim", "other")),
}  # fmt: skip


@pytest.mark.parametrize("why", SAID)
def test_what_it_costs_and_what_it_is_for_is_said_in_many_ways(why: str) -> None:
    text, wanted = SAID[why]
    assert wanted in said(HEAD + text)


def test_lines_around_an_article_say_nothing() -> None:
    assert said("使用听新闻功能须先接受本社隐私权规范，居民方可使用指纹。") == set()


def test_a_paternity_test_for_a_register_is_no_programme() -> None:
    text = "上户口要做亲子鉴定。亲子鉴定须本人到鉴定所，由工作人员抽血，按下指纹并拍照。"
    assert said(text) == set()


def test_a_span_after_a_verb_of_saying_is_the_programmes() -> None:
    text = "研究室日前发表报告，说从2016年6月到2022年7月，警方采集了居民DNA样本约91万份到120万份。"
    found = said(text, published="2022-09-14")
    assert {("period", "2016-06/2022-07"), ("scale", "910000-1200000 samples")} <= found


@pytest.mark.parametrize("text", ["20१7年5月", "20१7年११月", "২০17年5月"])
def test_digits_of_another_script_in_a_date_stop_no_reading(text: str) -> None:
    year, month, _ = chinese.read_date(text, lexicon("zh"))
    assert (year in {0, 2017}, month in {5, 11}) == (True, True)
