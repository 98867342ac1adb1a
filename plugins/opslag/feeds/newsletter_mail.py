"""``/nyhedsbrev/uge.html``: next week as a mail, for the newsletter's tool to fetch.

Mail programs know tables and styles that stand in the element itself, and little else; and a large one cuts a mail off after
102 KB. So there are no scripts, no stylesheets and no drawings here, and where a week is too full for all to be said, less is
said of each event, then the number of events a day is limited, and the programme's page has the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from opslag.events.occurrence import Occurrence
from opslag.events.state import State
from opslag.events.wording import state_word, time_words, titled, where_words
from opslag.feeds.element import around, element, empty
from opslag.feeds.newsletter import Issue, crop, issue
from opslag.feeds.summary import LONGEST, shortened, summary
from opslag.frozen import frozen
from opslag.language import Language
from opslag.library import Library
from opslag.settings import Site

LARGEST = 90_000
"""Bytes; the tool adds its own head and foot."""

INK, QUIET, PAPER, GROUND, LINE = "#1a1a1a", "#4a4a4a", "#ffffff", "#eeeeee", "#cccccc"
"""Text has a contrast of 8:1 at the least, whatever the library's own colour is: that one is a bar, not a ground for text."""
FACE = "font-family:Arial,Helvetica,sans-serif;"

PICTURE = 132
"""CSS pixels that a picture is wide; its file has more, for sharp screens."""
LONGEST_TITLE = 160


@frozen
class Detail:
    """How much is said."""

    full: bool
    """With picture and summary."""
    most: int
    """Events of one day."""


DETAILS = (Detail(True, 40), Detail(False, 40), Detail(False, 20), Detail(False, 8), Detail(False, 2))


def newsletter_html(library: Library, told: Issue | None = None) -> bytes:
    """``told``: its ``issue``, where it is known."""
    told = told or issue(library)
    mail = _Mail(library.site)
    made = b""
    for detail in DETAILS:
        made = mail.document(told, detail).encode()
        if len(made) <= LARGEST:
            break
    return made


