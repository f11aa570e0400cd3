"""A case about a register of voters with photographs: elements and words of its own, and three pages."""

from __future__ import annotations

from firsthand.claim.defined import read_elements
from firsthand.claim.vocabulary import base, changed
from firsthand.model.vocabulary import ChangeKind, Vocabulary, VocabularyChanged

ELEMENTS = """key,name,form,asks,codes,apart,unit,counts
photo_fee,Fee for the photo,codes,whether people pay for being photographed,paid|free|other,paid/free,,
photo_kiosk,Photo kiosks,count,at how many places pictures are taken,,,kiosks,things
"""
EN = r"""language = "en"
context = ["voter photos?", 'photograph(?:ed|s)? (?:\w+ ){0,2}voters?']

[[term]]
element = "photo_fee"
code = "paid"
words = ["paid", "charged"]
near = ["photo"]

[[term]]
element = "photo_fee"
code = "free"
words = ["free of charge"]

[[term]]
element = "photo_fee"
code = "other"
words = ["a loaf of bread"]

[[term]]
element = "photo_kiosk"
words = ["photo kiosks"]
"""
ZH = """language = "zh"
context = ["选民照片", "选民拍照"]

[[term]]
element = "photo_fee"
code = "free"
words = ["免费"]

[[term]]
element = "photo_kiosk"
words = ["照相站"]
"""
PAGES = {
    "a.txt": "Clerks photographed every voter in Nairobi at 412 photo kiosks in March 2019. "
    "Voters paid 50 shillings for the photo.",
    "b.txt": "The Electoral Commission said that it photographs voters free of charge. It opened 412 photo kiosks.",
    "c.txt": "选举委员会在内罗毕的412个照相站为每位选民拍照。选民照片免费。",
}


def vocabulary(*more: VocabularyChanged, words: bool = True) -> Vocabulary:
    """The vocabulary of that case, after *more* changes."""
    rows = read_elements(ELEMENTS.encode(), where="elements.csv")
    first = [add(*(row.element for row in rows))]
    if words:
        first += [say("en", EN), say("zh", ZH)]
    stands = base()
    for change in (*first, *more):
        stands = changed(stands, change)
    return stands


def add(*elements: object) -> VocabularyChanged:
    return VocabularyChanged(kind=ChangeKind.ADD, elements=tuple(elements), reason="r")  # type: ignore[arg-type]


def say(language: str, text: str) -> VocabularyChanged:
    return VocabularyChanged(
        kind=ChangeKind.WORDS, language=language, text=text, file=f"{language}.toml", reason="r"
    )


def step(kind: ChangeKind, name: str, *becomes: str) -> VocabularyChanged:
    element, _, code = name.partition(".")
    return VocabularyChanged(kind=kind, element=element, code=code, becomes=becomes, reason="r")
