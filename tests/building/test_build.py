"""Nothing half-finished is ever public, and the same content gives the same bytes everywhere."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image

from tests.bare_site import NOW, BareSite, clean_environment, git, opslag, started, stop, tree_of, uuid_of
from tests.browser.host import serving

EVENTS = 40


def many(site: BareSite, count: int = EVENTS, **keys: str) -> None:
    """Enough events that a kill finds the build at work."""
    for number in range(count):
        site.event(
            f"aft{number:03}",
            **({"start": f"2026-12-{number % 28 + 1:02} 19:00", "end": f"2026-12-{number % 28 + 1:02} 21:00"} | keys),
        )


@pytest.fixture
def two_states(bare_site: BareSite, tmp_path: Path) -> tuple[BareSite, dict[str, bytes], dict[str, bytes]]:
    """A site whose old state is public and whose new state is not built yet, and the whole output of both."""
    many(bare_site)
    assert bare_site.build().code == 0
    old = bare_site.public()
    many(bare_site, title="Et nyt navn til dem alle")
    elsewhere = tmp_path / "elsewhere"
    ran = bare_site.build("--output", str(elsewhere), "--previous", str(bare_site.output))
    assert ran.code == 0, ran.stderr
    return bare_site, old, tree_of(elsewhere)


def killed(site: BareSite, after: float, how: signal.Signals) -> int:
    process = started("build", "--now", NOW, cwd=site.root)
    time.sleep(after)
    if process.poll() is None:
        return stop(process, how).code
    process.communicate()
    return process.returncode


def check_kills(site: BareSite, old: dict[str, bytes], new: dict[str, bytes], kills: int) -> int:
    """Kills builds at random moments; says how many were still at work."""
    chance = random.Random(7)
    took = -time.monotonic()
    assert site.build("--output", str(site.root / "timed"), "--previous", str(site.output)).code == 0
    took += time.monotonic()
    hit = 0
    for _ in range(kills):
        hit += killed(site, chance.uniform(0, took), signal.SIGKILL) == -signal.SIGKILL
        public = site.public()
        assert public in (old, new), "a mix of both"
    ran = site.build("--previous", str(site.root / "timed"))
    assert ran.code == 0, ran.stderr
    assert {path: data for path, data in site.public().items() if "event-changes" not in path} == {
        path: data for path, data in new.items() if "event-changes" not in path
    }
    return hit


def test_a_kill_at_any_moment_leaves_the_old_output_or_the_new_one(
    two_states: tuple[BareSite, dict[str, bytes], dict[str, bytes]],
) -> None:
    site, old, new = two_states
    assert check_kills(site, old, new, kills=12) >= 4


@pytest.mark.soak
def test_sixty_kills_leave_the_old_output_or_the_new_one(two_states: tuple[BareSite, dict[str, bytes], dict[str, bytes]]) -> None:
    site, old, new = two_states
    assert check_kills(site, old, new, kills=60) >= 20


@pytest.mark.parametrize("moment", ["content", "pages and feeds", "pictures", "the gate"])
def test_ctrl_c_ends_without_a_traceback_and_leaves_the_old_output(built_site: BareSite, moment: str) -> None:
    """At the beginning of each step, with Pelican at work beside it and a second process for the pages."""
    many(built_site)
    built_site.write("pages/om.md", "---\ntitle: Om biblioteket\n---\n")
    before, target = built_site.public(), built_site.target()
    process = subprocess.Popen(
        (sys.executable, "-c", STOPPED, moment, "build", "--now", NOW, "--jobs", "2"),
        cwd=built_site.root, env=clean_environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, process_group=0,
    )  # fmt: skip
    assert process.stdout and process.stdout.readline() == b"now\n"
    ran = stop(process, signal.SIGINT)
    assert (ran.code, ran.stdout, ran.stderr) == (130, "", "error: stopped; the public output is as it was\n")
    assert (built_site.public(), built_site.target()) == (before, target)
    assert built_site.build().code == 0


STOPPED = """
import sys, time
from opslag import cli, screen
def step(self, doing):
    if doing == sys.argv[1]:
        print("now", flush=True)
        time.sleep(60)
