"""A visitor's click: judged, written to the disk, and answered. Nothing is answered with thanks that is not on the disk."""

from __future__ import annotations

import json
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from opslag.forms import submission
from opslag.forms.answers import read_answers
from opslag.forms.form import Form
from opslag.forms.record import CatalogueRecord, record_id
from opslag.forms.submission import UnreadableFormError, read_pairs
from opslag.forms.user import User
from opslag.gateway.body import media_type, read_body
from opslag.gateway.forms.captcha import Captcha
from opslag.gateway.forms.catalogue import Catalogue
from opslag.gateway.forms.current import Current, Reading
from opslag.gateway.forms.origin import is_same_origin
from opslag.gateway.forms.posted import Posted
from opslag.gateway.forms.question import Question
from opslag.gateway.forms.rate import Rate
from opslag.gateway.log import Log
from opslag.gateway.metrics import Metrics
from opslag.gateway.outbox.clerk import Clerk
from opslag.gateway.outbox.parcel import Submission, is_receipt, new_receipt
from opslag.gateway.problem import Refusal
from opslag.gateway.sign_in.routes import FAILED
from opslag.gateway.subscriber import address_of
from opslag.headers import guarded
from opslag.library import Library

HEADERS = {
    "Cache-Control": "no-store",
    **guarded(
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        "font-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
    ),
}
MEDIA_TYPE = "application/x-www-form-urlencoded"
LARGEST = 1024 * 1024
"""Bytes of a body."""
BODY_WITHIN = 60.0
"""Seconds for a body to come: some telephones are far from anywhere."""

SignedIn = Callable[[Request], User | None]
Answering = Callable[[Request], Awaitable[Response]]


