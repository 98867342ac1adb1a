"""A visitor fills in each of the sample forms, is corrected, and sends it: from the keyboard alone, and without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.desk import Desk, open_desk
from tests.browser.test_accessibility import violations, wrong
from tests.browser.visit import PHONE, Visit, next_page, visiting
from tests.waiting import until

WRONG_MAIL, RIGHT_MAIL = "anne@lillerup", "anne@lillerup.example"
"""A browser finds nothing wrong with the first; no mail would reach it."""


def _coming_day() -> date:
    """A day that every form takes, and whose day and month are the same number: some browsers ask for the one first, some for
    the other."""
    first = date.today() + timedelta(days=20)  # noqa: DTZ011 - the browser's today, and the gateway's, differ by a day at most
    return min(day for year in (first.year, first.year + 1) for n in range(1, 13) if (day := date(year, n, n)) >= first)


DAY = _coming_day()


@dataclass(frozen=True)
class Answer:
    """What is done at one control: text that is typed, ``↓`` in a list, ``␣`` at a box or a button; the day."""

    control: str
    does: str


@dataclass(frozen=True)
class Sample:
    form: str
    answers: tuple[Answer, ...]
    path: str = ""

    @property
    def address(self) -> str:
        return self.path or f"/formularer/{self.form}/"


def _sample(form: str, path: str = "", **answers: str) -> Sample:
    return Sample(form, tuple(Answer(f"field-{name.replace('__', '-')}", does) for name, does in answers.items()), path)


KONTAKT = _sample("kontakt", modtager="↓", besked="Hvornår åbner I?\nOg hvor?", svar__1="␣", name="Anne Holm", email=WRONG_MAIL)
LOKALE = _sample(
    "lokale", lokale="↓", dato="day", tid__1="␣", antal="12", udstyr__1="␣", udstyr__3="␣", formaal="Læsekreds",
    husregler__1="␣", name="Anne Holm", email=WRONG_MAIL,
)  # fmt: skip
BOG = _sample("bogforslag", titel="Fyret", form__2="␣", maalgruppe__1="␣", hvorfor="Den er god.", name="", email=WRONG_MAIL)
DEPOT = _sample(
    "RepositoryLibraryRequest",
    "/forms/RepositoryLibraryRequest?recordId=storkbib.004171",
    pickup="↓",
    message="Tak",
    email=WRONG_MAIL,
)
SAMPLES = (KONTAKT, LOKALE, BOG, DEPOT)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with open_desk(tmp_path_factory.mktemp("desk") / "site") as desk:
        yield desk


Begin = Callable[..., Visit]


@pytest.fixture
def begin(browser: Browser, desk: Desk) -> Iterator[Begin]:
    """As ``visit``, at the desk; a form that comes back is an answer of 422, and no complaint."""
    with ExitStack() as open_visits:
        visits: list[Visit] = []

        def begin(**how: object) -> Visit:
            opened = visiting(browser, desk.host.address, now=None, **how)  # type: ignore[arg-type]
            visits.append(open_visits.enter_context(opened))
            visits[-1].page.context.add_cookies([desk.cookie()])  # type: ignore[list-item]
            return visits[-1]

        yield begin
        assert [stranger for one in visits for stranger in one.strangers] == []
        assert [said for one in visits for said in one.complaints if "422" not in said] == []


def standing(page: Page) -> dict[str, str]:
    """What stands in each control, by its id."""
    found = {}
    for control in page.locator(
        "form input:not([type=hidden], [name=opslag-website], [name=opslag-answer]), form select, form textarea"
    ).all():
        ticked = control.get_attribute("type") in ("radio", "checkbox")
        found[str(control.get_attribute("id"))] = str(control.is_checked()) if ticked else control.input_value()
    return found


def tab_to(page: Page, selector: str) -> None:
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the tab key does not lead to {selector}")


def answer_by_keyboard(page: Page, answer: Answer) -> None:
    tab_to(page, f"#{answer.control}")
    match answer.does:
        case "↓":
            page.keyboard.press("ArrowDown")
        case "␣":
            page.keyboard.press("Space")
        case "day":
            page.keyboard.type(f"{DAY:%d%m%Y}")
        case text:
            page.keyboard.press("Control+a")
            page.keyboard.type(text)


def answer_by_hand(page: Page, answer: Answer) -> None:
    control = page.locator(f"#{answer.control}")
    match answer.does:
        case "↓":
            control.select_option(index=1)
        case "␣":
            control.check()
        case "day":
            control.fill(DAY.isoformat())
        case text:
            control.fill(text)


def send(page: Page) -> None:
    """Ends when the answer is there."""
    with next_page(page):
        page.get_by_role("button", name="Send").click()


def send_by_keyboard(page: Page) -> None:
    tab_to(page, "button[type=submit]")
    with next_page(page):
        page.keyboard.press("Enter")


def assert_thanked(page: Page, sample: Sample) -> str:
    """The receipt."""
    expect(page.get_by_role("heading", name="Modtaget")).to_be_visible()
    assert f"/forms/{sample.form}/tak" in page.url
    receipt = re.search(r"Din kvittering: (\S+)", page.locator("main").inner_text())
    assert receipt
    return receipt[1]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.form)
def test_from_the_keyboard_alone_each_form_is_filled_in_corrected_and_sent(begin: Begin, sample: Sample) -> None:
    page = begin().go(sample.address)
    assert violations(page) == []
    page.locator("body").press("Home")
    for answer in sample.answers:
        answer_by_keyboard(page, answer)
    written = standing(page)
    assert written["field-email"] == WRONG_MAIL
    if "field-dato" in written:
        assert written["field-dato"] == DAY.isoformat()
    send_by_keyboard(page)
    expect(page.get_by_role("alert")).to_be_focused()
    assert standing(page) == written
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    email = page.locator("#field-email")
    expect(email).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type(RIGHT_MAIL)
    send_by_keyboard(page)
    assert assert_thanked(page, sample)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.form)
def test_without_javascript_each_form_is_filled_in_corrected_and_sent(begin: Begin, sample: Sample) -> None:
    page = begin(script=False).go(sample.address)
    for answer in sample.answers:
        answer_by_hand(page, answer)
    written = standing(page)
    send(page)
    expect(page.get_by_role("alert")).to_contain_text("e-mailadresse")
    assert standing(page) == written
    page.get_by_role("link", name="Skriv en e-mailadresse").click()
    page.locator("#field-email").fill(RIGHT_MAIL)
    question = page.locator("#opslag-answer")
    if question.count():
        question.fill(solved(page.locator("label[for=opslag-answer]").inner_text()))
    send(page)
    assert assert_thanked(page, sample)


def solved(question: str) -> str:
    words = ["en", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni"]
    told = [words.index(word) + 1 for word in re.findall(r"[a-z]+", question.lower()) if word in words]
    assert len(told) == 2, question
    return str(sum(told))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.form)
def test_a_form_with_every_mistake_is_accessible_and_so_is_the_page_that_thanks(begin: Begin, sample: Sample) -> None:
    page = begin(size=PHONE).go(sample.address)
    page.locator("#field-email").fill("x")
    page.evaluate("form.noValidate = true")  # so that the gateway finds the mistakes that the browser would
    send(page)
    expect(page.get_by_role("alert")).to_be_visible()
    assert page.locator(".faults li").count() >= 1
    assert not (wrong(page) if sample is LOKALE else violations(page))  # one form at every width and in both schemes will do
    page.goto(page.url.partition("?")[0] + "/tak?receipt=x")
    assert violations(page) == []


def test_what_was_sent_arrives(begin: Begin, desk: Desk) -> None:
    page = begin().go("/formularer/lokale/")
    for answer in LOKALE.answers:
        answer_by_hand(page, Answer(answer.control, RIGHT_MAIL) if answer.does == WRONG_MAIL else answer)
    page.locator("#field-formaal").fill("Havedag")  # what else was sent today may arrive meanwhile
    send(page)
    assert_thanked(page, LOKALE)
    arrived = until(lambda: [one for one in desk.system.received if one.message.get("formaal") == "Havedag"], "the message")
    day = f"{DAY.day}.{DAY.month}.{DAY.year}"
    assert arrived[0].message == {
        "lokale": "Store Sal", "dato": day, "tid": "9-12", "antal": "12", "udstyr": "Projektor, Teleslynge",
        "formaal": "Havedag", "husregler": "ja", "kanal": "hjemmesiden",
        "name": "Anne Holm", "email": RIGHT_MAIL, "internalUserId": 7,
        "viewBaseUrl": desk.host.address, "emailSubject": f"Lokale: Store Sal, {day} Formiddag, kl. 9-12",
    }  # fmt: skip
    until(lambda: any("Havedag" in letter.get_content() for letter in desk.mailbox.letters), "the letter")


def test_without_javascript_a_form_is_about_the_record_of_its_address_too(begin: Begin, desk: Desk) -> None:
    page = begin(script=False).go("/formularer/kontakt/?recordId=storkbib.004171")
    for answer in KONTAKT.answers:
        answer_by_hand(page, Answer(answer.control, RIGHT_MAIL) if answer.does == WRONG_MAIL else answer)
    send(page)
    expect(page.locator("main")).to_contain_text("Om: Fyrene omkring Ravnsø")
    page.locator("#opslag-answer").fill(solved(page.locator("label[for=opslag-answer]").inner_text()))
    send(page)
    assert_thanked(page, KONTAKT)
    until(lambda: any("Fyrene omkring Ravnsø" in letter.get_content() for letter in desk.mailbox.letters), "the letter")


def test_the_address_fills_in_what_the_form_lets_it(begin: Begin) -> None:
    page = begin().go("/formularer/bogforslag/?titel=Fyret+%26+havet&hvorfor=ikke&recordId=storkbib.004171")
    assert page.locator("#field-titel").input_value() == "Fyret & havet"
    assert page.locator("#field-hvorfor").input_value() == ""
    assert page.locator("[name=recordId]").input_value() == "storkbib.004171"


def test_a_field_may_be_called_as_what_a_script_asks_of_forms(begin: Begin) -> None:
    page = begin().go("/formularer/navne/?elements=x&dataset=b")
    assert standing(page) == {
        "field-submit": "", "field-elements": "x", "field-dataset-1": "False", "field-dataset-2": "True",
        "field-querySelectorAll-1": "False",
    }  # fmt: skip
    page.locator("#field-submit").fill("y")
    send(page)
    assert assert_thanked(page, _sample("navne"))


def test_a_link_to_a_record_leads_past_signing_in_to_the_form_about_it(begin: Begin) -> None:
    page = begin().go("/formularer/RepositoryLibraryRequest/?recordId=Solr%7Cstorkbib.004171")
    link = page.get_by_role("link", name="Log ind")
    said = str(link.get_attribute("href")).removeprefix(page.url.partition("/formularer/")[0])
    assert said == "/forms/sign-in?return=/forms/RepositoryLibraryRequest%3FrecordId%3DSolr%257Cstorkbib.004171"
    page.goto(page.url.replace("/formularer/RepositoryLibraryRequest/", "/forms/RepositoryLibraryRequest"))
    expect(page.locator("main")).to_contain_text("Om: Fyrene omkring Ravnsø")
    assert page.locator("#field-name").input_value() == "Anne Holm"


def test_a_date_field_knows_its_limits_as_of_today(begin: Begin) -> None:
    page = begin().go("/formularer/lokale/")
    control = page.locator("#field-dato")
    today = date.fromisoformat(
        page.evaluate("new Date(Date.now() - new Date().getTimezoneOffset() * 6e4).toISOString().slice(0, 10)")
    )
    assert control.get_attribute("min") == (today + timedelta(days=14)).isoformat()
    year = today.replace(year=today.year + 1, day=min(today.day, 28)) if today.month == 2 else today.replace(year=today.year + 1)
    assert control.get_attribute("max") == year.isoformat()


def test_the_browser_tells_of_mistakes_before_anything_is_sent(begin: Begin) -> None:
    one = begin()
    page = one.go("/formularer/lokale/")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#field-lokale")).to_be_focused()
    assert [answer for answer in one.answers if answer.request.method == "POST"] == []
