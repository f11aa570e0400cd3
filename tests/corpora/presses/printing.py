"""Print pages as outlets do: menus, footers, teasers of other stories, dates in several places.

In: pages, a folder and a seed.  Out: the files and `manifest.csv` that `firsthand preserve` takes,
and `truth.json` beside the folder.
"""

from __future__ import annotations

import csv
import html
import json
import random
import textwrap
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from .spread import Page, visible

MENU = ("Home", "World", "Business", "Opinion", "Sport", "Culture", "Science", "Weather", "Archive",
        "Podcasts", "Letters", "Obituaries", "Travel", "Crossword", "Subscribe")  # fmt: skip
MENU_ZH = (
    "首页",
    "要闻",
    "国际",
    "财经",
    "评论",
    "体育",
    "文化",
    "科技",
    "天气",
    "专题",
    "视频",
    "订阅",
)
FEET = (
    "Sign up for our newsletter and get the best of the {name} every morning in your inbox.",
    "All rights reserved. No part of the {name} may be reproduced without written permission.",
    "The {name} is funded by its readers. Support independent reporting from as little as 2 a month.",
    "Follow the {name} on all platforms. Got a tip? Write to the newsroom in confidence.",
    "We use cookies to make the {name} work better for you. Read our privacy statement.",
    "Never miss a story: let the editors of the {name} write to you on weekdays, free of charge.",
    "Copyright {name} Media Limited. Registered office: 4 Harbour Lane. Complaints procedure.",
    "Join the thousands who keep the {name} free for everyone. Give once or give each month.",
    "Corrections: if you have found a mistake, tell the readers' editor of the {name}.",
    "By going on you agree to the terms of use of the {name} and to how we handle data.",
    "You have read two of your five free articles. Take a subscription to the {name} today.",
    "Get the {name} app for your telephone, with alerts when news breaks near you.",
)  # fmt: skip
FEET_ZH = (
    "版权所有，未经{name}书面授权，不得转载或以其他方式使用本网站的内容。",
    "订阅{name}的每日邮件，第一时间了解最重要的新闻。",
    "关于我们 联系我们 广告服务 {name}法律声明",
    "扫描二维码下载{name}客户端，随时随地看新闻。",
    "违法和不良信息举报电话请见{name}首页底部。",
    "{name}欢迎读者来信指正文中错误，编辑部将尽快答复。",
)
LINKS = (
    'The story was <a href="{there}">first reported by the {name}</a>.',
    'As <a href="{there}">the {name} has shown</a>, little of it was announced.',
    'What follows draws on <a href="{there}">an account in the {name}</a>.',
    'Readers may turn to <a href="{there}">{name}</a> for the whole of it.',
    '(<a href="{there}">{name}</a>)',
)
REPORTS = (
    "That is according to a report by the {name}.",
    "The {name} reported it before anyone else did.",
    "All of this was told to the {name}, which printed it.",
    "According to the {name}, the rest is not yet known.",
)
LINKS_ZH = (
    '更多内容见<a href="{there}">{name}的报道</a>。',
    '此事<a href="{there}">最早由{name}披露</a>。',
    '（<a href="{there}">{name}</a>）',
)
REPORTS_ZH = (
    "据《{name}》报道，此事引起了广泛关注。",
    "据{name}消息，详情尚待公布。",
    "{name}报道称，还有更多细节。",
)
PEOPLE = ("Ann Ferro", "Jon Lask", "Mira Tolen", "Piet Vander", "Lea Osk", "Tom Arrow", "Ida Venn")
PEOPLE_ZH = ("林一鸣", "周若水", "郑远", "何其芳草", "陆知行")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
          "October", "November", "December")  # fmt: skip
WRONG = timedelta(days=900)


@dataclass(frozen=True)
class Sheet:
    """What goes on one printed page."""

    page: Page
    feet: list[str]
    stated: str
    cites: list[str]
    teased: list[Page]
    where: str


def write(pages: list[Page], folder: Path, seed: int, *, bare: bool = False) -> None:
    """The pile, its manifest, and what is true of it; *bare*: no teasers and no feet."""
    dice = random.Random(f"{seed} printing")  # noqa: S311 - texts, no secrets
    folder.mkdir(parents=True)
    by_key = {p.key: p for p in pages}
    shelf: dict[str, list[Page]] = {}
    for page in visible(pages):
        shelf.setdefault(page.outlet.name, []).append(page)
    rows, truth = [], []
    for page in visible(pages):
        stated = _stated(page, dice)
        plain = page.via == "ocr" or page.outlet.look % 10 < 3
        name = f"{page.key}.{'txt' if plain else 'html'}"
        cite = _cites(page, by_key, dice)
        others = [p for p in shelf[page.outlet.name] if p is not page]
        teased = dice.sample(others, min(len(others), 0 if bare else dice.choice((0, 2, 3))))
        where = dice.choice(("manifest", "visible")) if plain else _dated(page)
        printed = _plain if plain else _html
        feet = [] if bare else _feet(page)
        sheet = Sheet(page, feet, stated if where != "manifest" else "", cite, teased, where)
        body = printed(sheet, dice)
        (folder / name).write_text(body, encoding="utf-8")
        rows.append({
            "file": name, "address": address(page),
            "publisher": page.outlet.name if dice.random() < 0.8 else "",
            "published": stated if where == "manifest" else "",
            "language": "",
        })  # fmt: skip
        truth.append(_truth(page, name, stated, by_key, teased, printed=cite))
    with (folder / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["file", "address", "publisher", "published", "language"])
        writer.writeheader()
        writer.writerows(rows)
    told = {"seed": seed, "pages": truth}
    where_to = folder.parent / "truth.json"
    where_to.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")


