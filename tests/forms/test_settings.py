"""Every setting of a form, as a library writes it in ``content/forms/NAME.yaml``."""

from __future__ import annotations

from dataclasses import replace

import pytest
from opslag.forms.form import Passage, Recipient

from tests.forms.made import SITE, answer, form, make, one_field, told

FIELDS = "fields:\n  - {name: besked, type: textarea, label: Besked}"


def test_a_form_needs_no_more_than_its_name() -> None:
    one = form("title: Skriv")
    assert (one.id, one.title, one.path, one.action) == ("skriv", "Skriv", "/formularer/skriv/", "/forms/skriv")
    assert [field.name for field in one.fields] == ["name", "email"]
    assert (one.handler, one.recipients) == ("email", (Recipient("post@lillerup.example", "Lillerup Bibliotek"),))


def test_title_response_and_help_are_keys_of_translations_or_stand_as_they_are() -> None:
    one = form(
        """
        title: t
        response: r_html
        help: {pre: p_html, post: Uden nøgle}
        """,
        "t: Skriv til os\nr_html: Tak. **Du hører fra os.**\np_html: 'Se [priser](/priser/).'\n",
    )
    assert one.title == "Skriv til os"
    assert one.response == Passage("<p>Tak. <strong>Du hører fra os.</strong></p>\n", html=True)
    assert one.help_before == Passage('<p>Se <a href="/priser/">priser</a>.</p>\n', html=True)
    assert one.help_after == Passage("Uden nøgle")


def test_help_alone_is_help_before() -> None:
    assert form("help: Læs først dette").help_before == Passage("Læs først dette")


def test_the_language_of_the_site_says_which_translation_is_used() -> None:
    files = {"forms/a.yaml": "forms: {a: {title: t}}"}
    files |= {"forms/translations/en.yaml": "t: Write", "forms/translations/fi.yaml": "t: Kirjoita"}
    assert make(files, replace(SITE, language="en")).forms[0].title == "Write"
    assert make(files, replace(SITE, language="fi")).forms[0].title == "Kirjoita"
    assert make(files, SITE).forms[0].title == "t"


def test_a_form_that_is_not_enabled_is_checked_and_not_shown() -> None:
    made = make({"forms/a.yaml": "forms:\n  a: {enabled: false}\n  b: {enabled: no, titel: x}\n  c: {}\n"})
    assert made.told == ['content/forms/a.yaml:3:20: forms.b.titel: unknown key; did you mean "title"?']
    made = make({"forms/a.yaml": "forms:\n  a: {enabled: false}\n  c: {}\n"})
    assert [one.id for one in made.forms] == ["c"]


def test_only_for_logged_users_needs_a_place_to_sign_in() -> None:
    assert form("onlyForLoggedUsers: true").needs_login
    nowhere = replace(SITE, login=None)
    assert told("onlyForLoggedUsers: true\nincludeBarcode: true\nincludePatronId: true", site=nowhere) == [
        f"{line}: {key}: true, where nobody can sign in; say where visitors sign in: login in content/site.yaml"
        for line, key in (("3:25", "onlyForLoggedUsers"), ("4:21", "includeBarcode"), ("5:22", "includePatronId"))
    ]


def test_flags_are_what_they_say() -> None:
    plain, full = (
        form("title: x"),
        form(
            """
        useCaptcha: true
        hideRecipientInfo: true
        includeBarcode: true
        includePatronId: true
        reportReferrer: true
        reportUserAgent: true
        allowLocalOverride: true
        """
        ),
    )
    flags = ("captcha", "show_recipient", "with_barcode", "with_patron_id", "with_referrer", "with_user_agent")
    assert [getattr(plain, flag) for flag in flags] == [False, True, False, False, False, False]
    assert [getattr(full, flag) for flag in flags] == [True, False, True, True, True, True]


@pytest.mark.parametrize(
    ("keys", "required"),
    [
        ("title: x", [False, False]),
        ("senderInfoRequired: true", [True, True]),
        ("senderNameRequired: true", [True, False]),
        ("senderEmailRequired: true", [False, True]),
    ],
)
def test_the_sender_is_asked_for_name_and_e_mail(keys: str, required: list[bool]) -> None:
    fields = form(keys).fields
    assert [(field.name, field.type, field.label) for field in fields] == [
        ("name", "text", "Dit navn"),
        ("email", "email", "Din e-mail"),
    ]
    assert [field.required for field in fields] == required


def test_the_sender_s_fields_have_the_library_s_own_words_and_help() -> None:
    name, email = form("senderInfoHelp: why", "why: Så vi kan svare\nfeedback_name: Navn\nfeedback_email: Mail").fields
    assert (name.label, email.label, name.help_before) == ("Navn", "Mail", Passage("Så vi kan svare"))


def test_the_sender_s_fields_may_be_hidden_or_be_the_form_s_own() -> None:
    assert form("hideSenderInfo: true").fields == ()
    own = form("fields:\n  - {name: email, type: email, label: Arbejdsmail}").fields
    assert [(field.name, field.label) for field in own] == [("email", "Arbejdsmail"), ("name", "Dit navn")]


@pytest.mark.parametrize("key", ["sendMethod", "primaryHandler"])
def test_a_handler_is_named_by_either_key(key: str) -> None:
    assert form(f"{key}: database").handler == "database"
    assert form(f"{key}: email").handler == "email"
    assert form(f"{key}: api\napiSettings: {{url: https://api.example}}").handler == "api"


def test_two_handlers_in_one_place_are_told() -> None:
    assert told("sendMethod: api\nprimaryHandler: email\napiSettings: {url: https://api.example}") == [
        "3:17: sendMethod: api, where primaryHandler says email; keep one of the two; sendMethod is the older name"
    ]


