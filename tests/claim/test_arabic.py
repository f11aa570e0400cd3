"""Every element is found in Arabic sentences of our own, and what is no programme gives nothing."""

from __future__ import annotations

import pytest

from claim.found import said

SAYING: dict[str, set[tuple[str, str]]] = {
    "أخذت الشرطة بصمات جميع السكان في محافظة كاشغر.": {("collector", "police"), ("modality", "fingerprint"), ("place", "653100")},
    "سحب الجيش الدم من كل رجال القرية.": {("collector", "military"), ("modality", "blood_sample")},
    "تُرسل عينات اللعاب من السكان إلى الشرطة.": {("modality", "other"), ("recipient", "police")},
    "من يرفض إعطاء بصماته يُحرم من المساعدات.": {("modality", "fingerprint"), ("sanction", "welfare")},
    "لم يطلب أحد موافقة الأهالي قبل أخذ الحمض النووي من أطفالهم.": {("consent", "uninformed"), ("modality", "dna")},
    "رُبطت بصمات السكان برقم الهوية.": {("linkage", "national_id"), ("modality", "fingerprint")},
    "لم يتضح ما إذا كانت الأمهات على علم بأن دم المواليد يُحفظ.": {("consent", "unknown")},
    "التسجيل البيومتري للاجئين إلزامي.": {("compulsion", "mandatory")},
    "يُفحص كل مسافر في المطار وتُمسح قزحيته.": {("channel", "border"), ("modality", "iris")},
    "صوّر حرس الحدود وجوه المسافرين عند المعبر.": {("channel", "border"), ("collector", "border_agency"), ("modality", "face")},
    "طاف الممرضون من بيت إلى بيت وأخذوا مسحات من الفم من القرويين.": {("channel", "home_visit"), ("collector", "health_authority"), ("modality", "other")},
}  # fmt: skip
NOTHING = [
    "وُجدت بصمة القاتل على السكين.",
    "اشتريت هاتفا يفتح ببصمة الإصبع.",
]  # fmt: skip


@pytest.mark.parametrize("text", SAYING)
def test_arabic_says_it(text: str) -> None:
    """Each element in words that news, notices and witnesses use."""
    assert said(text, published="2020-06-15") >= SAYING[text]


@pytest.mark.parametrize("text", NOTHING)
def test_a_crime_and_a_gadget_are_no_programme(text: str) -> None:
    assert said(text) == set()


SCENES: dict[str, tuple[set[tuple[str, str]], set[tuple[str, str]]]] = {
    "قالت الوزارة إن عدد المواطنين المستهدفين بالبصمة يبلغ 610 آلاف شخص، أجرى 598 ألف مواطن منهم البصمة البيومترية.": ({("scale", "598000-598000 persons")}, {("scale", "610000-610000 persons")}),
    'سجلت الشرطة بصمات اللاجئين في مخيم "الوادي" بين يناير ومارس 2021.': ({("place", "الوادي"), ("period", "2021-01/2021-03")}, {("period", "2021"), ("period", "2021-01")}),
    "سجلت الشرطة قزحيات المسافرين في المنافذ منذ بدء تشغيل النظام في عام 2005 وحتى نهاية العام الماضي.": ({("period", "2005/.."), ("modality", "iris")}, {("period", "2005"), ("period", "../2009")}),
    "أخذت الشرطة بصمة أعينهم من السجناء جميعا.": ({("modality", "iris")}, {("modality", "fingerprint")}),
}  # fmt: skip


@pytest.mark.parametrize("text", SCENES)
def test_what_stands_beside_the_matter_is_not_its_own(text: str) -> None:
    """Who is only called is no count, a camp in quotation marks is a place, and a month may be joined to "and"."""
    wanted, beside = SCENES[text]
    assert said(text, published="2010-05-01") & (wanted | beside) == wanted


def test_of_a_row_of_figures_those_who_did_it_are_counted() -> None:
    """Who is called, and who did not come, stand in other clauses of the same sentence."""
    text = "تؤخذ بصمات جميع المقيمين. فالمستهدفون منهم نحو مليون و700 ألف مقيم، بصم منهم مليون و480 ألفا، أما من لم يتقيد فنحو 95 ألف مقيم."
    found = said(text, published="2024-09-24")
    assert ("scale", "1480000-1480000 persons") in found
    assert not any(value.startswith(("1700000", "95000")) for _, value in found)
