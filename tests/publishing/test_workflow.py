"""The workflow files are right by their services' schemas, and their steps do what they say."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from opslag.publishing.workflow import CREDENTIALS, SERVICES, workflow

from tests.bare_site import COMMAND, COMMITTED, NOW, BareSite, clean_environment
from tests.publishing.places import Place

TARGETS = ("s3://bibliotek", "gs://bibliotek", "az://bibliotek", "az://$web", "ssh://web@host.example/srv/www")
SCHEMAS = {"github": "vendor.github-workflows", "gitlab": "vendor.gitlab-ci"}


def written(service: str, target: str) -> str:
    return workflow(service, "https://lillerup.example", target)


def jobs(service: str, text: str) -> dict[str, list[tuple[str, dict[str, str]]]]:
    """The shell scripts of each job, with what each is told besides."""
    value: dict[str, Any] = yaml.safe_load(text)
    if service == "gitlab":
        return {name: [(line, {}) for line in job["script"]] for name, job in value.items() if name in ("publish", "tell")}
    steps = {name: [step for step in job["steps"] if "run" in step] for name, job in value["jobs"].items()}
    return {name: [(step["run"], step.get("env", {})) for step in some] for name, some in steps.items()}


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("service", SERVICES)
def test_the_service_s_own_schema_accepts_it(service: str, target: str, tmp_path: Path) -> None:
    file = tmp_path / "workflow.yml"
    file.write_text(written(service, target), encoding="utf-8")
    command = (sys.executable, "-m", "check_jsonschema", "--builtin-schema", SCHEMAS[service], str(file))
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("service", SERVICES)
def test_nothing_is_left_to_fill_in_but_the_secrets_that_it_names(service: str, target: str) -> None:
    text, kind = written(service, target), target.partition("://")[0]
    assert not re.search("@[A-Z]+@", text)
    assert all(name in text for name in CREDENTIALS[kind])
    assert all(name not in text for other, names in CREDENTIALS.items() if other != kind for name in names)
    for job in jobs(service, text).values():
        for script, _ in job:
            assert subprocess.run(("bash", "-n"), input=script.encode(), capture_output=True, check=False).returncode == 0, script


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("service", SERVICES)
def test_a_step_is_told_the_place_as_it_was_named(service: str, target: str) -> None:
    value = yaml.safe_load(written(service, target))
    given = value["env" if service == "github" else "variables"]["TARGET"]
    if service == "gitlab":  # which reads "$$" as a dollar sign, and "$name" as a variable that nobody has set
        given = re.sub(r"\$(\$|\w+)", lambda found: "$" if found[1] == "$" else "", given)
    assert given == target


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("service", SERVICES)
def test_whoever_opens_the_file_reads_whole_sentences(service: str, target: str) -> None:
    lines = written(service, target).splitlines()
    head = lines[: next(at for at, line in enumerate(lines) if not line.startswith("#"))]
    assert head[-1].endswith(".")
    assert not [line for line in head if not line.startswith("# ") or ".#" in line]
    if service == "gitlab":
        assert head[-1].startswith('# Under "Variables" add, masked and protected: ')


def test_a_place_of_this_machine_is_none_for_another(built_site: BareSite) -> None:
    ran = built_site.opslag("workflow", "github", "/srv/www")
    assert ran.code == 1
    assert "/srv/www: no place that another machine can publish to; write one that begins with s3://" in ran.stderr


@pytest.mark.parametrize("service", SERVICES)
def test_its_steps_publish_what_is_due_and_tell_what_an_edit_changes(
    service: str, built_site: BareSite, bucket: Place, tmp_path: Path
) -> None:
    site = built_site
    ran = site.opslag("publish", bucket.target, **bucket.environment)
    assert ran.code == 0, ran.stderr
    ran = site.opslag("publish", str(tmp_path / "public"))
    assert ran.code == 0, ran.stderr
    file = site.root / "workflow.yml"
    assert site.opslag("workflow", service, bucket.target, "--write", str(file)).code == 0
    scripts = jobs(service, file.read_text(encoding="utf-8"))
    clone = BareSite(tmp_path / "clone")
    site.git("clone", "--quiet", str(site.root), str(clone.root))
    environment = told(clone, tmp_path, bucket)

    said = steps(scripts["publish"], clone, environment)
    assert "nothing is due until" in said
    assert not clone.output.exists()
    clone.event("ny", start="2026-12-06 10:00", end="2026-12-06 11:00")
    clone.git("checkout", "--quiet", "-b", "edit")
    clone.commit()
    steps(scripts["tell"], clone, environment)
    comment = (clone.root / "comment.md").read_text(encoding="utf-8")
    assert comment.startswith("```\n") and "ny" in comment
    steps(scripts["publish"], clone, environment)
    assert "arrangementer/ny/index.html" in bucket.files()


def told(clone: BareSite, room: Path, bucket: Place) -> dict[str, str]:
    """What a service would tell the steps; its own programs only say that they were called."""
    programs = room / "bin"
    programs.mkdir()
    python, *module = COMMAND
    bare = f'for word; do case $word in build|check|diff) exec {python} {" ".join(module)} "$@" --now {NOW};; esac; break; done'
    for name, script in {
        "opslag": f'{bare}\nexec {python} {" ".join(module)} "$@"', "gh": "true", "curl": "true", "python": "true",
    }.items():  # fmt: skip
        (programs / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        (programs / name).chmod(0o755)
    given = {"SITE": str(room / "public"), "TARGET": bucket.target, "BASE": "main", "NUMBER": "1", "CI_API_V4_URL": "x"}
    given |= {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main", "OPSLAG_COMMENT_TOKEN": "x", "GIT_COMMITTER_DATE": COMMITTED}
    return clean_environment(**bucket.environment, **given) | {"PATH": f"{programs}:{os.environ['PATH']}"}


def steps(scripts: list[tuple[str, dict[str, str]]], clone: BareSite, environment: dict[str, str]) -> str:
    said = ""
    for script, _ in scripts:
        ran = subprocess.run(
            ("bash", "-e", "-c", script), cwd=clone.root, env=environment, capture_output=True, text=True, check=False
        )
        assert ran.returncode == 0, (script, ran.stdout, ran.stderr)
        said += ran.stdout + ran.stderr
    return said
