"""Every type of field, and every key of one: how it is written, and what is told of a mistake in it."""

from __future__ import annotations

from datetime import date

import pytest
from opslag.forms.bound import Bound
from opslag.forms.form import Option, OptionGroup, Passage
from opslag.forms.making_field import ATTRIBUTES

from tests.forms.made import field, field_told, form, judged, one_field, told


def test_text_is_one_line() -> None:
    one = one_field("type: text\nlabel: Emne\nrequired: true")
    assert judged(one, "  Fyrtårne \r\n") == "=Fyrtårne"
    assert judged(one, "a\r\nb") == "Skriv det på én linje."
    assert judged(one, " ") == judged(one) == "Skriv et svar."


def test_a_textarea_is_many_lines_that_end_alike() -> None:
    one = one_field("type: textarea\nlabel: Besked")
    assert judged(one, "a\r\nb\rc\n\nd  ") == "=a\nb\nc\n\nd"
    assert judged(one) == judged(one, "") == "="


@pytest.mark.parametrize("text", ["navn@bibliotek.example", "a.b+c@x.example", "o'hara@x-y.example", "1@2.dk"])
def test_an_e_mail_address_is_taken(text: str) -> None:
    assert judged(one_field("type: email\nlabel: Mail"), text) == f"={text}"


@pytest.mark.parametrize(
    "text",
    ["navn", "navn@", "@x.example", "navn@localhost", "a b@x.example", "a@x..example", "a@-x.example", "a@x.example, b@x.example",
     "Anne <a@x.example>", "a@x.example\nBcc: b@x.example", "å@x.example"],
)  # fmt: skip
def test_what_is_no_e_mail_address_is_not(text: str) -> None:
    assert judged(one_field("type: email\nlabel: Mail"), text) in (
        "Skriv en e-mailadresse, for eksempel navn@example.org.",
        "Skriv det på én linje.",
    )


def test_an_address_on_the_web_is_whole() -> None:
    one = one_field("type: url\nlabel: Adresse")
    assert judged(one, "https://example.org/æ?x=1#y") == "=https://example.org/æ?x=1#y"
    for text in ("example.org", "javascript:alert(1)", "ftp://x.example", "https://", "https://a b"):
        assert judged(one, text) == "Skriv en hel adresse, der begynder med https://"


def test_a_date_is_taken_as_browsers_and_as_people_write_it() -> None:
    one = one_field("type: date\nlabel: Dag")
    for text in ("2026-12-08", "8.12.2026", "8/12/2026", "08-12-2026", "8. 12. 2026"):
        assert judged(one, text) == "=2026-12-08"
    for text in ("i morgen", "31.2.2026", "2026-13-01", "8.12/2026", "20261208"):
        assert judged(one, text) == "Skriv en dato med dag, måned og år, for eksempel 8.12.2026."
    assert judged(one_field("type: date\nlabel: Dag\nrequired: true")) == "Vælg en dato."


@pytest.mark.parametrize(
    ("format", "delivered"), [("Y-m-d", "2026-02-08"), ("d.m.Y", "08.02.2026"), ("j/n y", "8/2 26"), ("Ymd", "20260208")]
)
def test_a_date_is_delivered_in_its_format(format: str, delivered: str) -> None:
    assert judged(one_field(f"type: date\nlabel: Dag\nformat: {format}"), "8.2.2026") == f"={delivered}"


@pytest.mark.parametrize(
    ("written", "bound", "on"),
    [
        ("now", Bound(), date(2026, 11, 21)),
        ("now + 2 days", Bound(days=2), date(2026, 11, 23)),
        ("now+1 day", Bound(days=1), date(2026, 11, 22)),
        ("now - 1 week", Bound(days=-7), date(2026, 11, 14)),
        ("today + 3 months", Bound(months=3), date(2027, 2, 21)),
        ("now + 1 year", Bound(months=12), date(2027, 11, 21)),
        ("2026-09-09", Bound(day=date(2026, 9, 9)), date(2026, 9, 9)),
    ],
)
def test_the_first_and_last_day_are_fixed_or_reckoned_from_today(written: str, bound: Bound, on: date) -> None:
    earliest = field(f"type: date\nlabel: Dag\nminValue: {written}").earliest
    assert earliest == bound
    assert earliest.on(date(2026, 11, 21)) == on
    assert field(f"type: date\nlabel: Dag\nmaxValue: {written}").latest == bound


