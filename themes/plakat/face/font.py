"""The font: all glyphs with their names, side bearings and kerning."""

from __future__ import annotations

from collections.abc import Iterable

import letters
import numerals
import signs
from accents import ACCENTED, accents, composed
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from ink import CAP, Shape, bounds, join, moved

KERNING = """
languagesystem DFLT dflt;
languagesystem latn dflt;
@A = [A Agrave Aacute Acircumflex Atilde Adieresis Aring];
@O = [O C G Q Oslash Odieresis];
@V = [V W Y];
feature kern {
  enum pos @A [T @V] -34;  enum pos [T @V] @A -34;  enum pos @A @O -8;  enum pos @O @A -6;
  enum pos L [T @V] -40;   enum pos L @O -8;
  enum pos [T @V] @O -10;  enum pos @O [T @V] -8;
  enum pos [P F] @A -34;   enum pos [T F P V W Y] [period comma] -50;
  enum pos [T F V Y] [hyphen endash] -20;
  enum pos [R K] [@O T @V] -8;
  enum pos seven [four period comma] -24;
  enum pos one one -10;
} kern;
"""
NAMES = {
    "0": "zero", "1": "one", "2": "two", "3": "three", "4": "four", "5": "five", "6": "six", "7": "seven", "8": "eight",
    "9": "nine", ".": "period", ",": "comma", "-": "hyphen", "–": "endash", "Ø": "Oslash", "À": "Agrave", "Á": "Aacute",
    "Â": "Acircumflex", "Ã": "Atilde", "Ä": "Adieresis", "Å": "Aring", "Ö": "Odieresis",
}  # fmt: skip


def name_of(character: str) -> str:
    return NAMES.get(character) or (character if character.isascii() and character.isalpha() else f"uni{ord(character):04X}")


def all_glyphs() -> Iterable[tuple[str, Shape, float, float]]:
    glyphs = letters.glyph | numerals.glyph | signs.glyph
    drawn = {character: draw() for character, draw in glyphs.items()}
    marks = accents()
    for character in ACCENTED:
        drawn[character] = composed(character, drawn, marks)
    for character, (shape, left, right) in sorted(drawn.items()):
        yield character, shape, left, right


def font() -> TTFont:
    outlines, widths, characters = {}, {}, {0x20: "space", 0xA0: "space", 0xAD: "hyphen", 0x2011: "hyphen"}
    for character, shape, left, right in all_glyphs():
        name, (start, end) = name_of(character), bounds(shape)
        pen = TTGlyphPen(None)
        shape = moved(join(shape), left - start)
        shape.draw(Cu2QuPen(pen, max_err=0.8, reverse_direction=True))
        outlines[name], widths[name] = pen.glyph(), round(left + end - start + right)
        characters[ord(character)] = name
        if len(character.lower()) == 1:
            characters.setdefault(ord(character.lower()), name)
    empty = TTGlyphPen(None).glyph()
    outlines |= {".notdef": empty, "space": empty}
    widths |= {".notdef": 240, "space": 178}
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "space", *sorted(set(outlines) - {".notdef", "space"})])
    builder.setupCharacterMap(characters)
    builder.setupGlyf(outlines)
    builder.setupHorizontalMetrics({name: (width, 0) for name, width in widths.items()})
    glyf = builder.font["glyf"]
    builder.setupHorizontalMetrics({name: (width, getattr(glyf[name], "xMin", 0)) for name, width in widths.items()})
    builder.setupHorizontalHeader(ascent=900, descent=-140)
    builder.setupNameTable({"familyName": "Plakat", "styleName": "Bold", "psName": "Plakat-Bold", "fullName": "Plakat Bold"})
    builder.setupOS2(
        version=4, sTypoAscender=900, sTypoDescender=-140, sTypoLineGap=0, usWinAscent=920, usWinDescent=160, usWeightClass=700,
        sCapHeight=CAP, sxHeight=CAP, fsSelection=0x20 | 0x80, achVendID="OPSL",
    )  # fmt: skip
    builder.setupPost(keepGlyphNames=False)
    addOpenTypeFeaturesFromString(builder.font, KERNING)
    builder.font["head"].macStyle = 1
    builder.font["head"].created = builder.font["head"].modified = 3_800_000_000
    builder.font.recalcTimestamp = False
    return builder.font