def address(page: Page) -> str:
    """Where the page says it is."""
    return f"https://{page.outlet.host}/{page.at.year}/{page.key[1:]}"


def _truth(
    page: Page, name: str, stated: str, by_key: dict[str, Page], teased: list[Page],
    *, printed: list[str],
) -> dict[str, object]:  # fmt: skip
    return {
        "key": page.key, "file": name, "address": address(page), "language": page.language,
        "family": page.family, "process": page.process, "condition": page.condition,
        "at": page.at.isoformat(), "stated": stated, "via": page.via, "headline": page.headline,
        "outlet": page.outlet.name, "named": page.named,
        "parents": [p for p in page.parents if not by_key[p].hidden],
        "gone": [p for p in page.parents if by_key[p].hidden],
        "roots": page.roots, "cites": page.cites if printed else [],
        "teased": [p.key for p in teased],
        "pieces": [[[p.text, p.root, p.fact] for p in q] for q in page.text],
    }  # fmt: skip


def _stated(page: Page, dice: random.Random) -> str:
    """The date as the page will state it: `''`, a month, a day or a minute."""
    at = page.at
    if page.condition == "none" or (page.condition == "missing" and dice.random() < 0.2):
        return ""
    if page.condition == "wrong" and dice.random() < 0.1:
        if dice.random() < 0.2:
            at = datetime(2061, 3, 4) + timedelta(days=dice.randrange(900))  # noqa: DTZ001
        else:
            at += WRONG * dice.uniform(-1, 1)
    if page.condition == "month":
        return f"{at:%Y-%m}"
    if page.condition == "hour" or (page.condition == "good" and int(page.key[1:]) % 3 == 0):
        return f"{at:%Y-%m-%dT%H:%M:00Z}"
    return f"{at:%Y-%m-%d}"


