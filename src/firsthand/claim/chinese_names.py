"""Names of places in Chinese by their signs: those before a word for a place, behind a name that is known, in a row.

In: a sentence in hand.  Out: where names may stand, with their shape. Most are no places, or not the programme's:
that is told in `claim.settled`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from firsthand.claim.folding import spell
from firsthand.claim.reading import Reading

SIGNS_MAX = 9  # of a name in Chinese
LONG_SIGNS = 13  # of one that begins with a known name, or behind one
ROW_SIGNS = 7  # of a name in a row
ROW_SIGNS_BARE = 5  # in a row of which none is known
BARE_SIGNS = 4  # of a kind that is no name: 各省, 州政府
Shape = tuple[int, int, tuple[str, ...]]

_KIND_HAN = re.compile(
    r"(?:自治州|自治县|自治区|特区|地区|林区|矿区|园区|街道|社区|片区|老区|新区|开发区|工业园|难民营|营地|看守所|派出所|拘留所|监狱|惩教所|戒毒所|机场|码头|口岸|车站|火车站|医院|卫生院|小学|中学|国小|国中|高中|大学|学院|学校|幼儿园|工厂|农场|牧场|清真寺|体育馆|体育场|动物园|乐园|公园|小区|大厦|广场|三府|[省市县区乡镇村旗盟州邦府岛营城寨屯庄湾港])"
)
_EDGE_HAN = re.compile(
    r"[^\u3400-\u9fff]|[在于到从自的由至和与及为是对将向把被给经来赴往了本该各全某这那等让使请说称月日年天]"
)
_OPENS_HAN = frozenset("在从由自被把给向将对让请使")  # no name begins with these
_BARE_HAN = re.compile(
    r"(?:政府|州府|首府|农村|城市|都市|欧盟|联盟|[各多外全省本]省|[各多全本]市|香港)$"
)
_INSTITUTE_HAN = re.compile(
    r"(?:救助管理站|救助站|服务站|检查站|卫生站|警务站|工作站|客运站|高铁站|[东西南北]站|养[老护]院|敬老院|福利院|疗养院|[护养]中心|活动中心|服务中心|教育中心|签证中心|安置中心|登记站|[报集养投]名?点|村委会?|居委会?|宿舍|公寓|地铁|驾校|[一二三四五六七八九十女]中(?![国央心旬小])|商场|市场|边界(?:地区)?|家属院|公租房|[食药制化钢电车][品铁工]?厂|图书馆|博物馆|科技馆|大桥|油田|煤矿|关卡|航线|景区|诊所|新城|花园|家园|使馆|领事馆|签证处|隧道|工地|[东西]?[东西南北]部(?:边境)?(?:地区)?)"
)
_LEADS_HAN = re.compile(
    r"包括|例如|比如|其中|最近|近日|日前|近期|目前|昨天|今天|今年|去年|上[周月]|上午|下午|记者|更新|家住|住在|位于|前往|走进|通过|来到|进入|所有|其他|全国|系|去|赴|就|住|遍布"
)
_WHOLE_HAN = re.compile(r"全[国省市县港澳台疆](?:各[省地县市区])?(?![人民性年])")
_COUNTED_HAN = re.compile(r"(?<![\d.])\d{1,3}个(?:[省州县市区](?!民)|市镇|机场|港口|口岸)")
_IN_HAN = re.compile(
    r"(?<=[在于到赴])(?![这该此本各一所全其他她它我你上下中内外有每某那])([\u3400-\u9fff]{2,5}?)(?=警方|公安|法院|的(?:机场|口岸|港口|难民|营地|医院|学校|寄养|[\u3400-\u9fff]{0,4}点)|试[办点用行]|各|附近|首[次先]|率先|一[所家处名带]|[和与及、]|等[地城县市]|[县市]?[，,]?(?:进行|展开|开展|上线|启用|实施|推行|举行|采集|采血|登记))"
)
_BODY_HAN = r"(?:警方|公安|法院|检察院|民警|警察|移民局|海关|教育局|交警|机场|一[所家名位]|某|当局|的[\u3400-\u9fff]{1,2}(?:女士|先生)|[首率][次先]|试点|将试)"
_OF_BODY_HAN = re.compile(rf"[\u3400-\u9fff]{{2,3}}?(?={_BODY_HAN})")
_ROW_HAN = re.compile(
    r"(?:[\u3400-\u9fff]{1,8}、){1,40}(?:[\u3400-\u9fff]{1,8}?(?=等|[两三四五六七八九十]|之间|[县镇市省区州]?[\d，,。；;：:）)\s]|$|共有|都|[和与及以]))(?:以?[和与及]([\u3400-\u9fff]{2,6}?)(?=[的等]|[，,。；;\s]|[两三四五六七八九十共都]|之间|$))?"
)
_BEFORE_ROW = re.compile(r".*(?:[在于到赴]|包括|例如|只有)")
_UNITS_HAN = frozenset("省市县区府州邦盟旗镇乡村")
_UNIT_ENDS_HAN = re.compile(r"[省市县区乡镇州旗](?!长|委|政|民|级|公安)")
_PARTS_HAN = re.compile(r"[^\u3400-\u9fff#\d、]|[的在]")
_FOREIGN_HAN = re.compile(
    r"[阿埃艾爱安奥巴班贝比宾波博布达戴丹德登迪蒂杜多厄恩尔法费菲芬弗福富冈戈格古瓜哈海汉豪赫霍基吉加贾杰捷津卡坎堪康考科克肯库拉莱兰劳勒雷里利列林伦卢鲁罗洛马迈曼毛梅门蒙米明莫姆木穆纳奈南内尼涅努诺欧帕潘佩珀彭皮平普齐奇恰乔切琼萨赛桑瑟森沙山舍圣施史斯苏索塔泰坦汤特提廷图托瓦万旺威韦维温文沃乌武西希锡夏谢辛休许雅亚延扬耶伊因英尤约赞扎詹兹佐泽榜隆邦甘藏措]{3,7}"
)


def in_han(reading: Reading) -> Iterator[Shape]:
    """Signs before one for a place, from one sign that parts words on; and those that foreign names are written with."""
    text = spell(reading.text)
    edges = [0, *(hit.end() for hit in _EDGE_HAN.finditer(text))]
    kinds = [
        hit
        for hit in _KIND_HAN.finditer(text)
        if not _BARE_HAN.search(text, max(0, hit.end() - BARE_SIGNS), hit.end())
    ]
    for hit in kinds:
        for start in [edge for edge in edges if edge <= hit.start()][-2:]:
            if hit.start() - start >= 1 and hit.end() - start <= SIGNS_MAX and _begins(text[start]):
                yield start, hit.end(), ("han", f"{hit.end() - start} signs", f"ends {hit[0][-1]}")
    for hit in _FOREIGN_HAN.finditer(text):
        yield *hit.span(), ("foreign", f"{hit.end() - hit.start()} signs")


def more_in_han(reading: Reading) -> Iterator[Shape]:
    """What a name that is known, a word before it or a row of names shows."""
    text = spell(reading.text)
    starts, firm = _starts(text, reading)
    yield from _of_kinds(text, starts, firm)
    for name, pattern in (("whole", _WHOLE_HAN), ("counted", _COUNTED_HAN)):
        for hit in pattern.finditer(text):
            yield *hit.span(), (name,)
    for hit in _IN_HAN.finditer(text):
        yield *hit.span(1), ("behind in", f"{hit.end() - hit.start()} signs")
    for start in starts:
        of_body = _OF_BODY_HAN.match(text, start) if not start or start in firm else None
        if of_body is not None:
            yield *of_body.span(), ("before a body", "from a name" if start else "first")
    for hit in _ROW_HAN.finditer(text):
        yield from _row(text, hit, firm)


def _of_kinds(text: str, starts: Sequence[int], firm: AbstractSet[int]) -> Iterator[Shape]:
    """What ends with a word for a place and begins with a name that is known or behind one; and institutions."""
    for hit in _KIND_HAN.finditer(text):
        if not _BARE_HAN.search(text, max(0, hit.end() - BARE_SIGNS), hit.end()):
            for start in [at for at in starts if at in firm and at < hit.start()][-2:]:
                if _is_whole(text, start, hit):
                    yield start, hit.end(), ("han from a name", f"ends {hit[0][-1]}")
    for hit in _INSTITUTE_HAN.finditer(text):
        before = [at for at in starts if at < hit.start()][-3:]
        for start in before:
            if (start in firm or start == before[-1]) and _is_whole(text, start, hit):
                led = "from a name" if start in firm else "bare"
                yield start, hit.end(), ("institute", led, f"ends {hit[0][-1]}")


def _starts(text: str, reading: Reading) -> tuple[Sequence[int], AbstractSet[int]]:
    """Where a name may begin; and where a known one does, or what stands behind one or behind a word for a kind."""
    firm = {hit.end() for hit in _UNIT_ENDS_HAN.finditer(text)}
    firm.update(at for each, _ in reading.named for at in (each.start, each.end))
    leads = {hit.end() for each in (_EDGE_HAN, _LEADS_HAN) for hit in each.finditer(text)}
    every = sorted({0} | leads | firm)
    return [at for at in every if _begins(text[at : at + 1]) and text[at] not in _UNITS_HAN], firm


def _is_whole(text: str, start: int, kind: re.Match[str]) -> bool:
    return kind.end() - start <= LONG_SIGNS and not _PARTS_HAN.search(text, start, kind.start())


def _row(text: str, row: re.Match[str], known: AbstractSet[int]) -> Iterator[Shape]:
    """The names of a row, where one of them is known or what stands before it leads to places."""
    start, items = row.start(), []
    for each in row[0].split("、"):
        items.append((start, start + len(each)))
        start += len(each) + 1
    if row[1]:
        joined = 2 if text[row.start(1) - 2] == "以" else 1  # 以及; 和
        items[-1] = (items[-1][0], row.start(1) - joined)
        items.append(row.span(1))
    lead = _BEFORE_ROW.match(text, *items[0])
    if lead is not None:
        items[0] = (lead.end(), items[0][1])
    led = lead is not None and all(1 < end - start <= ROW_SIGNS_BARE for start, end in items)
    if not led and not any(start in known for start, _ in items):
        return
    for number, (start, end) in enumerate(items):
        if 1 <= end - start <= ROW_SIGNS and _begins(text[start]):
            place = "middle" if number else "first"
            yield start, end, ("row", "last" if number + 1 == len(items) else place)


def _begins(sign: str) -> bool:
    """Whether a name in Chinese can begin with it."""
    return "\u3400" <= sign <= "\u9fff" and sign not in _OPENS_HAN