screen.Screen.step = step
sys.exit(cli.main(sys.argv[2:]))
"""
"""The command, which says when it comes to a step, and waits there for the hand that stops it."""


@pytest.mark.parametrize("signalled", [signal.SIGKILL, signal.SIGTERM])
def test_a_build_after_a_killed_one_waits_until_its_last_worker_has_ended(
    built_site: BareSite, signalled: signal.Signals
) -> None:
    """Who kills the command alone leaves its workers at work; none of them may write into what the next build makes."""
    many(built_site, 150)
    process = subprocess.Popen(
        (sys.executable, "-c", SLOW, "build", "--now", NOW, "--jobs", "2"),
        cwd=built_site.root, env=clean_environment(), stdout=subprocess.PIPE, process_group=0,
    )  # fmt: skip
    assert process.stdout and process.stdout.readline() == b"a worker is at work\n"
    process.send_signal(signalled)
    process.wait()
    began = time.monotonic()
    ran = built_site.build()
    assert ran.code == 0, ran.stderr
    assert time.monotonic() - began > 1.5
    said = process.stdout.read().splitlines()
    assert said.count(b"the worker has ended") == 1 + said.count(b"a worker is at work")  # the first line was read above
    process.stdout.close()


SLOW = """
import os, sys, time
from opslag import cli
from opslag.building import writing
parent = os.getpid()
def slow(*arguments):
    if os.getpid() != parent:
        print("a worker is at work", flush=True)
        time.sleep(2)
        print("the worker has ended", flush=True)
        os._exit(0)
    time.sleep(60)
