"""SVG: measured, and refused where it would do more than draw (SVG 2, 2.3 "secure static mode").

A drawing is published as it is, on the site's own address, where a script in it could act as the site; a theme may also
put one into a page. So what an HTML parser would read otherwise than an XML parser is refused too.
"""

from __future__ import annotations

import re
from xml.parsers import expat

from opslag.errors import ContentError, Problem

_SVG = "http://www.w3.org/2000/svg"
_XML = "http://www.w3.org/XML/1998/namespace"

_ELEMENTS = """
a animate animateMotion animateTransform circle clipPath defs desc ellipse filter g image line linearGradient marker mask
metadata mpath path pattern polygon polyline radialGradient rect set stop style svg switch symbol text textPath title tspan
use view feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap
feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology
feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence
"""
_DRAWING = frozenset(_ELEMENTS.split())
"""The elements of SVG 2 that draw, move or describe; not script, not foreignObject, and none of HTML's."""

_INSIDE = re.compile(r"\s*(#|data:image/(png|jpeg|gif|webp)[;,])", re.IGNORECASE)
_CSS_OUTWARD = re.compile(
    r"@import|\bexpression\s*\(|\b(image-set|src|image)\s*\(|\burl\(\s*['\"]?\s*(?!['\"\s]|#|data:image/(png|jpeg|gif|webp)[;,])",
    re.IGNORECASE,
)
_LENGTH = re.compile(r"\s*(\d+(?:\.\d*)?|\.\d+)\s*(px|pt|pc|in|cm|mm)?\s*")
_UNITS = {"px": 1.0, "pt": 96 / 72, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4}
_LARGEST = 100_000


def measure(data: bytes, path: str) -> tuple[int, int]:
    """Width and height in CSS pixels, from ``width`` and ``height``, else from ``viewBox``.

    Raises ContentError, with the place of each thing in the drawing that is not allowed.
    """
    drawing = _Drawing(path)
    try:
        data.decode("utf-8")
        drawing.parser.Parse(data, True)
    except UnicodeDecodeError:
        drawing.problems.append(Problem(drawing.path, 1, 1, "", "an SVG that is not UTF-8", "save the drawing again as UTF-8"))
    except expat.ExpatError as error:
        drawing.refuse(f"no SVG that can be read ({expat.ErrorString(error.code)})", "save the drawing again as plain SVG")
    size = _size(drawing.root)
    if size is None and not drawing.problems:
        drawing.problems.append(Problem(drawing.path, 1, 1, "", "an SVG without a size", 'give it viewBox="0 0 width height"'))
    if drawing.problems or size is None:
        raise ContentError(drawing.problems)
    return size