class Receiving:
    """The routes below ``/forms/``. ``kept`` is called when something was put into the outbox."""

    def __init__(
        self,
        current: Current,
        clerk: Clerk,
        catalogue: Catalogue,
        signed_in: SignedIn,
        *,
        kept: Callable[[], None],
        captcha: Captcha,
        question: Question,
        rate: Rate,
        asking: Rate,
        least_seconds: int,
        log: Log,
        metrics: Metrics,
    ) -> None:
        self._current, self._clerk, self._catalogue, self._signed_in, self._kept = current, clerk, catalogue, signed_in, kept
        self._captcha, self._question, self._rate, self._asking = captcha, question, rate, asking
        self._least_seconds = least_seconds
        self._log = log
        self._counted = metrics.counter("opslag_submissions", "Forms that were posted, by what became of them.", "outcome")

    def routes(self) -> Sequence[BaseRoute]:
        return [
            Route("/forms/{form}", self._guarded(self.answer), methods=["GET", "POST"]),
            Route("/forms/{form}/captcha", self._guarded(self.challenge), methods=["GET"]),
            Route("/forms/{form}/tak", self._guarded(self.thank), methods=["GET"]),
        ]

    async def answer(self, request: Request) -> Response:
        """One route for the address: the refusal of another method names what its route has (RFC 9110, 10.2.1)."""
        return await (self.post(request) if request.method == "POST" else self.show(request))

    async def show(self, request: Request) -> Response:
        """The page, with what is known of who is signed in, of the record, and of what the address fills in."""
        reading, form = await self._wanted(request)
        asked = record_id(request.query_params.get(submission.RECORD, ""))
        record = await self._asked(request, reading.library, asked) if asked else None
        filled = {name: text for name in form.prefill if (text := request.query_params.get(name))}
        failed = request.query_params.get(FAILED[0]) == FAILED[1]
        notice = reading.pages.language.gettext("Signing in did not work. Try again.") if failed else ""
        return _page(reading.pages.form(form, user=self._signed_in(request), filled=filled, record=record, notice=notice))

    async def _asked(self, request: Request, library: Library, id: str) -> CatalogueRecord:
        """Whoever opens very many pages sees of a record what is known here: no catalogue is to be flooded from here."""
        if self._asking.wait(address_of(request), time.time()):
            return self._catalogue.known(library, id)
        return await self._catalogue.record(library, id)

    async def challenge(self, request: Request) -> Response:
        """For the page's script."""
        _, form = await self._wanted(request)
        return JSONResponse(self._captcha.challenge(form.id, time.time()), headers=HEADERS)

    async def thank(self, request: Request) -> Response:
        reading, form = await self._wanted(request)
        receipt = request.query_params.get("receipt", "")
        return _page(reading.pages.thanks(form, receipt if is_receipt(receipt) else ""))

    async def post(self, request: Request) -> Response:
        """The page again (422, 429, 503), or the way to the one that thanks (303). Raises Refusal to what no visitor sends."""
        reading, form = await self._wanted(request)
        if not is_same_origin(request.headers, reading.library.site.base_url):
            raise Refusal(403, "A form of this site is sent from a page of this site.")
        if media_type(request) != MEDIA_TYPE:
            raise Refusal(415, f"A form is posted as {MEDIA_TYPE}.")
        try:
            pairs = read_pairs(await read_body(request, most=LARGEST, within=BODY_WITHIN))
        except UnreadableFormError:
            raise Refusal(400, "The form cannot be read.") from None
        answers = read_answers(form, pairs, datetime.now(reading.library.site.zone).date())
        agent, page = request.headers.get("user-agent", ""), request.headers.get("referer", "")
        posted = Posted(reading, form, pairs, answers, self._signed_in(request), agent, page)
        if wait := self._rate.wait(address_of(request), time.time()):
            notice = posted.language.gettext("Too much has been sent from here. Wait a while, and send it again.")
            return self._again(posted, notice, status=429, headers={"Retry-After": str(int(wait) + 1)})
        return await self._judge(posted)

    async def _judge(self, posted: Posted) -> Response:
        form, gettext = posted.form, posted.language.gettext
        if form.needs_login and posted.user is None:
            notice = gettext("You are not signed in. Sign in in another window of your browser, and send this again.")
            return self._again(posted, notice)
        if posted.answers.faults:
            return self._again(posted)
        if posted.value(submission.HONEYPOT) or self._was_quick(posted):
            return self._again(posted, gettext("That went very fast. Send it once more, please."))
        asked = record_id(posted.about)
        if posted.about and asked is None:
            return self._again(posted, gettext("What this is about is not in our catalogue. You can send it without."))
        token = self._token(posted) if form.captcha else None
        if form.captcha and token is None:
            return self._ask(posted)
        record = await self._catalogue.record(posted.reading.library, asked) if asked else None
        return await self._keep(posted, record, token)

    async def _keep(self, posted: Posted, record: CatalogueRecord | None, token: tuple[str, float] | None) -> Response:
        form = posted.form
        if posted.is_shown:
            return _page(posted.reading.pages.thanks(form, "", json.dumps(posted.message(record), ensure_ascii=False, indent=2)))
        receipt = new_receipt()
        try:
            fresh = await self._clerk.keep(Submission(receipt, time.time(), posted.parcels(record), token))
        except SQLAlchemyError as error:
            self._log.error("not kept", form=form.id, error=type(error).__name__)
            notice = posted.language.gettext("We cannot take it in just now, and nothing has been sent. Try again in a while.")
            return self._again(posted, notice, status=503)
        if not fresh:
            return self._ask(posted)
        self._kept()
        self._counted.labels("kept").inc()
        return RedirectResponse(f"{form.action}/tak?receipt={receipt}", 303, headers=HEADERS)

    def _ask(self, posted: Posted) -> Response:
        """What those are asked who have shown no proof of work, or one that does not count."""
        question = self._question.ask(posted.form.id, posted.language, time.time())
        return self._again(posted, posted.language.gettext("One more question, and it can be sent."), question)

    def _again(
        self,
        posted: Posted,
        notice: str = "",
        question: tuple[str, str] | None = None,
        *,
        status: int = 422,
        headers: dict[str, str] | None = None,
    ) -> Response:
        """The page with all that was written, and what is to be done."""
        self._counted.labels("sent back").inc()
        form, reading = posted.form, posted.reading
        if form.captcha and question is None and not posted.value(submission.CAPTCHA):
            question = self._question.ask(form.id, posted.language, time.time())
        asked = record_id(posted.about)
        record = self._catalogue.known(reading.library, asked) if asked else None
        page = reading.pages.form(form, posted.answers, user=posted.user, record=record, notice=notice, question=question)
        return _page(page, status, headers)

    def _token(self, posted: Posted) -> tuple[str, float] | None:
        name, now = posted.form.id, time.time()
        if solution := posted.value(submission.CAPTCHA):
            return self._captcha.token(name, solution, now)
        return self._question.token(name, posted.value(submission.QUESTION), posted.value(submission.ANSWER), now)

    def _was_quick(self, posted: Posted) -> bool:
        """Where the page's script has counted; a page without script counts nothing."""
        seconds = posted.value(submission.SECONDS)
        return seconds.isascii() and seconds.isdigit() and len(seconds) < 10 and int(seconds) < self._least_seconds

    async def _wanted(self, request: Request) -> tuple[Reading, Form]:
        reading = await self._current.look()
        form = reading.forms.get(request.path_params["form"])
        if form is None:
            raise Refusal(404, "There is no such form.")
        return reading, form

    def _guarded(self, answer: Answering) -> Answering:
        """An error of ours is told by its kind alone: its words could repeat what a visitor wrote."""

        async def guarded(request: Request) -> Response:
            try:
                return await answer(request)
            except (Refusal, ClientDisconnect):
                raise
            except Exception as error:
                self._log.error("a form failed", kind=type(error).__name__)
                raise Refusal(500, "This is our fault; it was logged.") from None

        return guarded


def _page(page: str, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return HTMLResponse(page, status, headers={**HEADERS, **(headers or {})})
