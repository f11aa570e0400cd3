"""Draw pictures of known truth, and republish them as outlets do.

In: a kind and a seed.  Out: pictures (charts, scans of text, photographs of noise, maps), and what
becomes of them on the way: JPEG, scaling, cropping, grey, brightness, borders, marks. Nobody is in
them: what looks like a photograph is made of fields of noise.
"""

from __future__ import annotations

import io
from collections.abc import Callable

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFont

Random = np.random.Generator
Picture = Image.Image

WORDS = [
    "residents",
    "check-up",
    "notice",
    "county",
    "township",
    "sample",
    "office",
    "health",
    "record",
    "number",
    "register",
    "district",
    "village",
    "clinic",
    "station",
    "month",
    "share",
    "total",
    "collected",
    "card",
    "file",
    "form",
    "stamp",
    "date",
]


def _colour(random: Random, low: int, high: int) -> tuple[int, int, int]:
    red, green, blue = (int(n) for n in random.integers(low, high, 3))
    return red, green, blue


def photograph(random: Random) -> Picture:
    """Fields of noise at several scales with a few hard edges, in colour."""
    width, height = (int(n) for n in random.integers(500, 1100, 2))
    layers = np.zeros((height, width, 3))
    for cells in (3, 6, 12, 24, 60):
        field = random.normal(size=(cells, cells, 3))
        for channel in range(3):
            layer = Image.fromarray(field[:, :, channel].astype(np.float32))
            layers[:, :, channel] += np.asarray(layer.resize((width, height), 3)) / cells**0.8
    layers = (layers - layers.min()) / (layers.max() - layers.min()) * 255
    picture = Image.fromarray(layers.astype(np.uint8))
    draw = ImageDraw.Draw(picture)
    for _ in range(int(random.integers(2, 7))):
        left, top = random.integers(0, width), random.integers(0, height)
        box = (
            left,
            top,
            left + random.integers(40, width // 2),
            top + random.integers(40, height // 2),
        )
        shape = draw.ellipse if random.random() < 0.5 else draw.rectangle
        shape([int(n) for n in box], fill=_colour(random, 0, 256))
    grain = random.normal(scale=6, size=(height, width, 1))
    return Image.fromarray(np.clip(np.asarray(picture) + grain, 0, 255).astype(np.uint8))


def chart(random: Random, *, style: int | None = None) -> Picture:
    """Bars, lines or a pie with axes, a title and labels; *style* fixes all but the data."""
    fixed = np.random.default_rng(style if style is not None else random.integers(1 << 30))
    width, height = (int(n) for n in fixed.integers(480, 900, 2))
    picture = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(picture)
    font = ImageFont.load_default(int(fixed.integers(13, 22)))
    title = " ".join(fixed.choice(WORDS, 5))
    draw.text((width // 8, 12), title, fill="black", font=font)
    colours = [_colour(fixed, 20, 230) for _ in range(8)]
    which, count = int(fixed.integers(3)), int(fixed.integers(5, 14))
    box = (width // 8, height // 7, width - width // 12, height - height // 7)
    values = random.uniform(0.08, 1, count)
    if which == 2:
        angle = 0.0
        side = min(box[2] - box[0], box[3] - box[1])
        for index, value in enumerate(values[:8] / values[:8].sum()):
            end = angle + 360 * float(value)
            place = (box[0], box[1], box[0] + side, box[1] + side)
            draw.pieslice(place, angle, end, fill=colours[index % 8], outline="white")
            angle = end
        return picture
    step = (box[2] - box[0]) / count
    tops = [box[3] - float(v) * (box[3] - box[1]) for v in values]
    for line in range(5):
        y = box[1] + line * (box[3] - box[1]) / 4
        draw.line((box[0], y, box[2], y), fill=(200, 200, 200))
        draw.text((box[0] - 40, y - 8), f"{(4 - line) * 250}", fill="black", font=font)
    for index, top in enumerate(tops):
        x = box[0] + index * step
        if which == 0:
            draw.rectangle((x + 4, top, x + step - 4, box[3]), fill=colours[0])
        draw.text((x + 2, box[3] + 6), str(fixed.choice(WORDS))[:6], fill="black", font=font)
    if which == 1:
        points = [(box[0] + (n + 0.5) * step, top) for n, top in enumerate(tops)]
        draw.line(points, fill=colours[0], width=4)
    draw.line((box[0], box[1], box[0], box[3], box[2], box[3]), fill="black", width=2)
    return picture


def scan(random: Random, *, style: int | None = None) -> Picture:
    """A page of words as a scanner sees it; *style* fixes the letterhead and the layout."""
    fixed = np.random.default_rng(style if style is not None else random.integers(1 << 30))
    width = int(fixed.integers(700, 1000))
    height = int(width * 1.414)
    picture = Image.new("L", (width, height), 248)
    draw = ImageDraw.Draw(picture)
    size = int(fixed.integers(14, 26))
    font, head = ImageFont.load_default(size), ImageFont.load_default(size * 2)
    draw.text((width // 5, height // 16), " ".join(fixed.choice(WORDS, 3)), fill=20, font=head)
    y, margin = height // 7, int(width * fixed.uniform(0.08, 0.14))
    while y < height * 0.9:
        for _ in range(int(random.integers(2, 9))):
            length = int((width - 2 * margin) / (size * 3.6))
            words = " ".join(random.choice(WORDS, length))
            draw.text((margin, y), words, fill=30, font=font)
            y += int(size * 1.5)
            if y > height * 0.9:
                break
        y += size * 2
    grain = random.normal(scale=3, size=(height, width))
    return Image.fromarray(np.clip(np.asarray(picture) + grain, 0, 255).astype(np.uint8))


def drawn_map(random: Random) -> Picture:
    """Areas in a few colours with names on them."""
    width, height = (int(n) for n in random.integers(450, 900, 2))
    seeds = random.uniform(0, 1, (int(random.integers(8, 30)), 2)) * (width, height)
    y, x = np.mgrid[0:height, 0:width]
    nearest = np.argmin([(x - sx) ** 2 + (y - sy) ** 2 for sx, sy in seeds], axis=0)
    colours = random.integers(90, 255, (len(seeds), 3)).astype(np.uint8)
    picture = Image.fromarray(colours[nearest])
    draw = ImageDraw.Draw(picture)
    font = ImageFont.load_default(14)
    for sx, sy in seeds:
        draw.text((float(sx) - 20, float(sy)), str(random.choice(WORDS)), fill="black", font=font)
    return picture


KINDS: dict[str, Callable[[Random], Picture]] = {
    "photograph": photograph,
    "chart": chart,
    "scan": scan,
    "map": drawn_map,
}


def plain_pictures(random: Random) -> dict[str, Picture]:
    """Pictures with too little in them: nothing may be said to be the same as these."""
    width, height = (int(n) for n in random.integers(200, 900, 2))
    colour = _colour(random, 0, 256)
    low, high = (float(n) for n in random.uniform(0, 255, 2))
    across = np.linspace(low, high, width)
    gradient = np.repeat(across[None], height, axis=0)
    if random.random() < 0.5:
        gradient = gradient + np.linspace(0, 80, height)[:, None]
    blank = np.clip(random.normal(246, 2, (height, width)) - np.linspace(0, 6, width), 0, 255)
    icon = Image.new("RGB", (48, 48), "white")
    ImageDraw.Draw(icon).ellipse((6, 6, 42, 42), fill=colour)
    logo = Image.new(
        "RGB", (int(random.integers(120, 320)), int(random.integers(40, 110))), "white"
    )
    draw = ImageDraw.Draw(logo)
    draw.rectangle((6, 6, logo.height - 6, logo.height - 6), fill=colour)
    draw.text(
        (logo.height, 8),
        str(random.choice(WORDS)),
        fill="black",
        font=ImageFont.load_default(logo.height // 3),
    )
    rule = Image.new("RGB", (width, height), "white")
    ImageDraw.Draw(rule).line((0, height // 2, width, height // 2), fill=colour, width=5)
    disc = Image.new("RGB", (width, height), colour)
    ImageDraw.Draw(disc).ellipse((width // 4, height // 4, width // 2, height // 2), fill="white")
    return {
        "one colour": Image.new("RGB", (width, height), colour),
        "gradient": Image.fromarray(np.clip(gradient, 0, 255).astype(np.uint8)),
        "blank scan": Image.fromarray(blank.astype(np.uint8)),
        "icon": icon,
        "logo": logo,
        "rule": rule,
        "disc": disc,
    }


def jpeg(picture: Picture, quality: int) -> Picture:
    """Through JPEG at *quality*."""
    held = io.BytesIO()
    picture.convert("RGB").save(held, "JPEG", quality=quality)
    return Image.open(io.BytesIO(held.getvalue())).convert("RGB")


def scaled(picture: Picture, by: float) -> Picture:
    """At another size."""
    size = (max(1, round(picture.width * by)), max(1, round(picture.height * by)))
    return picture.resize(size, Image.Resampling.BICUBIC)


def cropped(picture: Picture, share: float, random: Random) -> Picture:
    """*share* of the width and of the height cut away, somewhere between the two sides."""
    cut_x, cut_y = picture.width * share, picture.height * share
    left, top = random.uniform(0, 1) * cut_x, random.uniform(0, 1) * cut_y
    return picture.crop(
        (int(left), int(top), int(left + picture.width - cut_x), int(top + picture.height - cut_y))
    )


def bordered(picture: Picture, share: float, colour: str) -> Picture:
    """With a frame."""
    wide = max(2, round(picture.width * share))
    framed = Image.new("RGB", (picture.width + 2 * wide, picture.height + 2 * wide), colour)
    framed.paste(picture, (wide, wide))
    return framed


def stripped(picture: Picture, share: float) -> Picture:
    """With a strip of words below, as agencies add."""
    high = max(12, round(picture.height * share))
    longer = Image.new("RGB", (picture.width, picture.height + high), "black")
    longer.paste(picture, (0, 0))
    font = ImageFont.load_default(max(10, high // 2))
    ImageDraw.Draw(longer).text(
        (6, picture.height + 2), "Photo: Example Agency", fill="white", font=font
    )
    return longer


def marked(picture: Picture) -> Picture:
    """With words laid over it, half seen through."""
    over = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    font = ImageFont.load_default(max(14, picture.width // 12))
    draw = ImageDraw.Draw(over)
    draw.text(
        (picture.width // 6, picture.height // 2),
        "EXAMPLE NEWS",
        fill=(255, 255, 255, 150),
        font=font,
    )
    corner = (picture.width - picture.width // 6, picture.height - picture.height // 12)
    draw.rectangle((*corner, picture.width, picture.height), fill=(200, 0, 0, 255))
    return Image.alpha_composite(picture.convert("RGBA"), over).convert("RGB")


def warmed(picture: Picture, random: Random) -> Picture:
    """Each colour channel a little stronger or weaker."""
    strengths = random.uniform(0.82, 1.18, 3)
    return Image.fromarray(
        np.clip(np.asarray(picture.convert("RGB")) * strengths, 0, 255).astype(np.uint8)
    )


CHANGES: dict[str, Callable[[Picture, Random], Picture]] = {
    "jpeg 95": lambda p, _: jpeg(p, 95),
    "jpeg 60": lambda p, _: jpeg(p, 60),
    "jpeg 30": lambda p, _: jpeg(p, 30),
    "scaled 0.25": lambda p, _: scaled(p, 0.25),
    "scaled 0.5": lambda p, _: scaled(p, 0.5),
    "scaled 2": lambda p, _: scaled(p, 2),
    "squeezed": lambda p, _: p.resize((round(p.width * 0.9), p.height)),
    "grey": lambda p, _: p.convert("L"),
    "brighter": lambda p, r: ImageEnhance.Brightness(p.convert("RGB")).enhance(
        float(r.uniform(1.15, 1.35))
    ),
    "darker": lambda p, r: ImageEnhance.Brightness(p.convert("RGB")).enhance(
        float(r.uniform(0.65, 0.85))
    ),
    "contrast": lambda p, r: ImageEnhance.Contrast(p.convert("RGB")).enhance(
        float(r.uniform(0.7, 1.4))
    ),
    "colour": warmed,
    "crop 3 %": lambda p, r: cropped(p, 0.03, r),
    "crop 5 %": lambda p, r: cropped(p, 0.05, r),
    "crop 10 %": lambda p, r: cropped(p, 0.10, r),
    "frame white": lambda p, _: bordered(p, 0.04, "white"),
    "frame black": lambda p, _: bordered(p, 0.06, "black"),
    "strip below": lambda p, _: stripped(p, 0.06),
    "watermark": lambda p, _: marked(p.convert("RGB")),
    "all mild": lambda p, r: jpeg(scaled(marked(cropped(p.convert("RGB"), 0.02, r)), 0.6), 50),
}