class _Drawing:
    """One reading of a drawing: the attributes of its root, and what was found that is not allowed."""

    def __init__(self, path: str) -> None:
        self.path = f"content/{path}"
        self.problems: list[Problem] = []
        self.root: dict[str, str] | None = None
        self._style: list[str] | None = None
        self._verbatim = False
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.namespace_prefixes = True
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.EntityDeclHandler = self._entity
        self.parser.ProcessingInstructionHandler = self._instruction
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.CommentHandler = self._comment
        self.parser.StartCdataSectionHandler = self._cdata
        self.parser.EndCdataSectionHandler = self._cdata_end

    def refuse(self, found: str, remedy: str) -> None:
        line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        self.problems.append(Problem(self.path, line, column, "", found, remedy))

    def _doctype(self, _name: str, _system: str | None, _public: str | None, _subset: bool) -> None:
        self.refuse("a DOCTYPE, which could bring entities with it", "delete it, up to its >; SVG needs none")

    def _entity(self, *_declared: object) -> None:
        raise ContentError(self.problems)  # nothing after it is read: entities that multiply are never unfolded

    def _instruction(self, target: str, _data: str) -> None:
        self.refuse(f"<?{target} …?>, an instruction to programs", "delete it; styles belong into the drawing")

    def _comment(self, text: str) -> None:
        if text.startswith((">", "->")):  # HTML ends the comment there (HTML 13.2.5.43)
            self.refuse("a comment that begins with >", "delete it")

    def _cdata(self) -> None:
        self._verbatim = True

    def _cdata_end(self) -> None:
        self._verbatim = False

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, local, prefix = _parts(name)
        if self.root is None:
            self.root = attributes
            self._begin(space, local)
        if (space == _SVG or not prefix) and local not in _DRAWING:  # others' elements, with a prefix, do nothing
            self.refuse(f"<{local}> in a drawing", "delete it; a drawing may only draw")
        if local == "style":
            self._style = []
        for key, value in attributes.items():
            self._attribute(key, value)

    def _begin(self, space: str, local: str) -> None:
        known = len(self.problems)
        if local != "svg":
            self.refuse(f"no picture, but a file that begins with <{local}>", "put a picture there")
        elif space != _SVG:
            self.refuse("an SVG that does not say so", f'begin it with <svg xmlns="{_SVG}" …>')
        if len(self.problems) > known:  # each line of it would be a fault, and none of them the one to mend
            raise ContentError(self.problems)

    def _attribute(self, name: str, value: str) -> None:
        space, local, _ = _parts(name)
        local = local.lower()
        if local.startswith("on"):
            self.refuse(f'{local}="…" in a drawing', "delete it; a drawing may only draw")
        elif local in ("href", "src", "srcset") or (local == "base" and space == _XML):
            if not _INSIDE.match(value):
                self.refuse(f'a reference to "{value[:60]}"', "put what it refers to into the drawing, or delete it")
        elif local == "attributename" and re.search(r"href$|^on", value.strip(), re.IGNORECASE):
            self.refuse(f'an animation of "{value[:60]}"', "delete it; only what is drawn may move")
        elif not space and local not in ("id", "class") and not local.startswith(("aria-", "data-")):
            self._css(value)

    def _css(self, text: str) -> None:
        outward = _CSS_OUTWARD.search(text)
        if outward:
            found = text[outward.start() : outward.start() + 60]
            self.refuse(f'"{found}" in its styles', "put what it refers to into the drawing, or delete it")
        elif "\\" in text and re.search(r"[(@]|\\[0-9a-f]", text, re.IGNORECASE):
            self.refuse("a \\ in its styles, which can hide a reference", "write the character itself")

    def _text(self, text: str) -> None:
        if self._verbatim and "<" in text:
            self.refuse("a < within CDATA", "write &lt; and no CDATA")
        if self._style is not None:
            self._style.append(text)

    def _end(self, name: str) -> None:
        if self._style is not None and _parts(name)[1] == "style":
            self._css("".join(self._style))
            self._style = None


def _parts(name: str) -> tuple[str, str, str]:
    """Namespace, local name and prefix, as expat joins them."""
    parts = name.split(" ")
    return (parts[0], parts[1], parts[2] if len(parts) > 2 else "") if len(parts) > 1 else ("", name, "")


def _size(root: dict[str, str] | None) -> tuple[int, int] | None:
    """As a browser finds it: a side that is not given follows from the other and the viewBox (CSS Images 3, 5.3)."""
    if root is None:
        return None
    box = [_pixels(part) for part in re.split(r"[\s,]+", root.get("viewBox", "").strip())[2:4]]
    box_width, box_height = box if len(box) == 2 else (None, None)
    width, height = _pixels(root.get("width", "")), _pixels(root.get("height", ""))
    if box_width and box_height:
        if width and not height:
            height = width * box_height / box_width
        elif height and not width:
            width = height * box_width / box_height
        elif not width and not height:
            width, height = box_width, box_height
    if not width or not height or max(width, height) > _LARGEST:
        return None
    return max(1, round(width)), max(1, round(height))


def _pixels(text: str) -> float | None:
    match = _LENGTH.fullmatch(text)
    return float(match[1]) * _UNITS[match[2] or "px"] if match else None
