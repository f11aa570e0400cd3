"""Turn bytes into text: by their mark, by what they declare, or by what they can only be.

In: bytes and what was declared.  Out: text, and a problem where the declaration was wrong, where
places had to be replaced, or where nothing fits. A declaration of an encoding in which any bytes are
letters (windows-1252 and its like) proves nothing and is checked against the letters it yields.
"""

from __future__ import annotations

import codecs
from collections.abc import Sequence

from charset_normalizer import from_bytes

from firsthand.model.problem import Problem, Severity

GUESS_BYTES = 64 * 1024  # enough to tell an encoding; guessing costs more than decoding
LOSS_SHARE_MAX = 0.01  # more replaced characters than this and the text is not to be relied on
STRANGE_SHARE_MAX = 0.3  # of bytes that fit no encoding; with more, what is left is no text
FEW_SEQUENCES = 4  # so few characters can be UTF-8 by chance: 联通 in GBK is
LIKELY = 0.35  # so much of what is not ASCII is common letters, or an encoding is not believed
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDER = {
    "gb2312": "gb18030", "gb_2312-80": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030",
    "cp936": "gb18030", "big5": "big5hkscs", "big5-hkscs": "big5hkscs", "x-x-big5": "big5hkscs",
    "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252",
    "us-ascii": "cp1252", "ascii": "cp1252", "shift_jis": "cp932", "sjis": "cp932",
    "x-sjis": "cp932", "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "tis-620": "cp874",
    "iso-8859-9": "cp1254", "utf8": "utf-8", "unicode": "utf-16",
}  # fmt: skip
# Python has codecs for other ends (`zip`, `rot13`, host names): no page is written in one.
_NO_PAGES = frozenset({"idna", "punycode", "undefined", "unicode-escape", "unicode_escape", "raw-unicode-escape", "raw_unicode_escape", "utf-7", "mbcs", "oem"})  # fmt: skip
_HAN = frozenset("的一是在不了有和人这這中大为為上个個国國我以要他时時来來用们們生到作地于於出就分对對成会會可主发發年动動同工也能下过過子说說产產种種面而方后後多定行学學法所民得经經十三之进進着著等部度家电電力里裡如水化高自二理起小物现現实實加量都两兩体體制机機当當使点點从從业業本去把性好应應开開它合还還因由其些然前外天政四日那社义義事平形相全表间間样樣与與关關各重新线線内內数數正心反你明看原又么麼利比或但质質气氣第向道命此变變条條只没沒结結解问問意建月公无無系军軍很情者最立代想已通并並提直题題党黨程展五果料象员員革位入常文总總次品式活设設及管特件长長求老头頭基资資边邊流路级級少图圖山统統接知较較将將组組见見计計别別她手角期根论論运運农農指几幾九区區强強放决決西被干做必战戰先回则則任取据據处處队隊南给給色光门門即保治北造百规規热熱领領七海口东東导導器压壓志世金增争爭济濟阶階油思术術极極交受联聯什认認六共权權收证證改清己美再采採转轉单單风風切打白教速花带帶安场場身车車例真务務具万萬每目至达達走积積示议議声聲报報斗鬥完类類八离離华華名确確才科张張信马馬节節话話米整空元况況今集温溫传傳土许許步群广廣石记記需段研界拉林律叫且究观觀越织織装裝影算低持音众眾书書布复復容儿兒须須际際商非验驗连連断斷深难難近矿礦千周委素技备備半办辦青省列习習响響约約支般史感劳勞便团團往酸历歷市克何除消构構府称稱太准準精值号號率族维維划劃选選标標写寫存候毛亲親快效斯院查江型眼王按格养養易置派层層片始却專专状狀育厂廠京识識适適属屬圆圓包火住调調满滿县縣局照参參红紅细細引听聽该該铁鐵价價严嚴，。、：；！？（）“”《》「」『』　血样樣警察居")  # fmt: skip
_KANA = frozenset(
    "のにはをたがでてとしれさいるなかもりらこまうっそあよくすきつけめえんどだアイウスルントラリコシクタドテレロッー、。"
)
_HANGUL = frozenset(
    "이다는을의에가고하지로한사은를도서기나어리자인시대들아해스있정부일수그라보제과전게만장주상원년여것위된으와소구적면성경동오"
)
_CYRILLIC = frozenset("оеаинтсрвлкмдп")
_ARABIC = frozenset("اليمنرتوبعدة")
_LATIN = frozenset(
    "éèàçêîôûäöüßñóíáúâãõåæøœëïùÿışğİĞŞąćęłńśźżčřšžýůőűățÉÈÀÇÖÜÄ’‘“”–—…«»°€£©®·•§\u00a0¿¡"
)
_GREEK = frozenset("αοιετσνηυρπκ")
_HEBREW = frozenset("יהולאתמרשנב")
_THAI = frozenset("านรกเงมยลวดทสอ่้ิี")
# Where two bytes make a letter, common letters do not come about by chance: these are tried first.
_WIDE = (
    ("gb18030", _HAN), ("big5hkscs", _HAN), ("euc_jp", _KANA), ("cp932", _KANA), ("cp949", _HANGUL),
)  # fmt: skip
_NARROW = (
    ("cp1251", _CYRILLIC), ("koi8-r", _CYRILLIC), ("cp1256", _ARABIC), ("iso8859-6", _ARABIC),
    ("cp1252", _LATIN), ("cp1250", _LATIN), ("cp1254", _LATIN), ("cp1253", _GREEK),
    ("cp1255", _HEBREW), ("cp874", _THAI), ("iso8859-5", _CYRILLIC), ("cp866", _CYRILLIC),
)  # fmt: skip
_LIKELY = dict(_WIDE + _NARROW)


