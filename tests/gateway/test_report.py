"""A report: strictly read, laid over what was reported before as RFC 7396 says, and written so that it reads the same."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opslag.contract.document import read_contract
from opslag.contract.schema import Schema
from opslag.events.state import State
from opslag.events.update import ExternalData, Update
from opslag.gateway.problem import Refusal
from opslag.gateway.report import merged, read_patch, written
from opslag.gateway.updates import request_schema
from opslag.source.document import read_document
from opslag.source.scalars import read_url
from pydantic_core import PydanticCustomError

CONTRACT = read_contract((Path(__file__).parents[2] / "feeds" / "openapi.yaml").read_bytes())
SCHEMA = request_schema(CONTRACT)
EVENT_URL = Schema({"$ref": "#/components/schemas/Url"}, CONTRACT)
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)

urls = st.from_regex(CONTRACT["components"]["schemas"]["TicketUrl"]["pattern"], fullmatch=True).filter(
    lambda url: len(url) <= 2000 and url.isascii() and "\n" not in url
)
links = st.none() | st.fixed_dictionaries({}, optional={"url": st.none() | urls, "admin_url": st.none() | urls})
bodies = st.fixed_dictionaries({}, optional={"state": st.none() | st.sampled_from(list(State)), "external_data": links})
updates = st.builds(
    Update,
    st.just("billetter"),
    st.just(AT),
    st.none() | st.sampled_from(State),
    st.builds(ExternalData, st.none() | urls, st.none() | urls),
)


def merge_patch(target: Any, patch: Any) -> Any:
    """RFC 7396, section 2, word for word."""
    if not isinstance(patch, dict):
        return patch
    result = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = merge_patch(result.get(name), value)
    return result


def plain(update: Update) -> dict[str, Any]:
    links = {key: url for key in ("url", "admin_url") if (url := getattr(update.external_data, key))}
    return ({"state": update.state.value} if update.state else {}) | ({"external_data": links} if links else {})


@given(updates, bodies)
def test_a_report_is_merged_as_rfc_7396_says(before: Update, body: dict[str, Any]) -> None:
    after = merged(before, read_patch(json.dumps(body).encode(), SCHEMA), "andre", AT)
    expected = merge_patch(plain(before), body)
    if not expected.get("external_data"):
        expected.pop("external_data", None)
    assert plain(after) == expected
    assert after.vendor == ("billetter" if after == before else "andre")


@given(updates)
def test_a_report_that_is_written_is_read_as_the_same_again(update: Update) -> None:
    assert read_document("content/updates/a.yaml", written(update), Update) == update


@given(urls)
def test_an_address_that_is_taken_is_one_that_the_feed_may_show(url: str) -> None:
    assert read_patch(json.dumps({"external_data": {"url": url}}).encode(), SCHEMA).links == {"url": url}
    assert EVENT_URL.faults(url) == []


@pytest.mark.parametrize("port", [1, 80, 443, 8443, 9999, 10000, 14430, 49152, 59999, 60000, 64999, 65499, 65529, 65530, 65535])
def test_a_sale_may_have_any_port_that_there_is_whoever_writes_it(port: int) -> None:
    """The vendor's report and the editor's ``ticket_url`` take one address, and the feed may show it."""
    url = f"https://billetter.example:{port}/e/1"
    assert read_patch(json.dumps({"external_data": {"url": url, "admin_url": url}}).encode(), SCHEMA).links
    assert read_url(url) == url
    assert EVENT_URL.faults(url) == []


@pytest.mark.parametrize("port", [0, 65536, 65540, 65600, 66000, 70000, 99999, 100000])
def test_a_port_that_there_is_not_is_refused_to_whoever_writes_it(port: int) -> None:
    url = f"https://billetter.example:{port}/e/1"
    with pytest.raises(Refusal):
        read_patch(json.dumps({"external_data": {"url": url}}).encode(), SCHEMA)
    with pytest.raises(PydanticCustomError):
        read_url(url)


def test_whoever_sends_a_wrong_address_is_told_what_a_right_one_is() -> None:
    for url, allowed in {
        "ftp://billetter.example/1": "begins with `https://` or `http://`",
        "https://eva:secret@billetter.example/": "without a user name or password",
        "https://æøå.example/": "letters outside it are percent-encoded, in the host in their `xn--` form",
        "https://billetter.example:65536/": "a port is 1 to 65535",
        f"https://billetter.example/{'a' * 2000}": "2000 characters at the most",
    }.items():
        with pytest.raises(Refusal) as refused:
            read_patch(json.dumps({"external_data": {"url": url}}).encode(), SCHEMA)
        (fault,) = refused.value.faults
        assert allowed in fault.remedy
        assert len(fault.remedy) < 400


REFUSED_URLS = [
    "javascript:alert(1)",
    "data:text/html,x",
    "//billetter.example/",
    "/e/1",
    "billetter.example/1",
    "https://",
    "https:///e/1",
    "https://eva:secret@billetter.example/",
    "https://:secret@billetter.example/",
    "https://billetter.example@evil.example/",
    "https://billetter.example\\@evil.example/",
    "https://billetter.example/ 1",
    "https://billetter.example/\n",
    "https://bil\tletter.example/",
    "https://billetter.example/\r\nSet-Cookie: a=b",
    'https://billetter.example/"><script>',
    "https://billetter.example/<b>",
    "https://billetter.example:0/",
    "https://billetter.example:99999/",
    "https://billetter.example/%zz",
    "https://æøå.example/",
    "HTTPS://billetter.example/",
    "https://-billetter.example/",
    "https://billetter.example/\u202egnp",
    f"https://billetter.example/{'a' * 2000}",
    "",
]


@pytest.mark.parametrize("url", REFUSED_URLS)
@pytest.mark.parametrize("key", ["url", "admin_url"])
def test_an_address_that_could_harm_a_visitor_is_refused(url: str, key: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_patch(json.dumps({"external_data": {key: url}}).encode(), SCHEMA)
    assert [fault.field for fault in refused.value.faults] == [f"external_data.{key}"]


@pytest.mark.parametrize(
    "body",
    [
        b'{"state": "Active", "state": "SoldOut"}',
        b'{"external_data": {"url": null, "url": null}}',
        b'{"seats": NaN}',
        b'{"seats": -Infinity}',
        b'{"state": "\\ud800"}',
        b'{"external_data": {"url": "https://a.example/\\udfff"}}',
        b'{"\\ud800": 1, "state": 1}',
        b'{"a":' * 30_000 + b"1" + b"}" * 30_000,
        b"[" * 60_000,
        b"\xff\xfe{}",
        b'{"state": "\xe6"}',
        b"",
        b" ",
        b"null",
        b"1",
        b'"x"',
        b"[]",
        b"{}{}",
        b"{'state': 'Active'}",
        b'{"state": "Active",}',
        b'{"seats": 1' + b"0" * 5000 + b"}",
        b"\xef\xbb\xbf{}",
        b"{\x00}",
    ],
)
def test_what_is_no_strict_json_object_is_refused(body: bytes) -> None:
    with pytest.raises(Refusal) as refused:
        read_patch(body, SCHEMA)
    assert refused.value.status == 400


anything = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda inner: st.dictionaries(st.text(max_size=14), inner) | st.lists(inner),
)


@given(st.binary(max_size=300) | st.text(max_size=100).map(str.encode) | anything.map(json.dumps).map(str.encode))
def test_whatever_is_sent_is_a_report_or_refused(body: bytes) -> None:
    try:
        read_patch(body, SCHEMA)
    except Refusal as refused:
        assert refused.status == 400
        refused.response()
