"""The sample library's forms at work: a small site that has them, a gateway, and those to whom the answers go."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from opslag.forms.user import User
from opslag.gateway.outbox.seal import new_key, read_seal
from opslag.gateway.sign_in.session import SESSION, of_users
from opslag.publishing.hosting import open_hosting

from tests.bare_site import BareSite, found
from tests.browser.host import Host, serving
from tests.browser.sample import ROOT, THEME
from tests.gateway.mailbox import Mailbox, mail_server
from tests.gateway.receiver import Receiver
from tests.gateway.running import running

USER = User(7, cat_id="123", cat_username="0042", name="Anne Holm", email="anne@lillerup.example")


NAMES = """\
forms:
  navne:
    primaryHandler: database
    useCaptcha: true
    hideSenderInfo: true
    prefillFields: [elements, dataset]
    fields:
      - {name: submit, type: text, label: Et, required: true}
      - {name: elements, type: text, label: To}
      - {name: dataset, type: radio, label: Tre, options: [a, b]}
      - {name: querySelectorAll, type: checkbox, label: Fire, options: [a]}
"""
"""A form whose fields are called as what a script asks of forms."""


@dataclass
class Desk:
    host: Host
    system: Receiver
    """To which the forms go that another system takes in."""
    mailbox: Mailbox
    key: str

    def cookie(self) -> dict[str, str]:
        """Of a visitor who has signed in as USER."""
        sealed = of_users(read_seal(self.key).derived("session")).sealed(asdict(USER), time.time() + 600)
        return {"name": SESSION, "value": sealed, "url": f"{self.host.address}/forms/"}


@contextmanager
def open_desk(root: Path) -> Iterator[Desk]:
    key = new_key()
    with serving(root / "output") as host, Receiver() as system, mail_server() as mailbox:
        site = _lay_out(root, host, system)
        environment = {
            "OPSLAG_OUTBOX_KEY": key,
            "OPSLAG_DATABASE_URL": f"sqlite:///{root.parent}/outbox.db",
            "OPSLAG_DELIVERY_ALLOW": "127.0.0.1",
            "OPSLAG_SMTP_URL": f"smtp://{mailbox.place}",
            "OPSLAG_FORM_SECONDS": "0",
            "OPSLAG_SUBMISSIONS": "0",
            "BOOKING_PASSWORD": "hemmeligt",
        }
        with running(site, **environment) as gateway:
            host.gateway = gateway.port
            yield Desk(host, system, mailbox, key)


def _lay_out(root: Path, host: Host, system: Receiver) -> BareSite:
    """The sample library's own forms, texts and records, but for the addresses of the other systems."""
    site = found(root)
    for folder in ("forms", "records"):
        shutil.copytree(ROOT / "content" / folder, site.content / folder)
    for file in (site.content / "forms").glob("*.yaml"):
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        lines = [f"      url: {system.url}\n" if line.lstrip().startswith("url: https:") else line for line in lines]
        file.write_text("".join(lines), encoding="utf-8")
    site.write("forms/navne.yaml", NAMES)
    site.write(
        "site.yaml",
        f"name: Storkøbing Bibliotek\nbase_url: {host.address}\nlanguage: da\ntimezone: Europe/Copenhagen\n"
        "contact: {email: bibliotek@bibliotek.example}\nlogin: {issuer: https://login.bibliotek.example, client_id: opslag}\n",
    )
    (root / "pelicanconf.py").write_text(f'PLUGINS = ["opslag.site"]\nTHEME = "{THEME}"\n', encoding="utf-8")
    site.commit("Take over the forms")
    ran = site.build()
    if ran.code:
        raise RuntimeError(ran.stderr)
    host.policy = open_hosting(root / "output", None, None).policy
    return site