def to_text(
    data: bytes, *, declared: Sequence[str | None], where: str
) -> tuple[str, list[Problem]]:
    """The text of *data*, and what was wrong with it; the first thing *declared* counts most."""
    named = [name for name in map(_known, declared) if name]
    if data.isascii() and (b"\x1b" not in data or not named):
        return data.decode("ascii"), []
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode(data[len(mark) :], encoding, where)
    wide = _without_mark(data)
    if wide:
        return _decode(data, wide, where)
    unknown = [
        _problem(
            "encoding-unknown", f"it is said to be in {name[:40]!a}, which nobody knows", where
        )
        for name in declared
        if name and not _known(name)
    ]
    text, problems = _tell(data, named, where)
    return text, [*unknown, *problems]


def _tell(data: bytes, named: list[str], where: str) -> tuple[str, list[Problem]]:
    """Decode what bears no mark: as UTF-8 if it is, as was said if that may be, else as is likely."""
    told = named[0] if named else None
    if _is_utf8(data, few_count=told not in {None, "utf-8"}):
        wrong = [_wrong(told, "utf-8", where)] if told and told != "utf-8" else []
        return data.decode("utf-8"), wrong
    for name in named:
        if _fits(data, name):
            return data.decode(name), []
    name, share = _likeliest(data)
    if _nearly_utf8(data):
        name = "utf-8"
    elif share < LIKELY:
        guess = _asked(data) or told
        if guess is None:
            share = sum(byte > 127 for byte in data[:GUESS_BYTES]) / len(data[:GUESS_BYTES])
            text = "" if share > STRANGE_SHARE_MAX else data.decode("ascii", "replace")
            return text, [_unfit(share, where)]
        name = guess
    text, lost = _decode(data, name, where)
    if told and told != name:
        return text, [_wrong(told, name, where), *lost]
    if not told and not lost:
        return text, [_problem("encoding-guessed", f"read as {name}, which nothing states", where)]
    return text, lost


