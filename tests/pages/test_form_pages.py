"""A form's page, as a browser and a screen reader get it: before anything is written, and when it comes back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pytest
from lxml import html
from opslag.composing import open_forms
from opslag.content.tree import Tree
from opslag.errors import ContentError
from opslag.forms.form import Form
from opslag.forms.record import CatalogueRecord
from opslag.forms.user import User
from opslag.language import Language
from opslag.pages.form_pages import FormPages
from opslag.pages.site_view import dress_as
from opslag.pages.theme import Theme

from tests.bare_site import BareSite
from tests.forms.made import answer

THEME = Path(__file__).parents[2] / "themes" / "plakat"

FORM = """\
forms:
  alt:
    title: Alt på én gang
    emailSubject: Nyt
    recipient: a@x.example
    hideSenderInfo: true
    useCaptcha: true
    reportReferrer: true
    prefillFields: [tekst, hus]
    help: {pre: Før, post: Efter}
    fields:
      - {name: tekst, type: text, label: Tekst, help: {pre: Hjælp, post: Bagefter}, required: true}
      - {name: besked, type: textarea, label: Besked, settings: [[placeholder, Skriv her]]}
      - {name: dag, type: date, label: Dag, minValue: now + 2 days, maxValue: 2030-12-31}
      - {name: email, type: email, label: Mail}
      - {name: side, type: url, label: Side}
      - {name: hus, type: select, label: Hus, placeholder: Vælg, optionGroups: [{label: By, options: [A, {value: b, label: B}]}]}
      - {name: tid, type: radio, label: Tid, required: true, options: [Formiddag, Aften]}
      - {name: form, type: checkbox, label: Form, requireOne: true, options: [Bog, Lyd]}
      - {name: ja, type: checkbox, required: true, options: [Jeg lover det]}
      - {name: kilde, type: hidden, value: hemmeligt}