def test_a_month_after_the_31st_is_the_last_day_of_the_next() -> None:
    assert Bound(months=1).on(date(2027, 1, 31)) == date(2027, 2, 28)
    assert Bound(months=-2).on(date(2027, 1, 31)) == date(2026, 11, 30)


def test_a_date_out_of_its_bounds_is_told_with_the_bound() -> None:
    one = one_field("type: date\nlabel: Dag\nminValue: now + 2 days\nmaxValue: 2026-12-24")
    assert judged(one, "2026-11-23") == "=2026-11-23"
    assert judged(one, "2026-11-22") == "Vælg den 23. november 2026 eller en senere dag."
    assert judged(one, "2026-12-25") == "Vælg den 24. december 2026 eller en tidligere dag."


def test_a_select_has_options_in_groups_or_not_and_a_line_that_is_no_answer() -> None:
    one = field("type: select\nlabel: Hus\nplaceholder: p\noptions: [a, {value: b, label: B}]", "a: Askemose\np: Vælg")
    assert one.groups == (OptionGroup("", (Option("Askemose", "Askemose"), Option("b", "B"))),)
    assert one.placeholder == "Vælg"
    grouped = field(
        "type: select\nlabel: Hus\noptionGroups:\n  - {label: g, options: [a]}\n  - {label: h, options: [b]}", "g: By\na: Å"
    )
    assert grouped.groups == (OptionGroup("By", (Option("Å", "Å"),)), OptionGroup("h", (Option("b", "b"),)))
    assert grouped.options == (Option("Å", "Å"), Option("b", "b"))


@pytest.mark.parametrize("kind", ["select", "radio"])
def test_of_a_select_and_of_radio_buttons_one_is_chosen(kind: str) -> None:
    one = one_field(f"type: {kind}\nlabel: Hus\nrequired: true\noptions: [a, {{value: b, label: Bo}}]", "a: Askemose")
    assert judged(one, "Askemose") == "=Askemose"
    assert judged(one, "b") == "=b"
    assert judged(one, "") == judged(one) == "Vælg en af mulighederne."
    for text in ("a", "Bo", "askemose", "Askemose "):
        assert judged(one, text) == "Vælg mellem dem, der står her."
    assert judged(one, "Askemose", "b") == "Giv kun ét svar."


def test_an_option_without_a_value_of_its_own_is_sent_as_its_translated_text() -> None:
    one = one_field("type: select\nlabel: Hus\noptions: [2/Vaski/1/1/]", "2/Vaski/1/1/: Turun kaupunginkirjasto")
    assert judged(one, "Turun kaupunginkirjasto") == "=Turun kaupunginkirjasto"


def test_of_checkboxes_any_number_is_ticked() -> None:
    one = one_field("type: checkbox\nlabel: Udstyr\noptions: [lyd, lys, {value: s, label: scene}]")
    assert judged(one) == "="
    assert judged(one, "s", "lyd") == "=lyd, s"
    assert judged(one, "lyd", "røg") == "Vælg mellem dem, der står her."


def test_required_checkboxes_are_all_ticked() -> None:
    one = one_field("type: checkbox\nlabel: Vilkår\nrequired: true\noptions: [a, b]")
    assert judged(one, "a") == judged(one) == "Sæt flueben i alle felter."
    assert judged(one, "b", "a") == "=a, b"
    assert judged(one_field("type: checkbox\nrequired: true\noptions: [Jeg accepterer]")) == "Sæt flueben i feltet."


def test_of_checkboxes_with_require_one_at_least_one_is() -> None:
    one = one_field("type: checkbox\nlabel: Form\nrequireOne: true\noptions: [a, b]")
    assert judged(one) == "Sæt mindst ét flueben."
    assert judged(one, "b") == "=b"


