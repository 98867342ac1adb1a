"""What a ticket system may report, what it is answered, and who sees it."""

from __future__ import annotations

import subprocess

import pytest

from tests.bare_site import BareSite, uuid_of
from tests.gateway.running import JAZZ, KAFFE, KRIMI, QUIZ, REVY, SALSA, VESTER, Gateway, running, soon
from tests.waiting import until

SALE = "https://billetter.example/e/1"
ADMIN = "https://billetter.example/admin/1"


def log(gateway: Gateway, pretty: str, *more: str) -> list[str]:
    return gateway.site.git("log", f"--format={pretty}", *more).splitlines()


def test_a_report_is_a_commit_by_the_vendor_then_the_answer_then_public(shared: Gateway) -> None:
    answer = shared.patch(SALSA, {"state": "SoldOut", "external_data": {"url": SALE}})
    assert answer.status_code == 200
    assert log(shared, "%an %cn: %s", "-1") == [f"billetter Opslag: Salsa: SoldOut, url {SALE}"]
    assert shared.update(SALSA).startswith("vendor: billetter\nat: ")
    assert shared.update(SALSA).endswith(f"state: SoldOut\nexternal_data:\n  url: {SALE}\n")
    assert shared.site.git("status", "--porcelain") == ""
    shown = until(lambda: shared.public(SALSA) if shared.public(SALSA)["state"] == "SoldOut" else None)
    assert shown == answer.json() == shared.event(SALSA)
    assert "SoldOut" in shared.site.page("/arrangementer/salsa/")


def test_what_is_absent_stays_and_null_takes_away(shared: Gateway) -> None:
    def links(body: object) -> object:
        answer = shared.patch(KAFFE, body)
        assert answer.status_code == 200, answer.text
        return answer.json()["external_data"]

    own = "https://lillerup.example/kaffe"
    assert links({"external_data": {"url": SALE, "admin_url": ADMIN}}) == {"url": SALE, "admin_url": ADMIN}
    assert links({"external_data": {"url": f"{SALE}2"}}) == {"url": f"{SALE}2", "admin_url": ADMIN}
    assert links({"state": "SoldOut"}) == {"url": f"{SALE}2", "admin_url": ADMIN}
    assert links({"external_data": {"url": None}}) == {"url": own, "admin_url": ADMIN}
    assert links({"external_data": None}) == {"url": own}
    assert shared.patch(KAFFE, {"state": None}).json()["state"] == "Active"


def test_an_editor_s_cancellation_stays_and_the_vendor_may_report_that_it_is_over(shared: Gateway) -> None:
    assert shared.patch(uuid_of("aflyst"), {"state": "Active"}).json()["state"] == "Cancelled"
    assert shared.patch(JAZZ, {"state": "Occurred"}).json()["state"] == "Occurred"
    assert shared.patch(JAZZ, {"state": "Active"}).json()["state"] == "Active"


def test_a_past_event_and_a_draft_may_be_reported_on_and_an_unknown_one_not(shared: Gateway) -> None:
    past, draft = uuid_of("forbi"), uuid_of("kladde")
    assert shared.patch(past, {"state": "Active"}).json()["state"] == "Occurred"
    assert shared.patch(draft, {"state": "SoldOut"}).json()["state"] == "SoldOut"
    assert f"content/updates/{draft}.yaml" in shared.site.git("ls-files")
    assert shared.patch("00000000-0000-4000-8000-000000000000", {"state": "SoldOut"}).status_code == 404


def test_the_same_report_again_is_no_commit_and_nothing_at_all_neither(shared: Gateway) -> None:
    first = shared.patch(REVY, {"state": "SoldOut"})
    before = log(shared, "%H")
    assert shared.patch(REVY, {"state": "SoldOut"}).json() == first.json()
    assert shared.patch(REVY, {}).json() == first.json()
    assert shared.patch(REVY, {"colour": "red", "external_data": {"seats": 4}}).json() == first.json()
    assert log(shared, "%H") == before
    assert shared.told("unknown keys")[0]["keys"] == ["colour", "external_data.seats"]


