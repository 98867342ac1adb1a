"""``apiSettings``: how a message reaches another system, and what is told before anything is ever sent."""

from __future__ import annotations

import pytest
from opslag.errors import OpslagError
from opslag.forms.form import ApiSettings
from opslag.forms.reference import references, resolved

from tests.forms.made import form, make, told

PUBLIC = "it can be read by everyone who reads this file: write ${NAME}, and put it into the gateway's environment"


def settings(keys: str) -> ApiSettings:
    found = form(f"sendMethod: api\napiSettings: {{{keys}}}").api
    assert found is not None
    return found


def said(keys: str) -> list[str]:
    return [line.partition(": ")[2].replace("apiSettings.", "") for line in told(f"sendMethod: api\napiSettings: {{{keys}}}")]


def test_an_address_is_enough() -> None:
    assert settings("url: https://api.example/x") == ApiSettings("https://api.example/x")
    assert said("username: x, password: '${P}'") == ["url: missing; add it: url: …"]


@pytest.mark.parametrize("url", ["api.example", "ftp://x.example", "https://", "https://a b", "https://[::1", "script:x", "Test"])
def test_an_address_is_whole(url: str) -> None:
    remedy = "write a whole address that begins with https://, or test to see the message instead of sending it"
    assert said(f"url: '{url}'") == [f'url: "{url}"; {remedy}']


def test_plain_http_is_warned_of() -> None:
    assert said("url: http://127.0.0.1:8080/x") == [
        "url: plain http, which anybody on the way can read; write https://; nothing is sent to it unless the gateway's "
        "OPSLAG_DELIVERY_ALLOW names its host"
    ]


def test_test_as_address_shows_the_message() -> None:
    assert settings("url: test").url == "test"


def test_a_user_name_stands_below_the_address_and_not_in_it() -> None:
    assert said("url: https://anne:x@api.example") == [
        "url: an address with a user name in it; write it as username and password, below the url"
    ]


@pytest.mark.parametrize("method", ["basic", "digest"])
def test_a_password_comes_from_the_environment(method: str) -> None:
    found = settings(f"url: https://api.example, username: web, password: '${{PASSWORD}}', authMethod: {method}")
    assert (found.username, found.password, found.auth_method) == ("web", "${PASSWORD}", method)
    assert references(found) == {"PASSWORD"}
    assert resolved(found, {"PASSWORD": "hemmelig", "HOME": "/"}).password == "hemmelig"


def test_what_the_environment_lacks_is_named_all_at_once() -> None:
    found = settings("url: 'https://${HOST}/x', username: '${NAME}', password: '${WORD}', headers: ['X-Key: ${KEY}']")
    with pytest.raises(OpslagError, match="not in the environment: HOST, KEY, WORD"):
        resolved(found, {"NAME": "web", "KEY": ""})


def test_basic_is_the_default_and_nothing_else_is_known() -> None:
    assert settings("url: https://api.example").auth_method == "basic"
    assert said("url: https://api.example, username: a, password: '${B}', authMethod: bearer") == [
        'authMethod: "bearer"; write one of basic, digest'
    ]


def test_a_password_written_out_is_warned_of() -> None:
    api = "{url: https://x.example, username: a, password: b}"
    made = make({"forms/a.yaml": f"forms: {{a: {{sendMethod: api, apiSettings: {api}}}}}"})
    assert [problem.severity.name for problem in made.problems] == ["WARNING"]
    assert made.told[0].endswith("password: a password written out; " + PUBLIC)
    assert made.forms[0].api


def test_half_of_a_login_is_told() -> None:
    assert said("url: https://x.example, username: a") == [
        "username: a username without a password; write both, or delete the username"
    ]
    assert said("url: https://x.example, password: '${P}', authMethod: digest") == [
        "password: a password without a username; write both, or delete the password",
        "authMethod: digest, without a username; write username and password",
    ]


def test_headers_are_names_and_values() -> None:
    assert settings("url: https://x.example, headers: ['X-Fra:  Lillerup: by', 'X-Key: ${KEY}']").headers == (
        ("X-Fra", "Lillerup: by"),
        ("X-Key", "${KEY}"),
    )
    assert settings("url: https://x.example, headers: 'X-Fra: by'").headers == (("X-Fra", "by"),)


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ('"X-A: b\\r\\nX-C: d"', "a line break in a header; write it on one line, and each header by itself"),
        ('"X-A: b\\nX-C: d"', "a line break in a header; write it on one line, and each header by itself"),
        ("X-A b", '"X-A b"; write Name: value, such as X-Api-Key: ${API_KEY}'),
        ('"X A: b"', '"X A: b"; write Name: value, such as X-Api-Key: ${API_KEY}'),
        ('"Host: x.example"', "Host, which Opslag sends itself; delete it"),
        ('"content-length: 3"', "content-length, which Opslag sends itself; delete it"),
        ('"X-Api-Key: abc"', "what looks like a secret in X-Api-Key; " + PUBLIC),
    ],
)
def test_a_header_that_is_none_is_told(header: str, found: str) -> None:
    assert said(f"url: https://x.example, headers: [{header}]") == [f"headers.0: {found}"]


def test_a_line_break_from_the_environment_breaks_no_header() -> None:
    found = settings("url: https://x.example, headers: ['X-Key: ${KEY}']")
    with pytest.raises(OpslagError, match="a line break in the header X-Key"):
        resolved(found, {"KEY": "a\r\nX-Other: b"})


def test_success_is_200_to_299_or_exactly_what_is_listed() -> None:
    usual, listed = settings("url: https://x.example"), settings("url: https://x.example, successCodes: ['200', 204, 302]")
    assert [code for code in range(100, 600) if usual.is_success(code)] == list(range(200, 300))
    assert [code for code in range(100, 600) if listed.is_success(code)] == [200, 204, 302]
    assert settings("url: https://x.example, successCodes: 201").is_success(201)
    assert said("url: https://x.example, successCodes: [ok, 99, 600]") == [
        'successCodes.0: "ok"; write a whole number, such as 80',
        'successCodes.1: "99"; write a status of HTTP, such as 200',
        'successCodes.2: "600"; write a status of HTTP, such as 200',
    ]