def test_a_hidden_field_has_its_own_value_whatever_is_posted() -> None:
    for keys in ("type: hidden\nvalue: web", "type: hidden\nsettings: [[value, web]]"):
        one = one_field(keys)
        assert judged(one) == judged(one, "forged") == judged(one, "a", "b") == "=web"


def test_help_stands_before_the_field_or_behind_it() -> None:
    keys = "type: text\nlabel: x\nhelp:"
    assert field(f"{keys} h", "h: Kort").help_before == Passage("Kort")
    both = field(f"{keys} {{pre: a, post: b_html}}", "b_html: '*Tak*'")
    assert (both.help_before, both.help_after) == (Passage("a"), Passage("<p><em>Tak</em></p>\n", html=True))


@pytest.mark.parametrize(
    "written", ["[[rows, 3], [placeholder, p]]", "{rows: 3, placeholder: p}", "[['rows ', ' 3'], [Placeholder, p]]"]
)
def test_settings_are_pairs_or_a_mapping(written: str) -> None:
    assert field(f"type: textarea\nlabel: x\nsettings: {written}", "p: Skriv her").attributes == (
        ("rows", "3"),
        ("placeholder", "Skriv her"),
    )


def test_settings_bound_the_length_and_the_form_of_a_text() -> None:
    one = one_field("type: text\nlabel: x\nsettings: {minlength: 2, maxlength: 4, pattern: '[a-z]+', title: Kun små bogstaver.}")
    assert judged(one, "abcd") == "=abcd"
    assert judged(one, "a") == "Skriv mindst 2 tegn."
    assert judged(one, "abcde") == "Skriv højst 4 tegn. Her er 5."
    assert judged(one, "ab1") == "Kun små bogstaver."
    assert judged(one) == "="


def test_an_e_mail_address_may_have_a_danish_host() -> None:
    one = one_field("type: email\nlabel: x")
    assert judged(one, "bo@blåbær.example") == judged(one, "bo@xn--blbr-roah.example") == "=bo@xn--blbr-roah.example"
    for text in ("bå@bib.example", "bo@bl..bær.example", "bo@å" + "x" * 70 + ".example", "bo@a b.ø"):
        assert judged(one, text) == judged(one, "bo")


@pytest.mark.parametrize("unseen", ["\u200b", "\ufeff", "\u202a\u202c", " \u2068 ", "\u200e\n"])
def test_what_nobody_sees_around_an_answer_is_no_part_of_it(unseen: str) -> None:
    one = one_field("type: email\nlabel: x\nrequired: true")
    assert judged(one, f"{unseen}bo@bib.example{unseen}") == "=bo@bib.example"
    assert judged(one, unseen) == judged(one)


def test_a_pattern_takes_the_digits_and_letters_that_browsers_take() -> None:
    one = one_field("type: text\nlabel: x\nsettings: {pattern: '\\d{4}', title: Fire cifre.}")
    assert judged(one, "1234") == "=1234"
    assert judged(one, "١٢٣٤") == judged(one, "１２３４") == "Fire cifre."
    assert field_told("type: text\nlabel: x\nsettings: {pattern: '(?u)a'}") == [
        '7:29: settings.pattern: "(?u)a", which is no regular expression; write one such as [A-Z]{2}-[0-9]+'
    ]


def test_the_value_in_settings_is_what_stands_there_at_first() -> None:
    assert field("type: text\nlabel: x\nsettings: [[value, Hej]]").value == "Hej"


@pytest.mark.parametrize("name", ["onclick", "style", "id", "name", "type", "form", "formaction", "required", "hidden", "list"])
def test_no_setting_runs_a_script_or_changes_what_the_form_is(name: str) -> None:
    told = field_told(f"type: text\nlabel: x\nsettings: [[{name}, x]]")
    assert len(told) == 1 and told[0].startswith(f'7:20: settings.0: "{name}" in a field of type text; ')
    assert all(name not in allowed for allowed in ATTRIBUTES.values())


