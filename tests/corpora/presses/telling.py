"""Say what a programme did, in our own words: places, ages, figures. People and places are invented.

In: dice.  Out: an event, and sentences about it in two styles that share no wording.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

PLACES = (
    ("Korland", "科兰"), ("Ostmark Valley", "东谷"), ("Velia", "维利亚"), ("Nuram", "努拉姆"),
    ("Tessin Province", "泰辛省"), ("Qarabel", "卡拉贝尔"), ("Hadria", "哈德里亚"), ("Lower Simia", "下西米亚"),
    ("Belmar County", "贝尔马县"), ("Aksu", "阿克苏"), ("Mirzan", "米尔赞"), ("Odrin", "奥德林"),
    ("South Pellas", "南佩拉斯"), ("Garmsir", "加尔姆西尔"), ("Tolmach", "托尔马奇"), ("Rivan", "里万"),
    ("Upper Ister", "上伊斯特"), ("Zemlin", "泽姆林"), ("Karst District", "喀斯特区"), ("Yarun", "亚伦"),
)  # fmt: skip
THINGS = (
    ("DNA samples", "DNA样本"), ("fingerprints", "指纹"), ("iris scans", "虹膜图像"),
    ("blood samples", "血样"), ("voice recordings", "声纹"), ("photographs of the face", "人脸照片"),
)  # fmt: skip


@dataclass(frozen=True)
class Event:
    """What was done, where, to whom, how much."""

    place: int
    thing: int
    low: int
    high: int
    many: int
    year: int
    villages: int
    cost: int


def happened(dice: random.Random) -> Event:
    """An event that nobody has told yet."""
    return Event(
        place=dice.randrange(len(PLACES)),
        thing=dice.randrange(len(THINGS)),
        low=dice.randint(3, 18),
        high=dice.randint(55, 75),
        many=dice.randint(12_000, 9_900_000),
        year=dice.randint(2011, 2019),
        villages=dice.randint(12, 640),
        cost=dice.randint(3, 90),
    )


def told(event: Event, language: str, style: int, dice: random.Random) -> list[str]:
    """One to three sentences about it, in one of two styles with no wording in common."""
    forms = (CHINESE if language == "zh" else ENGLISH)[style]
    said = [_filled(form, event, language, dice) for form in forms]
    return dice.sample(said, dice.randint(1, 3))


CLAUSES = (
    "[with|after|counting] {many} people [examined|swabbed|called in|registered]",
    "[people|residents|villagers] aged {low} to {high} in {place}",
    "{thing} [taken|gathered|collected] in {place} [in|during] {year}",
    "{villages} [villages|hamlets] [visited|closed off]",
    "[as|because] [police|nurses|officers] [took|collected] {thing}",
    "[some|about|nearly] {about:,} thousand persons [concerned|listed]",
)
CLAUSES_ZH = (
    "[共|已有|约]{many}人[被登记|接受检查|抽血]", "{place}{low}至{high}岁[居民|村民]",
    "{year}年[警方|民警][采集|提取]{thing}", "[走遍|涉及]{villages}个[村庄|村子]",
)  # fmt: skip


def blended(event: Event, sentence: str, language: str, dice: random.Random) -> str:
    """A sentence of others with one thing about the event said in its middle."""
    han = language == "zh"
    clause = _filled(dice.choice(CLAUSES_ZH if han else CLAUSES), event, language, dice)
    if han:
        spot = sentence.find("，") + 1 or len(sentence) // 2
        return f"{sentence[:spot]}{clause}，{sentence[spot:]}"
    words = sentence.split(" ")
    spot = dice.randint(len(words) // 3, 2 * len(words) // 3)
    inside = clause if clause[0].isdigit() else clause[0].lower() + clause[1:]
    inside = inside if not inside.startswith("dNA") else "DNA" + inside[3:]
    return " ".join([*words[:spot], f"– {inside} –", *words[spot:]])


def _filled(form: str, event: Event, language: str, dice: random.Random) -> str:
    """A form with one way of saying taken in each bracket, and the event's own values."""
    han = language == "zh"
    plain = re.sub(r"\[([^\]]+)\]", lambda m: dice.choice(m[1].split("|")), form)
    said = plain.format(
        place=PLACES[event.place][han], thing=THINGS[event.thing][han], low=event.low,
        high=event.high, year=event.year, villages=event.villages, cost=event.cost,
        many=f"{event.many / 10_000:.1f}万" if han else f"{event.many:,}",
        about=round(event.many / (10_000 if han else 1_000)), age=dice.randint(24, 71),
        day=dice.randint(1, 28),
    )  # fmt: skip
    return said if han else said[0].upper() + said[1:]


