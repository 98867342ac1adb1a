"""From a library's one identity colour, all the colours of its site: ink on paper, and chalk on slate.

Lightness is moved in OKLCH (Ottosson 2020; CSS Color 4, section 9.2), where equal steps look equal and hue stays put;
contrast is WCAG 2.2's. Text keeps 7:1 (1.4.6) on every ground that it can stand on, edges of controls 3:1 (1.4.11).
"""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from math import atan2, cos, degrees, hypot, radians, sin

from opslag.frozen import frozen

TEXT = 7.0
EDGE = 3.0
FIELD = 1.25
"""The least that a colour field must differ from the page around it, to be seen as a field."""
STEP = 0.002
YELLOW = 90.0
GREYISH = 0.02


@frozen
class Scheme:
    """The colours of one scheme, each ``#rrggbb``; as custom properties: ``--paper``, ``--on-field`` …"""

    paper: str
    """The page."""
    ink: str
    """Text on it."""
    quiet: str
    """Text that stands back: still 7:1 on paper and tint."""
    tint: str
    """A pale ground in the identity's hue."""
    line: str
    """A hairline; nothing depends on seeing it."""
    edge: str
    """The border of a control."""
    accent: str
    """Text in the identity's hue: links, day numbers."""
    field: str
    """A large ground in the identity colour itself, or the nearest lightness that text can stand on."""
    on_field: str
    """Text on it."""
    act: str
    """The ground of a button on paper."""
    on_act: str
    """Text on it."""
    spark: str
    """A second, bright ground, warm, some way round the colour circle."""
    on_spark: str
    """Text on it."""

    def properties(self) -> str:
        """``--paper:#fdfbfb;--ink:#201718;…``"""
        return "".join(f"--{one.name.replace('_', '-')}:{getattr(self, one.name)};" for one in fields(self))


@frozen
class Palette:
    """Both schemes of one identity colour."""

    identity: str
    light: Scheme
    dark: Scheme

    def css(self) -> str:
        """The custom properties, the dark ones where the visitor prefers dark; print is always light."""
        return (
            f":root{{color-scheme:light dark;{self.light.properties()}}}"
            f"@media screen and (prefers-color-scheme:dark){{:root{{{self.dark.properties()}}}}}"
        )

    def advice(self) -> str:
        """Why the identity colour cannot be used as it is, and what stands in its place; "" where it can be."""
        if self.light.field == self.identity:
            return ""
        best = max(contrast(self.identity, WHITE), contrast(self.identity, BLACK))
        if best < TEXT:
            return (
                f"text on {self.identity} has at most {best:.1f}:1 contrast, too little to read well; {self.light.field} is used"
            )
        return f"{self.identity} can hardly be told from the page around it; {self.light.field} is used"


WHITE, BLACK = "#ffffff", "#000000"


def contrast(one: str, other: str) -> float:
    """1 (the same) to 21 (black on white); WCAG 2.2, "contrast ratio"."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2)."""
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def oklch(colour: str) -> tuple[float, float, float]:
    """Lightness 0 to 1, chroma from 0, hue in degrees."""
    red, green, blue = _linear(colour)
    long, medium, short = (
        value ** (1 / 3)
        for value in (
            0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue,
            0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue,
            0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue,
        )
    )
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, hypot(a, b), degrees(atan2(b, a)) % 360


def colour_of(lightness: float, chroma: float, hue: float) -> str:
    """``#rrggbb`` of an OKLCH colour; one that no screen shows loses chroma until it can be shown."""
    while True:
        channels = _srgb(lightness, chroma, hue)
        if chroma <= 0 or all(-0.0005 <= channel <= 1.0005 for channel in channels):
            return "#" + "".join(f"{round(255 * min(max(channel, 0.0), 1.0)):02x}" for channel in channels)
        chroma = max(chroma - 0.002, 0.0)


@cache
def palette(identity: str) -> Palette:
    """The palette of an identity colour ``#rrggbb``."""
    identity = identity.lower()
    _, chroma, hue = oklch(identity)
    tone = _Tone(identity, min(chroma, 0.2), hue, YELLOW if chroma < GREYISH else _warm(hue))
    return Palette(identity, _light(tone), _dark(tone))


@frozen
class _Tone:
    identity: str
    chroma: float
    hue: float
    spark_hue: float

    def at(self, lightness: float, most_chroma: float = 1.0) -> str:
        return colour_of(lightness, min(self.chroma, most_chroma), self.hue)