class _Mail:
    """The words and addresses that all parts of one mail need."""

    def __init__(self, site: Site) -> None:
        self.site, self.language = site, Language(site.language)

    def document(self, told: Issue, detail: Detail) -> str:
        site, language = self.site, self.language
        week = language.days_words(told.first, told.last)
        head = [
            empty("meta", charset="utf-8"),
            empty("meta", name="viewport", content="width=device-width, initial-scale=1"),
            element("title", f"{site.name}: {language.gettext('Next week')}, {week}"),
        ]
        inside = around("table", self.rows(told, week, detail), **_layout("100%"), style=f"max-width:600px;background:{PAPER};")
        body = [
            element("div", self.foretaste(told), style="display:none;max-height:0;overflow:hidden;"),
            _table(around("td", [inside], align="center", style="padding:16px 8px;"), "100%", f"background:{GROUND};"),
        ]
        html = around(
            "html",
            [around("head", head), around("body", body, style=f"margin:0;padding:0;background:{GROUND};")],
            lang=site.language,
        )
        return f"<!doctype html>\n{html}"

    def foretaste(self, told: Issue) -> str:
        """What a mail program shows beside the subject."""
        return shortened(", ".join(one.title for _, one in zip(range(3), told.occurrences, strict=False)), LONGEST_TITLE)

    def rows(self, told: Issue, week: str, detail: Detail) -> Iterator[str]:
        language, base = self.language, self.site.base_url
        yield _row(
            _paragraph(_link(self.site.name, f"{base}/", INK), 14, INK),
            element("h1", language.gettext("Next week"), style=_text(30, INK, "bold") + "margin:8px 0 4px;"),
            _paragraph(element("span", week), 16, QUIET),
            style=f"padding:20px 24px;border-top:8px solid {self.site.colour};",
        )
        for day, found in told.days:
            yield from self.section(language.date_words(day, year=False), found, detail)
        if told.continuing:
            yield from self.section(language.gettext("Continuing"), told.continuing, detail)
        if not told.days and not told.continuing:
            yield _row(
                _paragraph(element("span", language.gettext("Nothing is planned right now. Look in again soon.")), 16, INK)
            )
        more = _link(language.gettext("See the whole programme"), f"{base}/arrangementer/", INK)
        yield _row(_paragraph(more, 16, INK), style=f"padding:20px 24px 28px;border-top:1px solid {LINE};")

    def section(self, heading: str, found: Sequence[Occurrence], detail: Detail) -> Iterator[str]:
        style = _text(20, INK, "bold") + "margin:0;"
        yield _row(element("h2", heading, style=style), style=f"padding:20px 24px 4px;border-top:1px solid {LINE};")
        for occurrence in found[: detail.most]:
            yield _row(self.full(occurrence) if detail.full else self.words(occurrence, detail))
        left = len(found) - detail.most
        if left > 0:
            words = self.language.ngettext("%(n)s more event", "%(n)s more events", left) % {"n": left}
            yield _row(_paragraph(_link(words, f"{self.site.base_url}/arrangementer/", INK), 15, INK))

    def full(self, occurrence: Occurrence) -> str:
        words = around("td", [self.words(occurrence, DETAILS[0])], valign="top")
        small = occurrence.teaser_image or occurrence.image
        shown = crop(small) if small else None
        if small is None or shown is None:
            return _table(words, "100%")
        size = {"width": PICTURE, "height": round(PICTURE * shown.height / shown.width)}
        style = f"display:block;border:0;width:{PICTURE}px;height:auto;{_text(12, QUIET, 'normal')}"
        base = self.site.base_url
        image = empty("img", src=base + shown.path, alt=shortened(small.alt, LONGEST_TITLE), **size, style=style)
        link = around("a", [image], href=base + occurrence.path)
        cell = around("td", [link], valign="top", width=PICTURE, style="padding:4px 16px 0 0;")
        return _table(cell + words, "100%")

    def words(self, occurrence: Occurrence, detail: Detail) -> str:
        language, event = self.language, occurrence.event
        price = language.price([ticket.price for ticket in event.tickets or ()], self.site.currency)
        state = "" if occurrence.state is State.CANCELLED else state_word(occurrence.state, language)
        facts = " · ".join(filter(None, (state, time_words(occurrence, language), where_words(occurrence, language), price)))
        title = shortened(titled(occurrence, language), LONGEST_TITLE)
        parts = [
            _paragraph(_link(title, self.site.base_url + occurrence.path, INK), 17, INK, "bold"),
            _paragraph(element("span", shortened(facts, LONGEST_TITLE)), 14, QUIET),
        ]
        if detail.full and (lead := summary(occurrence)):
            parts.append(_paragraph(element("span", shortened(lead, LONGEST)), 15, INK))
        return "".join(parts)


def _layout(width: str) -> dict[str, str]:
    return {"role": "presentation", "width": width, "cellpadding": "0", "cellspacing": "0", "border": "0"}


def _table(cells: str, width: str, style: str | None = None) -> str:
    return around("table", [around("tr", [cells])], **_layout(width), style=style)


def _row(*inside: str, style: str = "padding:12px 24px 16px;") -> str:
    return around("tr", [around("td", inside, style=style)])


def _paragraph(inside: str, size: int, colour: str, weight: str = "normal") -> str:
    return around("p", [inside], style=_text(size, colour, weight) + "margin:0 0 4px;")


def _text(size: int, colour: str, weight: str) -> str:
    return f"{FACE}font-size:{size}px;line-height:1.4;font-weight:{weight};color:{colour};"


def _link(words: str, address: str, colour: str) -> str:
    return element("a", words, href=address, style=f"color:{colour};text-decoration:underline;")