ENGLISH = (
    (
        (
            "[police|officers|patrols|agents of the ministry|soldiers and nurses|men in plain clothes] "
            "[took|collected|gathered|obtained|drew|recorded] {thing} from "
            "[residents|inhabitants|people|villagers|farmers|herders] aged {low} to {high} in {place} "
            "[in the course of|throughout|over|during|in] {year}, [two clerks|a teacher|three drivers|"
            "relatives abroad|an order|minutes of a meeting] [told us|say|recall|confirm|made clear]."
        ),
        (
            "[going door to door|at night|with lists in hand|after the harvest|before the elections], "
            "[police|patrols|officials|teams] [carried out|ran|led] a [drive|sweep|round|effort] that "
            "[left|saw|had] {many} people [examined|called in|registered|processed|measured|swabbed] "
            "[at clinics|in school halls|at checkpoints|at home|in tents] by day {day} of the "
            "[tenth|last|ninth|eighth] month."
        ),
        (
            "[a ledger|an internal table|a circular|a slide|a notebook] [lists|counts|gives|names] "
            "{villages} [villages|hamlets|settlements|wards] [reached|visited|covered|closed off] "
            "[between spring and autumn|before the snow|within eleven weeks|since the thaw]."
        ),
        (
            "[a schoolteacher|a driver|a shopkeeper|a former nurse|a carpenter|a widow] of {age} "
            "[recalled|remembered|said by telephone|wrote] that [nobody|no household|no cousin of mine|"
            "not one neighbour] [was told why|could refuse|dared to stay away|was shown a paper]."
        ),
    ),
    (
        (
            "[authorities in|the government of|the administration of|leaders of] {place} "
            "[ordered|required|instructed|obliged] [everyone|anybody|all persons] [between|from] {low} "
            "and {high} [years old|years of age|years] to [hand over|give|provide|submit to] {thing} "
            "[that year|in {year}|by the end of {year}]."
        ),
        (
            "[some|about|an estimated|roughly] {about:,} thousand persons [went|were put|passed] through "
            "the [procedure|campaign|exercise|scheme], [figures we obtained|a budget paper|one memo|"
            "draft accounts] [suggest|indicates|would imply|puts it]."
        ),
        (
            "[the itinerary|a timetable|one rota|the plan] [mentions|includes|runs to] {villages} "
            "[communities|localities|places], [most of them poor|many remote|a few without roads|"
            "some above the tree line]."
        ),
        (
            "[equipment worth|devices costing|machines for|readers and kits at] {cost} million "
            "[were bought|had been ordered|stood ready|were leased] [beforehand|for it|under a contract|"
            "from one supplier], [a tender notice|the invoice|a contract|an audit] [states|adds|notes]."
        ),
    ),
)
CHINESE = (
    (
        ("[警方|民警|派出所|公安人员|医务人员|工作队]{year}年[挨家挨户|逐村|集中|分批|连夜][采集|收集|提取|录入]了"
        "{place}{low}至{high}岁[居民|村民|民众|牧民]的{thing}，[两名职员|一份文件|会议记录|海外亲属][证实|提到|说]。"),
        ("[秋收之后|选举之前|入冬以前|夜里]，[当地|乡里|县里][组织|带队|发动]的[行动|排查|普查][让|使|令]{many}人"
        "[接受检查|完成登记|被录入信息|抽了血]，[地点是学校|多数在卫生院|有人在家中完成|帐篷搭在路口]。"),
        ("[一本台账|一份内部表格|一张幻灯片|一份通报][列出|记下|统计了]{villages}个[村庄|村子|自然村|居民组]，"
        "[前后用了三个月|赶在下雪之前|从春天忙到秋天|道路一度封闭]。"),
        ("{age}岁的[教师|司机|店主|护士|木匠][回忆说|在电话里说|写道|记得]，[没有人|没有一户|谁也没有|邻居都没有]"
        "[被告知原因|能够拒绝|敢不去|见过文件]。"),
    ),
    (
        ("{place}[当局|政府|行政公署|领导层][要求|下令|规定|责成]年龄在{low}岁到{high}岁之间的[所有人|每个人|人员]"
        "[交出|提供|留下|登记]{thing}，[期限为当年|不得拖延|违者受罚]。"),
        ("[大约|估计|约有]{about}万人次[经历了|走完了|通过了]这一[程序|流程|工作]，[我们得到的数字|预算文件|一份备忘录]"
        "[显示|如此暗示|这样写]。"),
        "[走访名单|一份时间表|日程]上[有|列着|写着]{villages}处[社区|居民点|地方]，[大多贫困|许多地处偏远|有的没有公路]。",
        ("[价值|耗资]{cost}00万元的[设备|仪器|试剂][事先已经订购|为此而购买|由一家公司供应]，"
        "[招标公告|合同|审计报告][写明|可以证明|补充说]。"),
    ),
)  # fmt: skip