def _dated(page: Page) -> str:
    """Where the outlet puts its dates: it does so on all of its pages."""
    return ("meta", "json-ld", "time", "visible", "manifest")[page.outlet.look // 10 % 5]


def _spoken(stated: str, language: str) -> str:
    """The stated date in words."""
    parts = stated[:10].split("-")
    if language == "zh":
        return "".join(f"{int(n)}{w}" for n, w in zip(parts, "年月日", strict=False))
    month = MONTHS[int(parts[1]) - 1]
    words = f"{month} {parts[0]}" if len(parts) == 2 else f"{int(parts[2])} {month} {parts[0]}"
    return words + (f", {stated[11:16]} UTC" if "T" in stated else "")


def _cites(page: Page, by_key: dict[str, Page], dice: random.Random) -> list[str]:
    """Sentences and lines that say whence it comes; '@' begins one for the byline."""
    out = []
    zh = page.language == "zh"
    if page.named and dice.random() < 0.7:
        out.append(f"@（{page.named}）" if zh else f"@{page.named}")
    for key, way in page.cites:
        other = by_key[key]
        if other.hidden:
            continue
        name, there = other.outlet.name, address(other)
        if zh:
            says = {
                "link": dice.choice(LINKS_ZH).format(name=name, there=there),
                "according": dice.choice(REPORTS_ZH).format(name=name),
                "byline": f"@来源：{name}", "credit": f"@（本文转自{name}）", "quote": f"据{name}报道：",
            }  # fmt: skip
        else:
            says = {
                "link": dice.choice(LINKS).format(name=name, there=there),
                "according": dice.choice(REPORTS).format(name=name),
                "byline": f"@By {dice.choice(PEOPLE)}, {name}", "credit": f"@({name})",
                "quote": f"The {name} wrote:",
            }  # fmt: skip
        out.append(says[way])
    return out


def _paragraphs(page: Page, cites: list[str], *, plain: bool) -> list[str]:
    """The running text, with quotation marks and sentences that say whence it comes."""
    joint = "" if page.language == "zh" else " "
    marks = "“”"
    out = []
    for paragraph in page.text:
        words = joint.join(p.text for p in paragraph)
        theirs = page.quoted and paragraph and not paragraph[0].root.startswith(page.key)
        if theirs:
            lead = next((c for c in cites if c.endswith((":", "："))), "")
            words = f"{_bare(lead, plain=True)}{joint if lead else ''}{marks[0]}{words}{marks[1]}"
        out.append(words if plain else html.escape(words, quote=False))
    said = [c for c in cites if not c.startswith("@") and not c.endswith((":", "："))]
    if said and out:
        out[0] += joint + joint.join(_bare(c, plain=plain) for c in said)
    return out


def _bare(cite: str, *, plain: bool) -> str:
    if not plain or "<a" not in cite:
        return cite
    before, rest = cite.split("<a href=", 1)
    link, words = rest.split(">", 1)
    return before + words.replace("</a>", f" ({link.strip(chr(34))})")


def _byline(page: Page, cites: list[str], dice: random.Random) -> list[str]:
    people = PEOPLE_ZH if page.language == "zh" else PEOPLE
    named = [c[1:] for c in cites if c.startswith("@")]
    own = f"记者 {dice.choice(people)}" if page.language == "zh" else f"By {dice.choice(people)}"
    return named or ([own] if dice.random() < 0.6 else [])


def _feet(page: Page) -> list[str]:
    feet = FEET_ZH if page.language == "zh" else FEET
    look = page.outlet.look
    count = 1 + look // 100 % 3
    return [feet[(look + i) % len(feet)].format(name=page.outlet.name) for i in range(count)]


def _first(page: Page) -> str:
    return page.text[0][0].text


def _plain(sheet: Sheet, dice: random.Random) -> str:
    page, feet, cites = sheet.page, sheet.feet, sheet.cites
    stated, teased = sheet.stated, sheet.teased
    lines = [page.headline, "", *_byline(page, cites, dice)]
    if stated:
        lines.append(_spoken(stated, page.language))
    for paragraph in _paragraphs(page, cites, plain=True):
        wrapped = paragraph
        if page.via == "ocr" and page.language != "zh":
            wrapped = textwrap.fill(paragraph, 76, break_long_words=False, break_on_hyphens=False)
        lines += ["", wrapped]
    if teased and dice.random() < 0.5:
        lines += ["", "相关新闻" if page.language == "zh" else "Related stories"]
        lines += [f"- {p.headline}" for p in teased]
    return "\n".join([*lines, "", *feet, ""])


def _html(sheet: Sheet, dice: random.Random) -> str:
    page, feet, cites = sheet.page, sheet.feet, sheet.cites
    stated, teased, where = sheet.stated, sheet.teased, sheet.where
    zh, look = page.language == "zh", page.outlet.look
    menu = MENU_ZH if zh else MENU
    items = [menu[(look + i) % len(menu)] for i in range(5 + look % 6)]
    head = [f"<title>{html.escape(page.headline)} - {page.outlet.name}</title>"]
    if stated and where == "meta":
        head.append(f'<meta property="article:published_time" content="{stated}">')
    if stated and where == "json-ld":
        data = {"@context": "https://schema.org", "@type": "NewsArticle", "datePublished": stated,
                "headline": page.headline}  # fmt: skip
        head.append(f'<script type="application/ld+json">{json.dumps(data)}</script>')
    dated = ""
    if stated and where == "time":
        dated = f'<time datetime="{stated}">{_spoken(stated, page.language)}</time>'
    elif stated and where == "visible":
        dated = f'<div class="date">{_spoken(stated, page.language)}</div>'
    byline = "".join(f'<p class="byline">{html.escape(b)}</p>' for b in _byline(page, cites, dice))
    body = "\n".join(f"<p>{p}</p>" for p in _paragraphs(page, cites, plain=False))
    tag = ("article", "div", "main", "section")[look % 4]
    teasers = "".join(
        f'<li><a href="{address(p)}">{html.escape(p.headline)}</a>'
        f"<p>{html.escape(_first(p))}</p></li>"
        for p in teased
    )
    related = "相关报道" if zh else ("Related stories", "Read next", "More on this")[look % 3]
    aside = f'<aside class="related"><h3>{related}</h3><ul>{teasers}</ul></aside>'
    if look % 7 < 3:
        aside = f"<div><b>{related}</b><ul>{teasers}</ul></div>"
    nav = "".join(f'<li><a href="/{i}">{word}</a></li>' for i, word in enumerate(items))
    foot = "".join(f"<p>{html.escape(f)}</p>" for f in feet)
    return (
        f'<!DOCTYPE html><html lang="{"zh" if zh else "en"}"><head><meta charset="utf-8">'
        f"{''.join(head)}</head><body>\n"
        f'<div class="top"><a href="/">{page.outlet.name}</a></div><nav><ul>{nav}</ul></nav>\n'
        f'<{tag} class="story"><h1>{html.escape(page.headline)}</h1>{byline}{dated}\n{body}\n'
        f"</{tag}>\n{aside if teased else ''}\n<footer>{foot}</footer></body></html>\n"
    )