def test_secondary_handlers_get_it_as_well() -> None:
    one = form("primaryHandler: database\nsecondaryHandlers: [email, database]")
    assert (one.handler, one.secondary_handlers) == ("database", ("email",))
    assert form("primaryHandler: database\nsecondaryHandlers: email").secondary_handlers == ("email",)


def test_a_handler_without_its_settings_is_told() -> None:
    silent = replace(SITE, contact=type(SITE.contact)())
    assert told("sendMethod: api") == [
        "3:17: sendMethod: api, without apiSettings; write where it goes: apiSettings: {url: https://…}"
    ]
    assert told("primaryHandler: email", site=silent) == [
        "3:21: primaryHandler: email, without a recipient; write to whom: recipient: {email: navn@bibliotek.example}"
    ]
    assert told("primaryHandler: sms") == ['3:21: primaryHandler: "sms"; write one of api, email, database']


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("a@b.example", (Recipient("a@b.example"),)),
        ("{name: Anne, email: a@b.example}", (Recipient("a@b.example", "Anne"),)),
        ("[{name: Anne, email: a@b.example}, c@b.example]", (Recipient("a@b.example", "Anne"), Recipient("c@b.example"))),
    ],
)
def test_a_recipient_is_one_or_many(written: str, meant: tuple[Recipient, ...]) -> None:
    assert form(f"recipient: {written}").recipients == meant


def test_addresses_must_be_such() -> None:
    lines = told("recipient: ingen\nreminderEmail: x\nemailFrom: {name: Anne}")
    assert lines == [
        '3:16: recipient: "ingen"; write an e-mail address, such as navn@bibliotek.example',
        '4:20: reminderEmail: "x"; write an e-mail address, such as navn@bibliotek.example',
        "5:16: emailFrom.email: missing; add it: email: …",
    ]


def test_who_sends_the_mails_and_who_is_reminded() -> None:
    one = form("emailFrom: {name: Hjemmesiden, email: web@b.example}\nreminderEmail: vagt@b.example")
    assert (one.sender, one.reminder_email) == (Recipient("web@b.example", "Hjemmesiden"), "vagt@b.example")


def test_prefill_fields_are_fields_that_a_visitor_fills_in() -> None:
    fields = "fields:\n  - {name: titel, type: text, label: Titel}\n  - {name: kilde, type: hidden, value: web}"
    assert form(f"prefillFields: [titel, email]\n{fields}").prefill == ("titel", "email")
    assert told(f"prefillFields: [titel, kilde, forfater]\n{fields}") == [
        '3:28: prefillFields.1: "kilde", which no visitor fills in; known here: email, name, titel',
        '3:35: prefillFields.2: "forfater", which no visitor fills in; known here: email, name, titel',
    ]


def test_the_subject_may_name_fields_and_what_else_the_message_holds() -> None:
    assert form("title: Skriv").subject == "Skriv"
    named = "Nyt: %%name%% %%value:email%% %%label:email%% %%record%% %%record_id%% %%recordId%% %%userCatId%% %%viewBaseUrl%%"
    assert form(f'emailSubject: "{named}"').subject == named
    assert form("emailSubject: s", "s: 'Fra %%name%%'").subject == "Fra %%name%%"
    assert told('emailSubject: "Fra %%nmae%% og %%email%%"') == [
        '3:19: emailSubject: %%nmae%%, which is no field; did you mean "name"?'
    ]


def test_names_of_forms_and_fields_are_such_that_they_stand_in_addresses_and_messages() -> None:
    made = make({"forms/a.yaml": "forms:\n  Skriv til os: {}\n  sign-in: {}\n  a: {}\n", "forms/b.yaml": "forms:\n  A: {}\n"})
    remedy = "name it with letters a to z, digits, - and _, such as RoomBooking"
    assert made.told == [
        f'content/forms/a.yaml:2:17: forms.Skriv til os: a form called "Skriv til os"; {remedy}',
        f'content/forms/a.yaml:3:12: forms.sign-in: a form called "sign-in"; {remedy}',
        "content/forms/b.yaml:2:6: forms.A: a form of this name stands in content/forms/a.yaml too; give it a name of its own",
    ]
    names = "fields:\n" + "".join(f"  - {{name: {name}, type: text, label: x}}\n" for name in ("e-post", "record", "a", "a"))
    assert told(names) == [
        '4:16: fields.0.name: "e-post"; name it with letters a to z, digits and _, such as pickup',
        '5:16: fields.1.name: "record", which the message itself uses; give the field another name',
        '7:16: fields.3.name: a second field called "a"; give it a name of its own',
    ]


def test_all_faults_of_all_files_are_told_at_once() -> None:
    made = make(
        {
            "forms/a.yaml": "forms:\n  a: {titel: x}\n",
            "forms/b.yaml": "form:\n  b: {}\n",
            "forms/c.yaml": "forms: [\n",
            "forms/translations/da.yaml": "a: {b: c}\n",
            "records/r.yaml": "id: https://ondt.example/\ntitle: x\n",
        }
    )
    assert [line.split(": ")[0] for line in made.told] == [
        "content/forms/a.yaml:2:7",
        "content/forms/b.yaml:1:1",
        "content/forms/c.yaml:2:1",
        "content/forms/translations/da.yaml:1:4",
        "content/records/r.yaml:1:5",
    ]


def test_whom_the_visitor_chooses_gets_it() -> None:
    from opslag.forms.answers import recipients

    one = one_field(
        """
        type: select
        label: Til
        recipient: true
        options: [{value: a@b.example, label: Anne}, {value: bo@b.example, label: Bo}]
        """
    )
    assert recipients(one, answer(one, ("x", "bo@b.example"))) == (Recipient("bo@b.example", "Bo"),)
    assert recipients(one, answer(one)) == one.recipients
