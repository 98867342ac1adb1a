"""Forms as a part of the gateway: their routes, and the tasks that empty the outbox."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from functools import lru_cache

from opslag.building.project import Project
from opslag.errors import OpslagError
from opslag.forms.form import Form, Recipient
from opslag.gateway.delivery.api import Api
from opslag.gateway.delivery.client import open_client
from opslag.gateway.delivery.delivery import Carriers, Delivery
from opslag.gateway.delivery.pace import Pace
from opslag.gateway.delivery.post_office import SMTP, read_post_office
from opslag.gateway.delivery.reach import read_reach
from opslag.gateway.delivery.reminder import Reminder
from opslag.gateway.environment import Environment
from opslag.gateway.forms.captcha import Captcha
from opslag.gateway.forms.catalogue import Catalogue
from opslag.gateway.forms.current import Current
from opslag.gateway.forms.question import Question
from opslag.gateway.forms.rate import Rate
from opslag.gateway.forms.receiving import Receiving
from opslag.gateway.log import Log
from opslag.gateway.metrics import Metrics
from opslag.gateway.outbox.clerk import Clerk
from opslag.gateway.outbox.outbox import open_outbox, own_address
from opslag.gateway.part import Part
from opslag.gateway.repository.unrest import Unrest
from opslag.gateway.sign_in.provider import Provider
from opslag.gateway.sign_in.routes import BACK, SignIn
from opslag.settings import Login

ASKED_EACH = 5
"""Records that an address may ask the catalogue for, for each form that it may send: most visitors only look."""


def forms(
    project: Project,
    environment: Environment,
    variables: Mapping[str, str],
    log: Log,
    metrics: Metrics,
    *,
    unrest: Unrest | None = None,
) -> list[Part]:
    """One part, or none where the site has no form and no outbox. Raises OpslagError where what forms need is missing or wrong.

    ``variables`` is the whole environment: definitions may name secrets in it. ``unrest``: of the clone, where there is one.
    """
    current = Current(project, log, unrest)
    if not current.reading.forms and environment.outbox_key is None:
        return []
    outbox = open_outbox(environment.database_url or own_address(project.content), environment.outbox_key, environment.retention)
    reach = read_reach(environment.delivery_allow)
    office = read_post_office(environment.smtp_url, reach)
    if office is None and (mailed := [form.id for form in current.reading.forms.values() if _is_mailed(form)]):
        raise OpslagError(f"{SMTP} is not set, and these forms go by e-mail: {', '.join(mailed)}")
    client = open_client(reach)
    clerk = Clerk(outbox)
    address = current.reading.library.site.contact.email
    sender = Recipient(address, current.reading.library.site.name) if address else None
    pace = Pace(first=environment.delivery_pause, patience=environment.delivery_patience)
    delivery = Delivery(clerk, current.form, Carriers(Api(client), office, sender, variables), pace, log=log, metrics=metrics)

    @lru_cache(maxsize=1)
    def provider(login: Login | None, base_url: str) -> Provider | None:
        return Provider(login, environment.login_secret or "", base_url + BACK, reach) if login else None

    sign_in = SignIn(
        lambda: provider(current.reading.library.site.login, current.reading.library.site.base_url),
        outbox.seal.derived("session"),
        secure=lambda: current.reading.library.site.base_url.startswith("https://"),
        log=log,
    )
    receiving = Receiving(
        current,
        clerk,
        Catalogue(client, log),
        sign_in.user,
        kept=delivery.wake,
        captcha=Captcha(outbox.seal.derived("captcha")),
        question=Question(outbox.seal.derived("question")),
        rate=Rate(environment.submissions),
        asking=Rate(ASKED_EACH * environment.submissions),
        least_seconds=environment.form_seconds,
        log=log,
        metrics=metrics,
    )
    reminder = Reminder(clerk, current.form, office, sender, log)

    async def work(stopping: asyncio.Event) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(delivery.run(stopping))
            group.create_task(reminder.run(stopping))
        await client.aclose()
        clerk.close()

    return [Part("forms", [*sign_in.routes(), *receiving.routes()], [work], lambda: current.fault or reminder.ailment())]


def _is_mailed(form: Form) -> bool:
    return "email" in (form.handler, *form.secondary_handlers)