def test_what_is_no_setting_is_told() -> None:
    assert field_told("type: textarea\nlabel: x\nsettings: [[rows, mange], [rows], x, {a: b}]") == [
        '7:20: settings.0: rows: "mange"; write a number, such as 50',
        "7:35: settings.1: no pair; write [name, value], such as [rows, 3]",
        "7:43: settings.2: no pair; write [name, value], such as [rows, 3]",
        "7:46: settings.3: no pair; write [name, value], such as [rows, 3]",
    ]
    assert field_told("type: text\nlabel: x\nsettings: 3") == ['7:19: settings: "3"; write [[rows, 3]], or {rows: 3}']
    assert field_told("type: text\nlabel: x\nsettings: {pattern: '['}") == [
        '7:29: settings.pattern: "[", which is no regular expression; write one such as [A-Z]{2}-[0-9]+'
    ]


def only(kind: str, *types: str) -> str:
    return f"in a field of type {kind}; delete it, or make the field one of {', '.join(types)}"


MISTAKES = {
    "type: tekst\nlabel: x": '5:15: type: "tekst"; did you mean "text"? '
    "(allowed: text, textarea, date, email, url, select, radio, checkbox, hidden)",
    "type: text": "4:9: fields.0: a field without a label; write label: what the visitor is asked",
    "type: text\nlabel: x\nlabell: y": '7:9: labell: unknown key; did you mean "label"?',
    "type: radio\nlabel: x": "4:9: fields.0: a field of type radio without options; "
    "write what may be chosen: options: [one, two]",
    "type: text\nlabel: x\noptions: [a]": f"7:18: options: options {only('text', 'checkbox', 'radio', 'select')}",
    "type: radio\nlabel: x\noptionGroups: [{label: g, options: [a]}]": "7:23: optionGroups: optionGroups "
    + only("radio", "select"),
    "type: select\nlabel: x\noptions: [a]\noptionGroups: [{label: g, options: [b]}]": "8:23: optionGroups: "
    "options and optionGroups in one field; keep one of the two",
    "type: radio\nlabel: x\noptions: [a, a]": '7:18: options: "a" twice; delete one, or give each a value of its own',
    "type: radio\nlabel: x\noptions: [{value: a}]": "7:19: options.0.label: missing; add it: label: …",
    "type: text\nlabel: x\nplaceholder: p": "7:22: placeholder: placeholder in a field of type text; "
    "write it in settings: [[placeholder, …]]",
    "type: radio\nlabel: x\nrequireOne: true\noptions: [a]": f"7:21: requireOne: requireOne {only('radio', 'checkbox')}",
    "type: text\nlabel: x\nminValue: now": f"7:19: minValue: minValue {only('text', 'date')}",
    "type: date\nlabel: x\nminValue: nu": '7:19: minValue: "nu"; '
    "write now, now + 2 days (weeks, months, years), or a date such as 2026-09-09",
    "type: date\nlabel: x\nmaxValue: now + 900 years": '7:19: maxValue: "now + 900 years"; that is more than 200 years away',
    "type: date\nlabel: x\nminValue: now + 2 days\nmaxValue: now": "8:19: maxValue: "
    "a last day before the first (minValue); write a later one",
    "type: date\nlabel: x\nformat: D j. F": '7:17: format: "DF" in "D j. F"; '
    "write it with Y, y, m, n, d, j, such as Y-m-d or j.n.Y",
    "type: hidden\nvalue: x\nrequired: true": "7:19: required: required "
    + only("hidden", "checkbox", "date", "email", "radio", "select", "text", "textarea", "url"),
    "type: select\nlabel: x\nrecipient: true\noptions: [Anne]": '8:18: options: "Anne", which is no e-mail address; '
    "write {value: navn@bibliotek.example, label: …}: what is chosen is to whom it goes",
    "type: text\nlabel: x\nrecipient: true": f"7:20: recipient: recipient {only('text', 'select')}",
}


@pytest.mark.parametrize("keys", MISTAKES)
def test_a_mistake_is_told_at_its_line_with_what_to_write(keys: str) -> None:
    assert field_told(keys) == [MISTAKES[keys]]


def test_what_is_missing_from_a_field_is_told() -> None:
    assert told("fields:\n  - {label: x}") == [
        "4:9: fields.0.name: missing; add it: name: …",
        "4:9: fields.0.type: missing; add it: type: …",
    ]
    assert form("fields: []").fields[0].name == "name"