writing.write_all = slow
sys.exit(cli.main(sys.argv[1:]))
"""


def test_two_builds_at_once_are_done_one_after_the_other(bare_site: BareSite) -> None:
    both = [started("build", "--now", NOW, cwd=bare_site.root) for _ in range(2)]
    for process in both:
        _, said = process.communicate(timeout=120)
        assert process.returncode == 0, said.decode()
    assert bare_site.feed()


def test_a_faulty_edit_leaves_the_last_good_output(built_site: BareSite) -> None:
    before, target = built_site.public(), built_site.target()
    built_site.event("krimi", branch="byen")
    assert built_site.build().code == 1
    assert (built_site.public(), built_site.target()) == (before, target)


def test_an_output_that_the_gate_refuses_is_not_made_public(built_site: BareSite) -> None:
    many(built_site)
    assert built_site.build().code == 0
    before = built_site.public()
    for number in range(EVENTS // 2):
        (built_site.content / "events" / f"aft{number:03}.md").unlink()
    ran = built_site.build()
    assert ran.code == 1
    assert f"20 of {EVENTS + 3} future events are gone since the last published feed" in ran.stderr
    assert f"{uuid_of('aft000')}: gone: " in ran.stderr
    assert built_site.public() == before
    assert built_site.build("--allow-shrink").code == 0
    assert len(built_site.feed()) == EVENTS // 2 + 3


@pytest.mark.parametrize("jobs", ["1", "2", "5"])
def test_the_number_of_processes_does_not_show(bare_site: BareSite, jobs: str) -> None:
    many(bare_site)
    for number in range(200):
        bare_site.event(f"fle{number:03}", start="2027-01-05 19:00", end="2027-01-05 21:00")
    assert bare_site.build("--jobs", "1").code == 0
    alone = bare_site.public()
    ran = bare_site.build("--jobs", jobs, "--full", "--output", str(bare_site.root / "other"))
    assert ran.code == 0, ran.stderr
    assert tree_of(bare_site.root / "other") == alone


def test_two_clones_on_two_machines_give_the_same_bytes(bare_site: BareSite, tmp_path: Path) -> None:
    many(bare_site)
    bare_site.commit("Plan December")
    places = (
        ({"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "1"}, "one"),
        ({"TZ": "America/New_York", "LC_ALL": "C.UTF-8", "LANG": "da_DK.UTF-8", "PYTHONHASHSEED": "2"}, "another/place"),
    )
    outputs = []
    for environment, name in places:
        clone = tmp_path / name
        git(tmp_path, "clone", "--quiet", str(bare_site.root), str(clone))
        ran = opslag("build", "--now", NOW, cwd=clone, **environment)
        assert ran.code == 0, ran.stderr
        outputs.append(tree_of(clone / "output"))
    assert outputs[0] == outputs[1]


def test_a_build_without_a_change_changes_nothing(built_site: BareSite) -> None:
    before = built_site.public()
    for _ in range(2):
        ran = built_site.build()
        assert ran.code == 0, ran.stderr
    assert built_site.public() == before
    assert " 0 changed, 0 removed" in built_site.build().stdout


@pytest.mark.parametrize("lost", [".build", ".output/a.manifest.json", ".output/b.manifest.json", ".output/b", ".output/a"])
def test_whatever_is_lost_of_what_a_build_keeps_the_next_one_is_whole(built_site: BareSite, lost: str) -> None:
    assert built_site.build().code == 0  # both generations are filled
    whole = built_site.public()
    subprocess.run(["rm", "-rf", lost], cwd=built_site.root, check=True)
    for _ in range(2):
        ran = built_site.build()
        assert ran.code == 0, ran.stderr
    assert {path: data for path, data in built_site.public().items() if "event-changes" not in path} == {
        path: data for path, data in whole.items() if "event-changes" not in path
    }


def test_a_folder_that_opslag_did_not_make_is_left_alone(bare_site: BareSite) -> None:
    bare_site.output.mkdir()
    (bare_site.output / "thesis.txt").write_text("three years", encoding="utf-8")
    ran = bare_site.build()
    assert ran.code == 1
    assert "a folder that Opslag did not make; name another with --output, or move it away" in ran.stderr
    assert (bare_site.output / "thesis.txt").read_text(encoding="utf-8") == "three years"


def test_a_page_that_is_gone_from_the_content_is_gone_from_the_output(built_site: BareSite) -> None:
    (built_site.content / "events" / "jazz.md").unlink()
    for _ in range(2):
        assert built_site.build().code == 0
    assert not (built_site.output / "arrangementer" / "jazz").exists()


# What was published before


def test_a_fresh_machine_compares_with_what_is_public(built_site: BareSite, tmp_path: Path) -> None:
    many(built_site)
    assert built_site.build().code == 0
    for number in range(EVENTS // 2):
        (built_site.content / "events" / f"aft{number:03}.md").unlink()
    with serving(built_site.output) as host:
        ran = built_site.build("--output", str(tmp_path / "fresh"), "--previous", host.address)
    assert ran.code == 1
    assert "future events are gone" in ran.stderr
    assert not (tmp_path / "fresh").exists()


@pytest.mark.parametrize("named", ["nowhere", "http://127.0.0.1:9"])
def test_a_previous_output_that_cannot_be_read_is_said_and_not_passed_over(bare_site: BareSite, named: str) -> None:
    ran = bare_site.build("--previous", named)
    assert ran.code == 1
    assert ran.stderr.startswith("error: --previous: ")
    assert not bare_site.output.exists()


def test_without_a_previous_output_a_loud_line_says_what_starts_anew(bare_site: BareSite) -> None:
    ran = bare_site.build()
    assert "There is no previous output" in ran.stderr


def test_drawn_pictures_that_no_page_has_shown_for_ninety_days_are_dropped_by_a_build(bare_site: BareSite) -> None:
    """The one that is shown has stood in the output as long, and was not drawn again either."""
    for colour in ("navy", "gold"):
        file = bare_site.write(f"images/{colour}.png", b"")
        Image.new("RGB", (64, 48), colour).save(file)
        file.with_suffix(".yaml").write_text("alt: En plakat\n", encoding="utf-8")
        bare_site.event("krimi", image=f"images/{colour}.png")
        assert (bare_site.build_here().code, bare_site.build_here().code) == (0, 0)  # both generations have it
    room = bare_site.root / ".build/cache/pictures"
    gold, navy = sorted((folder for folder in room.glob("*/*")), key=lambda folder: -folder.stat().st_mtime_ns)
    long_ago = time.time() - 91 * 86_400
    for folder in (gold, navy, room / "pruned"):
        os.utime(folder, (long_ago, long_ago))
    assert bare_site.build_here().code == 0
    assert gold.exists() and not navy.exists()