def _light(tone: _Tone) -> Scheme:
    paper, ink, tint = tone.at(0.985, 0.006), tone.at(0.21, 0.025), tone.at(0.945, 0.026)
    accent = _readable(tone.identity, on=(paper, tint), darker=True)
    field = _field(tone.identity, paper)
    act = field if contrast(field, paper) >= EDGE else accent
    spark = colour_of(0.87, 0.15, tone.spark_hue)
    return Scheme(
        paper=paper,
        ink=ink,
        quiet=_readable(tone.at(0.45, 0.03), on=(paper, tint), darker=True),
        tint=tint,
        line=tone.at(0.86, 0.03),
        edge=_readable(tone.at(0.6, 0.04), on=(paper, tint), darker=True, ratio=EDGE),
        accent=accent,
        field=field,
        on_field=_text_on(field),
        act=act,
        on_act=_text_on(act),
        spark=spark,
        on_spark=ink if contrast(ink, spark) >= TEXT else BLACK,
    )


def _dark(tone: _Tone) -> Scheme:
    paper, ink, tint = tone.at(0.195, 0.018), tone.at(0.945, 0.012), tone.at(0.26, 0.03)
    accent = _readable(tone.identity, on=(paper, tint), darker=False)
    field = _field(_dimmed(tone.identity), paper)
    spark = colour_of(0.83, 0.14, tone.spark_hue)
    return Scheme(
        paper=paper,
        ink=ink,
        quiet=_readable(tone.at(0.72, 0.03), on=(paper, tint), darker=False),
        tint=tint,
        line=tone.at(0.36, 0.03),
        edge=_readable(tone.at(0.5, 0.04), on=(paper, tint), darker=False, ratio=EDGE),
        accent=accent,
        field=field,
        on_field=_text_on(field),
        act=accent,
        on_act=paper,
        spark=spark,
        on_spark=paper,
    )


def _readable(colour: str, *, on: tuple[str, ...], darker: bool, ratio: float = TEXT) -> str:
    """The colour, moved in lightness only as far as it must be to stand on every ground of ``on``."""
    lightness, chroma, hue = oklch(colour)
    while min(contrast(colour, ground) for ground in on) < ratio:
        lightness += -STEP if darker else STEP
        colour = colour_of(lightness, chroma, hue)
    return colour


def _field(colour: str, page: str) -> str:
    """The nearest lightness on which white or black is readable and which stands out from the page."""
    lightness, chroma, hue = oklch(colour)
    if _serves_as_field(colour, page):
        return colour
    for step in range(1, int(1 / STEP)):
        for moved in (lightness - step * STEP, lightness + step * STEP):
            if 0 <= moved <= 1 and _serves_as_field(found := colour_of(moved, chroma, hue), page):
                return found
    raise AssertionError(f"no lightness of {colour} is readable")


def _serves_as_field(colour: str, page: str) -> bool:
    return contrast(colour, page) >= FIELD and max(contrast(colour, WHITE), contrast(colour, BLACK)) >= TEXT


def _text_on(ground: str) -> str:
    """White or black, softened towards the ground's hue as far as 7:1 allows."""
    _, chroma, hue = oklch(ground)
    light = contrast(ground, WHITE) >= contrast(ground, BLACK)
    soft = colour_of(0.985 if light else 0.21, min(chroma, 0.012 if light else 0.025), hue)
    return soft if contrast(soft, ground) >= TEXT else WHITE if light else BLACK


def _dimmed(colour: str) -> str:
    """A bright identity colour, less glaring in the dark."""
    lightness, chroma, hue = oklch(colour)
    return colour if lightness <= 0.8 else colour_of(0.8, chroma, hue)


def _warm(hue: float) -> float:
    """A warm hue some way round the circle; yellow where both ways lead to cold ones."""
    warm = [other for other in (hue + 68, hue - 68) if -110 < _turn(YELLOW, other) < 35]
    return min(warm, key=lambda other: abs(_turn(YELLOW, other)), default=YELLOW) % 360


def _turn(start: float, end: float) -> float:
    """The shorter way round from one hue to another, -180 to 180 degrees."""
    return (end - start + 180) % 360 - 180


def _linear(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _expand(red), _expand(green), _expand(blue)


def _expand(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _compress(channel: float) -> float:
    return 12.92 * channel if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055


def _srgb(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    """Gamma-encoded channels; outside 0 to 1 where a screen cannot show the colour."""
    a, b = chroma * cos(radians(hue)), chroma * sin(radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        _compress(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
        _compress(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
        _compress(-0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short),
    )