def test_an_editor_takes_a_report_back_by_deleting_its_file(shared: Gateway) -> None:
    shared.patch(QUIZ, {"state": "SoldOut"})
    shared.site.git("rm", "--quiet", f"content/updates/{QUIZ}.yaml")
    shared.site.commit("Take the report back")
    answer = shared.patch(QUIZ, {"external_data": {"admin_url": ADMIN}})
    assert (answer.json()["state"], answer.json()["external_data"]["admin_url"]) == ("Active", ADMIN)


@pytest.mark.parametrize(
    ("body", "field", "remedy"),
    [
        ("{", "", "send an object in UTF-8, with each key once"),
        ('["state"]', "", 'send an object, such as {"state": "SoldOut"}'),
        ('{"state": "Sold"}', "state", "one of TicketSaleNotOpen, Active, SoldOut, Cancelled, Occurred, null"),
        ('{"state": 1}', "state", "null or text"),
        ('{"external_data": []}', "external_data", "null or an object"),
        ('{"external_data": {"url": "/e/1"}}', "external_data.url", "text such as https://"),
        ('{"external_data": {"admin_url": 5}}', "external_data.admin_url", "null or text"),
    ],
)
def test_a_client_s_author_is_told_the_field_the_value_and_what_is_allowed(
    shared: Gateway, body: str, field: str, remedy: str
) -> None:
    headers = {"Content-Type": "application/json"}
    answer = shared.client.patch(f"/api/v1/events/{KRIMI}", content=body, headers=headers, auth=shared.credentials)
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    (fault,) = answer.json()["faults"]
    assert fault["field"] == field
    assert fault["found"]
    assert remedy in fault["remedy"]


def test_all_faults_are_told_and_nothing_of_the_request_is_kept(shared: Gateway) -> None:
    body = {"state": "SoldOut", "external_data": {"url": SALE, "admin_url": "ftp://billetter.example/1"}}
    assert [fault["field"] for fault in shared.patch(KRIMI, body).json()["faults"]] == ["external_data.admin_url"]
    assert len(shared.patch(KRIMI, {"state": 5, "external_data": {"url": 1, "admin_url": 2}}).json()["faults"]) == 3
    assert shared.update(KRIMI) == ""


def test_who_has_no_password_is_asked_for_one(shared: Gateway) -> None:
    for credentials in (None, ("billetter", "wrong"), ("nobody", "wrong"), ("", "")):
        answer = shared.client.patch(f"/api/v1/events/{KRIMI}", json={}, auth=credentials)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"].startswith("Basic ")
    assert shared.client.patch(f"/api/v1/events/{KRIMI}", headers={"Authorization": "Bearer x"}).status_code == 401


def test_a_vendor_of_one_branch_reports_on_its_events_alone(shared: Gateway) -> None:
    vester = shared.vendor("vesterbillet", VESTER)
    assert shared.patch(JAZZ, {"state": "SoldOut"}, vester).status_code == 200
    refused = shared.patch(KRIMI, {"state": "SoldOut"}, vester)
    assert (refused.status_code, refused.headers["content-type"]) == (403, "application/problem+json")


def test_who_is_revoked_is_refused_at_once(shared: Gateway) -> None:
    gone = shared.vendor("gone")
    assert shared.patch(KRIMI, {}, gone).status_code == 200
    assert shared.site.opslag("vendor", "revoke", "gone", **shared.environment).code == 0
    assert shared.patch(KRIMI, {}, gone).status_code == 401


