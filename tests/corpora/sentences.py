"""Sentences to make corpora of: natural English, and Russian, Chinese and mixed ones of our own.

English is Python's own documentation, as every Python carries it (PSF licence): the same corpora on
every machine with the same Python. Russian and Chinese sentences are put together from words, each
with so many choices that two of them agree over a clause and no further.
"""

from __future__ import annotations

import ast
import random
import re
import sysconfig
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from pydoc_data.topics import topics

from firsthand.read.attributions import find_attributions
from firsthand.read.passages import split_passages
from spoken import page

LETTERS_MIN, LETTERS_MAX = 60, 240
FRESH_WINDOW = 22  # two sentences of the pool never agree in so many letters
_SENTENCE = re.compile(r"(?<![\w.])[A-Z][^.!?<>=_\\|\n*`{}\[\]]+[a-z)]\.(?=\s|$)")
_MODULES = (
    "argparse", "asyncio", "calendar", "codecs", "collections", "concurrent", "configparser",
    "ctypes", "datetime", "decimal", "difflib", "dis", "doctest", "email", "enum", "fractions",
    "functools", "heapq", "html", "http", "imaplib", "inspect", "ipaddress", "json",
    "logging", "mailbox", "multiprocessing", "optparse", "pathlib", "pdb",
    "pickle", "pickletools", "platform", "posixpath", "random", "re", "shutil", "smtplib",
    "socket", "socketserver", "ssl", "statistics", "string", "subprocess", "sqlite3", "tarfile",
    "tempfile", "textwrap", "threading", "tkinter", "tokenize", "trace", "traceback", "turtle",
    "typing", "unittest", "urllib", "uuid", "wave", "weakref", "webbrowser", "wsgiref", "xml",
    "xmlrpc", "zipfile",
)  # fmt: skip


def words(text: str) -> tuple[str, ...]:
    """Words parted by spaces, or phrases parted by bars."""
    return tuple(text.split("|") if "|" in text else text.split())


@cache
def english() -> tuple[str, ...]:
    """Natural sentences, no two alike, none that names a source."""
    seen: set[str] = set()
    kept = []
    for prose in (*(topics[key] for key in sorted(topics)), *_docstrings()):
        for found in _SENTENCE.finditer(re.sub(r"\s*\n\s*(?=\S)", " ", prose)):
            sentence = " ".join(found.group().split())
            letters = "".join(c for c in sentence.casefold() if c.isalnum())
            if not LETTERS_MIN <= len(letters) <= LETTERS_MAX or len(sentence.split()) < 9:
                continue
            windows = {
                letters[at : at + FRESH_WINDOW] for at in range(len(letters) - FRESH_WINDOW + 1)
            }
            if windows & seen:
                continue
            seen |= windows
            kept.append(sentence)
    return tuple(sentence for sentence in kept if not _names_a_source(sentence))


def _names_a_source(sentence: str) -> bool:
    made = page(sentence)
    return bool(find_attributions(made, passages=split_passages(made)))


def _docstrings() -> Iterator[str]:
    top = Path(sysconfig.get_path("stdlib"))
    for name in _MODULES:
        place = top / name
        paths = sorted(place.rglob("*.py")) if place.is_dir() else [top / f"{name}.py"]
        for path in paths:
            if path.exists() and "test" not in path.parts and "idle_test" not in path.parts:
                for node in ast.walk(ast.parse(path.read_bytes())):
                    if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
                        yield ast.get_docstring(node) or ""


_HAN_PLACE = "沙河北南东西青白黑金银铁石木松柏杨柳梅兰竹荷莲云雨雪霜风雷山岭谷川泉湖海江溪桥塔寺城关营屯堡寨坡坪滩湾岸洲岛港口林园圃田畴"
_HAN_KIND = ("县", "乡", "村", "镇", "区", "街道", "牧场", "农场")
_HAN_WHO = words(
    "居民 村民 牧民 学生 教师 老人 妇女 青年 商贩 司机 工人 农户 干部 医生 护士 会计 木匠 厨师 猎人 渔夫 裁缝 邮差 园丁 铁匠 矿工 船夫 僧人 歌手 画家 账房"
)
_HAN_WHERE = words(
    "卫生院 派出所 学校 村委会 文化站 图书馆 粮库 车站 水站 礼堂 仓库 集市 茶馆 祠堂 码头 药店 邮局 银行 球场 诊所 食堂 果园 磨坊 工棚 会议室 广播室 档案室 登记处 值班室 办公楼"
)
_HAN_WHEN = words(
    "清晨 中午 傍晚 深夜 春天 夏天 秋天 冬天 雨季 农忙时 开学前 节日后 上个月 去年底 年初 周末 月底 收割后 停电时 下雪前 会议后 天亮前 饭后 集日"
)
_HAN_DID = words(
    "排队登记 填写表格 领取号码 交出证件 拍摄照片 量了身高 签下名字 搬运木箱 打扫院子 修理水管 核对名册 抄写账本 清点粮食 张贴通知 播放录音 等候叫号 挂上横幅 整理档案 分发口罩 检查车辆 丈量土地 登记车牌 更换门锁 晾晒谷物 领到收据 按下指印 缴纳费用 听取讲话 收拾行李 喂养牲口"
)
_HAN_LINK = ("随后", "据信", "而且", "不过", "同时", "其后", "因此", "结果", "另外", "当时")

