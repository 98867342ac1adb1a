"""What the gateway answers where it cannot do as it was asked (RFC 9457, ``application/problem+json``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from starlette.responses import JSONResponse, Response

from opslag.frozen import frozen

MEDIA_TYPE = "application/problem+json"


@frozen
class Fault:
    """One thing in a request that is wrong."""

    field: str
    """Where: ``external_data.url``, a parameter's name; "" is the request as a whole."""
    found: str
    """The value, short enough to stand in a message."""
    remedy: str
    """What is allowed there."""

    def __str__(self) -> str:
        said = f"{self.found}; {self.remedy}"
        return f"{self.field}: {said}" if self.field else said


class Refusal(Exception):  # noqa: N818 - it is an answer, and nothing went wrong here
    """A request that is answered with a problem. The detail is for whoever writes the client."""

    def __init__(
        self, status: int, detail: str = "", faults: Sequence[Fault] = (), headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(status, detail)
        self.status, self.detail, self.faults, self.headers = status, detail, tuple(faults), dict(headers or {})

    def response(self) -> Response:
        return problem(self.status, self.detail, self.faults, self.headers)


def problem(status: int, detail: str = "", faults: Sequence[Fault] = (), headers: Mapping[str, str] | None = None) -> Response:
    """The response: ``type``, ``title``, ``status``, ``detail``, and ``faults``, where there are any."""
    body: dict[str, Any] = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status}
    detail = detail or "; ".join(map(str, faults))
    if detail and detail != body["title"]:
        body["detail"] = detail
    if faults:
        body["faults"] = [{"field": fault.field, "found": fault.found, "remedy": fault.remedy} for fault in faults]
    return JSONResponse(body, status, media_type=MEDIA_TYPE, headers={"Cache-Control": "no-store", **(headers or {})})