def _decode(data: bytes, name: str, where: str) -> tuple[str, list[Problem]]:
    """The text, with a problem if places of it had to be replaced."""
    try:
        return data.decode(name), []
    except UnicodeDecodeError as problem:
        first = problem.start
    text = data.decode(name, "replace")
    lost = text.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    if lost > LOSS_SHARE_MAX * max(1, len(text)) and lost > 1:
        share = lost / len(text)
        return ("" if share > STRANGE_SHARE_MAX else text), [_unfit(share, where)]
    message = (
        f"{lost} places are not in {name}, the first at byte {first}: they are shown as \ufffd"
    )
    return text, [
        Problem(severity=Severity.WARNING, code="encoding-broken", message=message, where=where)
    ]


def _unfit(share: float, where: str) -> Problem:
    message = f"unreadable, because no encoding fits: {share:.0%} of it are letters of none"
    return Problem(severity=Severity.ERROR, code="unknown-encoding", message=message, where=where)


def _without_mark(data: bytes) -> str | None:
    """UTF-16 without a mark: in ASCII markup and spaces every second byte is nothing."""
    head = data[:4096]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) < len(head) // 20 or max(even, odd) < 2:
        return None
    if min(even, odd) * 10 > max(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _is_utf8(data: bytes, *, few_count: bool) -> bool:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not few_count or sum(letter > "\x7f" for letter in text[:GUESS_BYTES]) > FEW_SEQUENCES


def _nearly_utf8(data: bytes) -> bool:
    """Whether this is UTF-8 but for a few broken places: half a character at its end is one."""
    text = data.decode("utf-8", "replace")
    lost = text.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    whole = sum(letter > "\x7f" for letter in text[:GUESS_BYTES]) - lost
    return (lost == 1 and whole >= 1) or whole >= 20 * lost


def _fits(data: bytes, name: str) -> bool:
    """Whether a declared encoding is to be believed."""
    try:
        text = data.decode(name)
    except UnicodeError:
        return False
    likely = _LIKELY.get(name)
    share = _share(text[:GUESS_BYTES], likely) if likely else 1.0
    if share >= LIKELY:
        return True
    _, best = _likeliest(data)
    return best < max(2 * share, LIKELY)


def _likeliest(data: bytes) -> tuple[str, float]:
    """The encoding in which most of what is not ASCII are common letters, and how many."""
    head = data[:GUESS_BYTES]
    for encodings in (_WIDE, _NARROW):
        found = []
        for place, (name, likely) in enumerate(encodings):
            try:
                text = codecs.getincrementaldecoder(name)("strict").decode(head)
            except UnicodeDecodeError:
                continue
            found.append((_share(text, likely), -place, name))
        share, _, name = max(found, default=(0.0, 0, "utf-8"))
        if share >= LIKELY:
            return name, share
    return name, share


def _share(text: str, likely: frozenset[str]) -> float:
    """How much of what is not ASCII are letters of *likely*, in the company such letters keep.

    Letters of a Latin script stand among ASCII letters, those of any other among their own.
    """
    alone = likely is _LATIN
    found = total = 0
    before = "a"
    for letter, after in zip(text, f"{text[1:]}a", strict=False):
        if letter > "\x7f":
            total += 1
            accompanied = (before > "\x7f" and before.isalpha()) or (
                after > "\x7f" and after.isalpha()
            )
            found += letter in likely and accompanied is not alone
        before = letter
    return found / max(1, total)


def _asked(data: bytes) -> str | None:
    """What charset-normalizer takes it for."""
    best = from_bytes(data[:GUESS_BYTES]).best()
    if best is None:
        return None
    return _WIDER.get(best.encoding.replace("_", "-"), best.encoding)


def _known(name: str | None) -> str | None:
    if not name:
        return None
    plain = name.strip().strip("\"'").lower()
    try:
        found = codecs.lookup(_WIDER.get(plain, plain))
    except (LookupError, ValueError):
        return None
    is_text = getattr(found, "_is_text_encoding", False) and found.name not in _NO_PAGES
    return found.name if is_text else None


def _wrong(told: str, name: str, where: str) -> Problem:
    return _problem("encoding-wrong", f"it is said to be in {told}, it is in {name}", where)


def _problem(code: str, message: str, where: str) -> Problem:
    return Problem(severity=Severity.NOTE, code=code, message=message, where=where)
