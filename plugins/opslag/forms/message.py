"""The JSON message that another system receives: a visitor's answers, and what is known around them."""

from __future__ import annotations

from typing import Any

from opslag.forms.answers import Answers
from opslag.forms.form import Form
from opslag.forms.record import CatalogueRecord
from opslag.forms.subject import filled
from opslag.forms.user import User

KEYS = (
    "emailSubject", "internalUserId", "record", "recordId", "recordInfo", "recordMetadata", "referrer", "useragent", "userCatId",
    "userCatUsername", "viewBaseUrl",
)  # fmt: skip
"""What a message may hold beside the fields; no field has one of these names."""

RECORD_ID = "record_id"
"""Another name of ``recordId`` in subjects."""


def message(
    form: Form,
    answers: Answers,
    *,
    base_url: str,
    user: User | None = None,
    record: CatalogueRecord | None = None,
    referrer: str = "",
    user_agent: str = "",
) -> dict[str, Any]:
    """JSON values by key: the fields, ``emailSubject``, ``internalUserId`` and ``viewBaseUrl``, always; the rest only where the
    form asks for it, or is about a record.

    ``record`` is what the provider gave; where the provider is down, one with nothing but its id.
    """
    said: dict[str, Any] = {**answers.values, "internalUserId": user.internal_id if user else None, "viewBaseUrl": base_url}
    if record:
        said |= {
            "record": record.title,
            "recordId": record.id,
            "recordInfo": record.info,
            "recordMetadata": dict(record.metadata),
        }
    if form.with_referrer:
        said["referrer"] = referrer
    if form.with_user_agent:
        said["useragent"] = user_agent
    if form.with_patron_id:
        said["userCatId"] = user.cat_id if user else None
    if form.with_barcode:
        said["userCatUsername"] = user.cat_username if user else None
    words = {key: _word(value) for key, value in said.items()}
    words[RECORD_ID] = record.id if record else ""
    return {**said, "emailSubject": filled(form.subject, words, answers.labels)}


def _word(value: Any) -> str:
    return "" if value is None or isinstance(value, dict) else str(value)