"""

Render = Callable[..., html.HtmlElement]


@pytest.fixture
def pages(bare_site: BareSite) -> FormPages:
    bare_site.write("forms/alt.yaml", FORM)
    return form_pages(bare_site)


def form_pages(site: BareSite) -> FormPages:
    tree = Tree(site.content)
    library = open_forms(tree, datetime.now(UTC))
    theme = Theme((THEME,), Language(library.site.language))
    return FormPages(library, theme, dress_as(theme, library, tree.read))


def form_of(pages: FormPages) -> Form:
    return pages.library.forms[0]


def page(pages: FormPages, *pairs: tuple[str, str], **shown: object) -> html.HtmlElement:
    """Of the only form; with answers, where there are pairs."""
    form = form_of(pages)
    return html.fromstring(pages.form(form, answer(form, *pairs) if pairs else None, **shown))  # type: ignore[arg-type]


def controls(tree: html.HtmlElement) -> list[html.HtmlElement]:
    """What a visitor fills in."""
    return tree.xpath("//form//*[self::input or self::select or self::textarea][not(@type='hidden')][not(@aria-hidden)]")


def test_every_control_has_a_label_and_every_group_a_legend(pages: FormPages) -> None:
    tree = page(pages)
    labels = {label.get("for"): label.text_content() for label in tree.xpath("//form//label")}
    assert [one.get("name") for one in controls(tree) if not labels.get(one.get("id"))] == []
    legends = [one.text_content() for one in tree.xpath("//fieldset/legend")]
    assert legends == ["Tid", "Form"]
    assert labels["field-besked"] == "Besked (valgfrit)"
    assert labels["field-tekst"] == "Tekst"
    assert len(tree.xpath("//@id")) == len(set(tree.xpath("//@id")))


def test_help_stands_before_its_control_and_is_read_with_it(pages: FormPages) -> None:
    tree = page(pages)
    control = tree.get_element_by_id("field-tekst")
    assert control.get("aria-describedby") == "help-tekst"
    order = [one.get("id") or one.text_content() for one in control.getparent()]
    assert order == ["Tekst", "help-tekst", "field-tekst", "Bagefter"]


def test_the_browser_checks_what_it_can(pages: FormPages) -> None:
    tree = page(pages)
    said = {one.get("id"): one.attrib for one in controls(tree)}
    required = {name for name, attributes in said.items() if "required" in attributes}
    assert required == {"field-tekst", "field-tid-1", "field-tid-2", "field-ja-1"}
    assert (said["field-tekst"]["maxlength"], said["field-besked"]["maxlength"]) == ("1000", "20000")
    assert [said[f"field-{name}"]["type"] for name in ("tekst", "dag", "email", "side")] == ["text", "date", "email", "url"]
    assert said["field-dag"]["max"] == "2030-12-31"
    assert said["field-email"]["autocomplete"] == "email"
    assert said["field-besked"]["placeholder"] == "Skriv her"


def test_a_day_reckoned_from_today_is_left_to_the_script_for_a_page_may_be_old(pages: FormPages) -> None:
    assert "min" not in page(pages).get_element_by_id("field-dag").attrib
    assert page(pages).get_element_by_id("field-dag").get("data-min") == "0 2"


def test_a_hidden_field_is_not_in_the_page(pages: FormPages) -> None:
    assert "hemmeligt" not in pages.form(form_of(pages))


def test_it_posts_to_the_gateway_under_the_fields_own_names(pages: FormPages) -> None:
    form = page(pages).get_element_by_id("form")
    assert (form.get("method"), form.get("action")) == ("post", "/forms/alt")
    posted = dict.fromkeys(one.get("name") for one in form.xpath(".//*[@name]"))
    own = ["opslag-website", "recordId", "opslag-seconds", "referrer", "opslag-captcha"]
    assert list(posted) == ["tekst", "besked", "dag", "email", "side", "hus", "tid", "form", "ja", *own]
    script = form.get_element_by_id("about-form")
    assert (script.get("data-prefill"), script.get("data-challenge")) == ("tekst hus", "/forms/alt/captcha")


def test_the_trap_for_robots_is_hidden_from_everybody_else(pages: FormPages) -> None:
    trap = page(pages).get_element_by_id("opslag-website")
    assert trap.get("tabindex") == "-1" and trap.get("autocomplete") == "off"
    assert trap.getparent().get("aria-hidden") == "true" and trap.getparent().get("class") == "unseen"


WRITTEN = (
    ("tekst", ""),
    ("besked", "\n<b>\r\nå\n"),
    ("dag", "1.1.2026"),
    ("email", '"a'),
    ("side", "javascript:x"),
    ("hus", "b"),
    ("tid", "Aften"),
    ("form", "Lyd"),
)


def test_what_was_written_still_stands_there(pages: FormPages) -> None:
    tree = page(pages, *WRITTEN)
    values = {one.get("name"): one.value for one in controls(tree) if one.get("type") not in ("radio", "checkbox")}
    assert values["besked"].replace("\r\n", "\n") == "\n" + "\n<b>\nå\n"  # browsers drop the first line break of a textarea
    assert (values["dag"], values["email"], values["side"], values["hus"]) == ("2026-01-01", '"a', "javascript:x", "b")
    assert [one.get("value") for one in tree.xpath("//input[@checked]")] == ["Aften", "Lyd"]


def test_each_fault_is_told_on_top_and_at_its_field(pages: FormPages) -> None:
    tree = page(pages, *WRITTEN)
    top = tree.xpath("//main//*[@role='alert']")[0]
    links = {link.get("href"): link.text_content() for link in top.xpath(".//a")}
    assert links == {
        "#field-tekst": "Tekst: Skriv et svar.",
        "#field-dag": "Dag: Vælg den 23. november 2026 eller en senere dag.",
        "#field-email": "Mail: Skriv en e-mailadresse, for eksempel navn@example.org.",
        "#field-side": "Side: Skriv en hel adresse, der begynder med https://",
        "#field-ja-1": "Jeg lover det: Sæt flueben i feltet.",
    }
    for place, words in links.items():
        control = tree.get_element_by_id(place[1:])
        told = [tree.get_element_by_id(name).text_content() for name in control.get("aria-describedby").split()]
        assert control.get("aria-invalid") == "true"
        assert told[-1].removeprefix("Fejl: ") in words
    assert tree.findtext(".//title").startswith("Noget skal rettes: ")
    assert tree.xpath("//*[@autofocus]") == [top]
    assert not page(pages).xpath("//*[@role='alert']")


def test_a_group_with_a_fault_is_described_by_it(pages: FormPages) -> None:
    tree = page(pages, ("tekst", "x"))
    groups = {one.findtext("legend"): one.get("aria-describedby") for one in tree.xpath("//fieldset")}
    assert groups == {"Tid": "fault-tid", "Form": "fault-form"}
    assert "#field-tid-1" in tree.xpath("//*[@role='alert']//@href")


def test_a_notice_a_question_and_what_is_known_of_the_visitor_stand_in_the_page(pages: FormPages) -> None:
    user = User(7, name="Anne Holm", email="anne@x.example")
    tree = page(pages, user=user, filled={"tekst": "Fyret"}, notice="Vent lidt.", question=("To plus to?", "<seglet>"))
    assert tree.get_element_by_id("field-email").get("value") == "anne@x.example"
    assert tree.get_element_by_id("field-tekst").get("value") == "Fyret"
    assert tree.xpath("//*[@role='alert']")[0].text_content().strip() == "Vent lidt."
    assert tree.xpath("//input[@name='opslag-question']")[0].get("value") == "<seglet>"
    assert tree.xpath("//label[@for='opslag-answer']")[0].text == "To plus to?"


def test_a_form_about_a_record_says_which_and_posts_its_id(pages: FormPages) -> None:
    tree = page(pages, record=CatalogueRecord("Solr|x.1", "Fyr & flamme"))
    assert "Om: Fyr & flamme" in tree.xpath("//main")[0].text_content()
    assert tree.xpath("//input[@name='recordId']")[0].get("value") == "Solr|x.1"
    assert page(pages).xpath("//input[@name='recordId']")[0].get("value") == ""


def test_a_form_for_those_who_have_signed_in_shows_the_way_there(bare_site: BareSite) -> None:
    bare_site.write("forms/a.yaml", "forms:\n  a: {onlyForLoggedUsers: true, recipient: a@x.example}\n")
    settings = (bare_site.content / "site.yaml").read_text(encoding="utf-8")
    bare_site.write("site.yaml", settings + "login: {issuer: https://login.example, client_id: opslag}\n")
    pages = form_pages(bare_site)
    assert page(pages).xpath("//main//a/@href") == ["/forms/sign-in?return=/forms/a"]
    assert not page(pages).xpath("//form")
    assert page(pages, user=User(7)).xpath("//form")


def test_the_thank_you_page_shows_the_receipt(pages: FormPages) -> None:
    tree = html.fromstring(pages.thanks(form_of(pages), "4K7P-22XD", '{"a": "<b>"}'))
    text = tree.xpath("//main")[0].text_content()
    assert "Tak. Vi har modtaget det, du sendte." in text
    assert "Din kvittering: 4K7P-22XD" in text
    assert tree.findtext(".//main//code") == '{"a": "<b>"}'


def test_a_site_lists_its_forms_and_a_site_without_any_has_no_list(bare_site: BareSite) -> None:
    assert bare_site.build_here().code == 0
    assert not (bare_site.output / "formularer").exists()
    bare_site.write("forms/alt.yaml", FORM)
    assert bare_site.build_here().code == 0
    assert 'href="/formularer/alt/"' in bare_site.page("/formularer/")
    assert "Alt på én gang" in bare_site.page("/formularer/alt/")
    addresses = (bare_site.output / "sitemap.xml").read_text(encoding="utf-8")
    assert "/formularer/alt/" in addresses and "/formularer/<" in addresses


def test_a_link_to_a_record_stands_in_a_page(bare_site: BareSite) -> None:
    bare_site.write("forms/alt.yaml", FORM)
    bare_site.write("records/fyr.yaml", "id: x.1\ntitle: Fyr\nform: alt\n")
    bare_site.write("pages/om.md", "---\ntitle: Om\n---\nLån [[fyr]] eller [[fry]].\n")
    ran = bare_site.build_here()
    assert 'content/pages/om.md:4:19: body: no record "fry" in content/records/; did you mean "fyr"?' in ran.lines
    bare_site.write("pages/om.md", "---\ntitle: Om\n---\nLån [[fyr]].\n")
    assert bare_site.build_here().code == 0
    assert '<a href="/formularer/alt/?recordId=Solr%7Cx.1">Fyr</a>' in unescape(bare_site.page("/om/"))


def test_the_gateway_is_told_what_is_wrong_with_forms_and_of_nothing_else(bare_site: BareSite) -> None:
    bare_site.event("krimi", start="i morgen")
    bare_site.write("forms/alt.yaml", FORM.replace("type: url", "type: urll"))
    with pytest.raises(ContentError) as told:
        open_forms(Tree(bare_site.content), datetime.now(UTC))
    assert [problem.path for problem in told.value.problems] == ["content/forms/alt.yaml"]