_RU_WHO = words(
    "жители учителя пастухи врачи водители рабочие студенты торговцы чиновники соседи рыбаки портные пекари кузнецы охранники бухгалтеры садовники почтальоны музыканты строители лесники шахтёры переводчики пенсионеры школьники паромщики мельники аптекари сторожа монтёры"
)
_RU_DID = words(
    "заполняли|разносили|проверяли|собирали|переписывали|складывали|развозили|пересчитывали|раздавали|теряли|искали|сортировали|хранили|подписывали|читали|обсуждали|копировали|прятали|чинили|грузили|взвешивали|красили|отмечали|запирали|описывали"
)
_RU_WHAT = words(
    "длинные анкеты|старые тетради|медицинские карты|мешки с зерном|новые пропуска|домовые книги|стеклянные пробирки|жёлтые папки|чужие письма|паспорта соседей|ключи от складов|списки очередников|фотографии детей|квитанции об оплате|карты дорог|железные ящики|номера квартир|проездные билеты|запасные части|книги жалоб|банки с краской|ведомости зарплат|семена пшеницы|тёплые одеяла|образцы ткани"
)
_RU_WHERE = words(
    "у районной больницы|возле старого моста|в актовом зале|за железной дорогой|около рынка|в сельской школе|на паромной переправе|под навесом вокзала|рядом с мельницей|в доме культуры|у почтового отделения|на втором этаже управы|в бывшей пекарне|вдоль набережной|на краю посёлка|за водонапорной башней|в пустом гараже|у ворот завода|среди теплиц|на лодочной станции|в подвале архива|близ аэродрома|у лесопилки|в столовой|на стадионе"
)
_RU_WHEN = words(
    "ранним утром|после полудня|поздней осенью|накануне праздника|в конце недели|до первых морозов|во время уборки|сразу после обеда|целую зиму|каждый вторник|с начала года|перед закрытием|в дождливую погоду|при свете ламп|почти до полуночи|всё лето|через два дня|по воскресеньям|в часы прилива|на исходе марта"
)
_RU_PLACE = (
    "Ор",
    "Кам",
    "Сол",
    "Вер",
    "Туг",
    "Лес",
    "Бер",
    "Чар",
    "Мог",
    "Дуб",
    "Зел",
    "Яр",
    "Пол",
    "Ган",
    "Ряб",
    "Сив",
    "Тул",
    "Вол",
    "Кур",
    "Нев",
)
_RU_END = (
    "ово",
    "ино",
    "ск",
    "аново",
    "ычи",
    "овка",
    "ское",
    "ица",
    "унды",
    "ёвка",
    "ышево",
    "ара",
)
_RU_AT = ("деревня", "хутор", "посёлок", "станция", "село", "слобода", "пристань", "застава")
_RU_LINK = ("а", "но", "и", "причём", "зато", "хотя", "потом", "затем", "между тем")
_LATIN = ("IJOP", "Aksu", "Hotan", "Model S-12", "PCR", "Kaxgar", "GATK", "QR", "Ili", "Toqsun", "iris-2", "STR", "Y-filer", "N95", "Yopurga")  # fmt: skip


def chinese(dice: random.Random) -> str:
    """A sentence without spaces."""
    return (
        f"{dice.choice(_HAN_WHEN)}{_han_place(dice)}的{dice.choice(_HAN_WHO)}在{dice.choice(_HAN_WHERE)}{dice.choice(_HAN_DID)}，"
        f"{dice.choice(_HAN_LINK)}{dice.choice(_HAN_WHO)}{dice.randrange(2, 900)}人到{_han_place(dice)}{dice.choice(_HAN_DID)}，"
        f"{dice.choice(_HAN_WHERE)}的{dice.choice(_HAN_WHO)}{dice.choice(_HAN_WHEN)}{dice.choice(_HAN_DID)}。"
    )


def _han_place(dice: random.Random) -> str:
    return "".join(dice.sample(_HAN_PLACE, 2)) + dice.choice(_HAN_KIND)


def russian(dice: random.Random) -> str:
    """A sentence in Cyrillic letters."""
    first, second = _ru_clause(dice), _ru_clause(dice)
    return f"{first[0].upper()}{first[1:]}, {dice.choice(_RU_LINK)} {second}."


def _ru_clause(dice: random.Random) -> str:
    """Who did what, where and when, in any order."""
    place = dice.choice(_RU_PLACE) + dice.choice(_RU_PLACE).lower() + dice.choice(_RU_END)
    parts = [
        dice.choice(_RU_WHO), dice.choice(_RU_DID), dice.choice(_RU_WHAT), dice.choice(_RU_WHERE),
        dice.choice(_RU_WHEN), f"{dice.choice(_RU_AT)} {place}", f"{dice.randrange(2, 900)} раз",
    ]  # fmt: skip
    dice.shuffle(parts)
    return " ".join(parts[:-1])


def mixed(dice: random.Random) -> str:
    """A sentence in two scripts."""
    return (
        f"{_han_place(dice)}的{dice.choice(_LATIN)}{dice.choice(_HAN_WHO)}用{dice.choice(_LATIN)} {dice.randrange(100, 9999)}系统{dice.choice(_HAN_DID)}，"
        f"{dice.choice(_HAN_WHEN)}{dice.choice(_HAN_WHO)}把{dice.choice(_LATIN)}送到{_han_place(dice)}{dice.choice(_HAN_WHERE)}{dice.choice(_HAN_DID)}。"
    )