def test_other_methods_media_types_and_addresses_are_refused_by_name(shared: Gateway) -> None:
    address = f"/api/v1/events/{KRIMI}"
    for method in ("GET", "PUT", "POST", "DELETE"):
        answer = shared.client.request(method, address)
        assert answer.status_code == 405
        assert set(answer.headers["allow"].split(", ")) == {"PATCH", "OPTIONS"}
        assert answer.headers["access-control-allow-origin"] == "*"
    for kind in ("text/plain", "application/x-www-form-urlencoded", ""):
        answer = shared.client.patch(address, content=b"{}", headers={"Content-Type": kind}, auth=shared.credentials)
        assert (answer.status_code, answer.headers["accept-patch"].split(", ")[0]) == (415, "application/json")
    for kind in ("application/merge-patch+json", "application/json; charset=utf-8"):
        answer = shared.client.patch(address, content=b"{}", headers={"Content-Type": kind}, auth=shared.credentials)
        assert answer.status_code == 200
    assert shared.client.patch("/api/v1/events/krimi", json={}, auth=shared.credentials).status_code == 404
    assert shared.client.patch(f"{address}/", json={}, auth=shared.credentials).status_code == 404
    assert shared.patch(KRIMI.upper(), {}).status_code == 200


def test_a_browser_s_preflight_is_answered_as_http_says(shared: Gateway) -> None:
    asked = {"Origin": "https://billetter.example", "Access-Control-Request-Method": "PATCH"}
    answer = shared.client.options(f"/api/v1/events/{KRIMI}", headers=asked)
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-methods"] == "PATCH, OPTIONS"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "application/json" in answer.headers["accept-patch"]


def test_ten_wrong_passwords_in_a_minute_are_enough(ticket_site: BareSite) -> None:
    with running(ticket_site, OPSLAG_FAILURES="10", OPSLAG_PROXIES="127.0.0.1") as gateway:

        def status(address: str, password: str) -> int:
            return gateway.client.patch(
                f"/api/v1/events/{KRIMI}", json={}, auth=("billetter", password), headers={"X-Forwarded-For": address}
            ).status_code

        assert [status("192.0.2.1", "wrong") for _ in range(12)] == [401] * 10 + [429] * 2
        right = gateway.credentials[1] if gateway.credentials else ""
        assert status("192.0.2.1", right) == 429
        assert status("192.0.2.2", right) == 200


def test_the_log_holds_no_password_and_no_address(shared: Gateway) -> None:
    shared.patch(KRIMI, {}, ("billetter", "a-very-wrong-password"))
    shared.client.patch(f"/api/v1/events/{KRIMI}", json={}, auth=("anne@privat.example", "x"))
    told = shared.log.read_text(encoding="utf-8")
    assert "a-very-wrong-password" not in told
    assert "anne" not in told
    assert "127.0.0.1" not in told
    assert shared.credentials
    assert shared.credentials[1] not in told


def test_it_stops_gracefully_and_says_what_was_committed(gateway: Gateway) -> None:
    gateway.patch(KRIMI, {"state": "SoldOut"})
    assert gateway.stop() == 0
    assert gateway.told("stopped")
    (committed,) = gateway.told("committed")
    assert log(gateway, "%H", "-1") == [committed["commit"]]
    held = subprocess.run(("git", "fsck", "--strict"), cwd=gateway.site.root, capture_output=True, check=False)
    assert held.returncode == 0


def test_what_an_editor_writes_in_the_clone_is_published_without_a_report(ticket_site: BareSite) -> None:
    with running(ticket_site, OPSLAG_PULL_SECONDS="1") as gateway:
        until(lambda: gateway.told("published"), "the first build")
        ticket_site.event("jazz", title="Jazz i gården", start=f"{soon(32)} 20:00", end=f"{soon(32)} 22:00")
        until(lambda: gateway.public(JAZZ)["title"] == "Jazz i gården", "the public feed")
        until(lambda: len(gateway.told("published")) == 2, "the log, and no build for nothing")
        assert gateway.patch(KRIMI, {"state": "SoldOut"}).status_code == 200
        until(lambda: gateway.public(KRIMI)["state"] == "SoldOut", "the public feed")
        until(lambda: len(gateway.told("published")) == 3, "the log, and no build for nothing")
