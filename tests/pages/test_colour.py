"""From one colour a whole palette, in which everybody can read."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from opslag.pages.colour import Scheme, colour_of, contrast, luminance, oklch, palette

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def schemes(identity: str) -> list[Scheme]:
    made = palette(identity)
    return [made.light, made.dark]


@given(colours)
@example("#8a1f3c")
@example("#000000")
@example("#ffffff")
@example("#767676")
@example("#ff00ff")
@example("#00ff00")
def test_text_can_be_read_on_every_ground_whatever_the_identity_colour(identity: str) -> None:
    for scheme in schemes(identity):
        for text in (scheme.ink, scheme.quiet, scheme.accent):
            assert contrast(text, scheme.paper) >= 7
            assert contrast(text, scheme.tint) >= 7
        assert contrast(scheme.on_field, scheme.field) >= 7
        assert contrast(scheme.on_act, scheme.act) >= 7
        assert contrast(scheme.on_spark, scheme.spark) >= 7


@given(colours)
def test_controls_stand_out_from_the_page(identity: str) -> None:
    for scheme in schemes(identity):
        for ground in (scheme.paper, scheme.tint):
            assert contrast(scheme.edge, ground) >= 3
        assert contrast(scheme.act, scheme.paper) >= 3


@given(colours)
def test_a_field_is_seen_as_a_field(identity: str) -> None:
    for scheme in schemes(identity):
        assert contrast(scheme.field, scheme.paper) >= 1.25


@given(colours)
def test_paper_is_light_and_slate_is_dark(identity: str) -> None:
    made = palette(identity)
    assert luminance(made.light.paper) > 0.85
    assert luminance(made.dark.paper) < 0.03


@pytest.mark.parametrize("identity", ["#8a1f3c", "#e8b100", "#6c3fa0", "#101830", "#000000"])
def test_a_colour_that_text_can_stand_on_is_used_as_it_is(identity: str) -> None:
    made = palette(identity)
    assert made.light.field == identity
    assert made.advice() == ""


@pytest.mark.parametrize(
    ("identity", "advice"),
    [
        ("#767676", "text on #767676 has at most 4.6:1 contrast, too little to read well; #595959 is used"),
        ("#ffffff", "#ffffff can hardly be told from the page around it; #e1e1e1 is used"),
    ],
)
def test_a_colour_that_cannot_serve_is_named_with_what_stands_in_its_place(identity: str, advice: str) -> None:
    assert palette(identity).advice() == advice


@given(colours)
def test_an_identity_colour_is_moved_in_lightness_and_keeps_its_hue(identity: str) -> None:
    field = palette(identity).light.field
    chroma = min(oklch(identity)[1], oklch(field)[1])
    away = abs((oklch(identity)[2] - oklch(field)[2] + 180) % 360 - 180)
    assert chroma < 0.03 or away < 4


def test_letters_of_a_colour_may_be_large_or_small() -> None:
    assert palette("#8A1F3C") == palette("#8a1f3c")


@given(colours)
def test_a_colour_goes_to_oklch_and_back(colour: str) -> None:
    back = colour_of(*oklch(colour))
    assert all(abs(int(colour[at : at + 2], 16) - int(back[at : at + 2], 16)) <= 1 for at in (1, 3, 5))


def test_contrast_is_what_wcag_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert contrast("#8a1f3c", "#8a1f3c") == 1


def test_the_stylesheet_holds_every_colour_in_both_schemes() -> None:
    css = palette("#8a1f3c").css()
    light, dark = css.split("@media screen and (prefers-color-scheme:dark)")
    names = {f"--{name.replace('_', '-')}" for name in Scheme.__dataclass_fields__}
    for part in (light, dark):
        assert set(re.findall(r"(--[a-z-]+):#[0-9a-f]{6};", part)) == names
    assert css.count("{") == css.count("}")
