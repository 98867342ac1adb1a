"""Forms tried out on an editor's own machine: judged as the gateway judges them, and shown instead of sent."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from opslag.building.project import Project
from opslag.composing import open_forms
from opslag.content.tree import Tree
from opslag.errors import OpslagError
from opslag.forms import submission
from opslag.forms.answers import read_answers
from opslag.forms.form import Form
from opslag.forms.message import message
from opslag.forms.record import CatalogueRecord, record_id
from opslag.forms.submission import UnreadableFormError, read_pairs
from opslag.forms.user import User
from opslag.language import Language
from opslag.pages.form_pages import FormPages
from opslag.pages.site_view import dress_as
from opslag.pages.theme import Theme

VISITOR = User(1, cat_id="1", cat_username="0001", name="Gry Prøve", email="gry@example.org")
"""Who is signed in here, where a form asks for it."""


def trial(project: Project) -> list[Route]:
    """What a page's form is sent to. Each answer is made of the content as it is now; nothing leaves the machine."""

    async def show(pages: FormPages, form: Form, request: Request) -> str:
        record = _record(pages, request.query_params.get(submission.RECORD, ""))
        filled = {name: text for name in form.prefill if (text := request.query_params.get(name))}
        return pages.form(form, user=VISITOR if form.needs_login else None, filled=filled, record=record)

    async def post(pages: FormPages, form: Form, request: Request) -> str:
        pairs = read_pairs(await request.body())
        answers = read_answers(form, pairs, datetime.now(pages.library.site.zone).date())
        posted = dict(pairs)
        user, record = VISITOR if form.needs_login else None, _record(pages, posted.get(submission.RECORD, ""))
        if answers.faults:
            return pages.form(form, answers, user=user, record=record)
        told = message(
            form,
            answers,
            base_url=pages.library.site.base_url,
            user=user,
            record=record,
            referrer=posted.get(submission.REFERRER, ""),
            user_agent=request.headers.get("user-agent", ""),
        )
        return pages.thanks(form, "", json.dumps(told, ensure_ascii=False, indent=2))

    async def sign_in(request: Request) -> Response:
        back = request.query_params.get("return", "")
        return RedirectResponse(back if back.startswith("/forms/") else "/", 303)

    return [
        Route("/forms/sign-in", sign_in),
        Route("/forms/{form}", _answering(project, show)),
        Route("/forms/{form}", _answering(project, post), methods=["POST"]),
    ]


def _answering(
    project: Project, make: Callable[[FormPages, Form, Request], Awaitable[str]]
) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        try:
            pages = _pages(project)
            form = next(one for one in pages.library.forms if one.id == request.path_params["form"])
            return HTMLResponse(await make(pages, form, request), headers={"Cache-Control": "no-store"})
        except StopIteration:
            return HTMLResponse("<title>404</title>", 404)
        except (OpslagError, UnreadableFormError) as error:
            return Response(str(error), 400, media_type="text/plain")

    return answer


def _pages(project: Project) -> FormPages:
    tree = Tree(project.content)
    library = open_forms(tree, datetime.now(UTC))
    theme = Theme(project.themes, Language(library.site.language))
    return FormPages(library, theme, dress_as(theme, library, tree.read))


def _record(pages: FormPages, asked: str) -> CatalogueRecord | None:
    known = record_id(asked)
    return pages.library.records.get(known, CatalogueRecord(known)) if known else None
