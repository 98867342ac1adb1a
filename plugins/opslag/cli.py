"""The ``opslag`` command. Heavy rooms are imported by the command that needs them: ``--help`` and one edit cost little.

argparse rather than a framework: the two that were measured add 90 ms to every start, a tenth of what an edit may take.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from opslag import __version__
from opslag.errors import ContentError, OpslagError
from opslag.publishing import command as publishing

if TYPE_CHECKING:
    from opslag.building.build import Request
    from opslag.screen import Screen


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and gives its exit status: 0, 1 for a fault that was told, 2 for a wrong call, 130 for Ctrl-C."""
    options = parser().parse_args(arguments)
    from opslag.screen import Screen

    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # as Python does for stderr: words are told on any terminal
    screen = Screen(sys.stdout, sys.stderr)
    try:
        return int(options.run(options, screen))
    except ContentError as error:
        screen.problems(error.problems)
        return 1
    except OpslagError as error:
        screen.error(str(error))
        return 1
    except KeyboardInterrupt:
        screen.error("stopped; the public output is as it was")
        return 130
    except BrokenPipeError:
        return 1
    finally:
        screen.close()


def command() -> NoReturn:
    """``main`` as a process, which ends at once: to free the values of a large site one by one would take half a second, and so
    would looking for garbage among them. What goes on for days looks for it."""
    gc.disable()
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # to find any, all that is installed would be read
    status = main()
    with suppress(OSError):  # nobody reads any more
        sys.stdout.flush()
        sys.stderr.flush()
    if status == 0 and threading.active_count() == 1:
        os._exit(0)
    sys.exit(status)  # ends or awaits whoever is still at work


HOSTS = ("nginx", "caddy", "apache", "netlify", "cloudflare", "s3")


class _Whole(argparse.ArgumentParser):
    """Options are written out: a short form that works today would mean another one when there are more of them."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings, allow_abbrev=False)


def parser() -> argparse.ArgumentParser:
    """Every command with its options."""
    top = argparse.ArgumentParser(prog="opslag", description="A library's website and its feeds, from Markdown in git.")
    top.add_argument("--version", action="version", version=f"opslag {__version__}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True, parser_class=_Whole)

    build = commands.add_parser(
        "build", help="make the site and every feed, and publish them into --output if the gate lets them pass"
    )
    _content(build)
    _output(build)
    _moment(build)
    build.add_argument(
        "--previous", metavar="DIR|URL", help="what was published last, for the shrink guard (default: the present output)"
    )
    build.add_argument("--full", action="store_true", help="use nothing that an earlier build kept")
    build.add_argument("--allow-shrink", action="store_true", help="yes, that many future events are really to go")
    build.add_argument(
        "--if-due", action="store_true", help="only if something has changed, or the last output has turned untrue by the clock"
    )
    build.set_defaults(run=_build)

    check = commands.add_parser("check", help="say everything that is wrong with the content; write nothing")
    _content(check)
    _moment(check)
    check.add_argument(
        "--series", metavar="FILE", help="say every date of one series, what is left out and why, and what the clock does"
    )
    check.add_argument("--previous", metavar="DIR|URL", help="what was published last (default: output, where there is one)")
    check.set_defaults(run=_check)

    diff = commands.add_parser("diff", help="what an edit will change for those who read the feeds")
    diff.add_argument(
        "revision", nargs="?", default="HEAD", metavar="REV", help="compare with this git revision (default: what is committed)"
    )
    _content(diff)
    diff.add_argument("--now", type=_iso, metavar="ISO8601", help="compare as of this moment")
    diff.set_defaults(run=_diff)

    serve = commands.add_parser(
        "serve", help="build, serve on this machine, build again when a file is saved, and reload the browser"
    )
    _content(serve)
    _output(serve)
    _moment(serve)
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s, this machine alone)")
    serve.add_argument("--port", type=int, default=8000, help="(default: %(default)s)")
    serve.set_defaults(run=_serve)

    new = commands.add_parser("new", help="begin a content file, with a uuid and every key that it needs")
    new.add_argument("kind", choices=("event", "branch", "page", "news", "form"), help="what it is to be")
    new.add_argument("title", help="what it is called")
    _content(new)
    new.set_defaults(run=_new)

    host = commands.add_parser("host", help="write a web host's configuration for the output of the last build")
    host.add_argument("preset", choices=HOSTS, metavar="HOST", help=", ".join(HOSTS))
    _output(host)
    host.add_argument(
        "--gateway", metavar="URL", help="where the gateway listens: http://127.0.0.1:8080 (default: there is none)"
    )
    host.add_argument(
        "--listen",
        metavar="ADDRESS",
        help="where the host listens, in its own words, such as 127.0.0.1:8443 (default: as it usually does)",
    )
    host.add_argument("--write", type=Path, metavar="FILE", help="write into this file (default: to standard output)")
    host.set_defaults(run=_host)

    publish = commands.add_parser("publish", help="bring the last build to the public: only what differs, in a safe order")
    publishing.take(publish, _output, _iso)

    workflow = commands.add_parser("workflow", help="write by what a continuous integration service builds and publishes")
    workflow.add_argument("service", choices=("github", "gitlab"), metavar="SERVICE", help="github, gitlab")
    workflow.add_argument("target", metavar="TARGET", help="where to publish to, as opslag publish is told it")
    _output(workflow)
    workflow.add_argument("--write", type=Path, metavar="FILE", help="write into this file (default: to standard output)")
    workflow.set_defaults(run=_workflow)

    bring = commands.add_parser("import", help="bring another system's events into the content folder")
    systems = bring.add_subparsers(title="systems", metavar="SYSTEM", required=True, parser_class=_Whole)
    dpl = systems.add_parser("dpl-cms", help="a site of the Danish public libraries' CMS, or another that gives the same feed")
    dpl.add_argument("source", metavar="URL|FILE", help="the site, its /api/v1/events, or a file that holds it")
    dpl.add_argument("--opening-hours", metavar="URL|FILE", help="the site, its /api/v1/opening_hours, or a file that holds it")
    _content(dpl)
    dpl.add_argument("--now", type=_iso, metavar="ISO8601", help="import as if it were this moment")
    dpl.set_defaults(run=_import)

    gateway = commands.add_parser("gateway", help="take in what ticket systems report, and publish it; answer the feeds' queries")
    _content(gateway)
    _output(gateway)
    gateway.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s, this machine alone)")
    gateway.add_argument("--port", type=int, default=8080, help="(default: %(default)s)")
    gateway.add_argument("--remote", metavar="URL", help="the git repository that editors push to (default: OPSLAG_REMOTE)")
    gateway.set_defaults(run=_gateway)

    vendor = commands.add_parser("vendor", help="say which ticket systems may report; OPSLAG_VENDORS names the file")
    vendor.add_argument("what", choices=("add", "list", "revoke"), help="let it report; see all; stop it")
    vendor.add_argument("name", nargs="?", help="what the system is called: a to z, 0 to 9 and -")
    vendor.add_argument(
        "--branch", type=int, action="append", default=[], metavar="ID", help="only events of this branch; may be repeated"
    )
    vendor.set_defaults(run=_vendor)

    outbox = commands.add_parser("outbox", help="see what visitors have sent and nobody has taken yet (OPSLAG_OUTBOX_KEY)")
    outbox.add_argument(
        "what",
        choices=("list", "show", "retry", "purge", "key"),
        help="list what waits; show what is in it; try again at once; delete for ever; make a key",
    )
    outbox.add_argument("receipt", nargs="*", help="of these receipts alone")
    outbox.add_argument("--all", action="store_true", help="show, purge: everything")
    _content(outbox)
    outbox.set_defaults(run=_outbox)
    return top


def _content(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--content", type=Path, default=Path("content"), metavar="DIR", help="the content folder (default: %(default)s)"
    )


def _output(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--output", type=Path, default=Path("output"), metavar="DIR", help="the public folder, a link (default: %(default)s)"
    )


def _moment(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--now", type=_iso, metavar="ISO8601", help="build as if it were this moment, such as 2026-12-01T08:00+01:00"
    )
    command.add_argument("--base-url", type=_url, metavar="URL", help="in the place of base_url in site.yaml")
    command.add_argument(
        "--jobs", type=_jobs, metavar="N", help="processes to work with (default: as many as there are processors)"
    )


def _iso(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date and time; write 2026-12-01T08:00+01:00") from None
    if moment.tzinfo is None:
        raise argparse.ArgumentTypeError(f"{text!r} has no offset; write 2026-12-01T08:00+01:00")
    return moment


def _url(text: str) -> str:
    from opslag.source.scalars import read_url

    try:
        return read_url(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r}; {error}") from None


def _jobs(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 64:
        raise argparse.ArgumentTypeError("write a number from 1 to 64")
    return int(text)


def _request(options: argparse.Namespace, screen: Screen, output: Path) -> Request:
    from opslag.building.build import Request
    from opslag.building.project import find_project
    from opslag.building.workers import default_jobs

    return Request(
        project=find_project(options.content),
        output=output,
        now=options.now or datetime.now(UTC),
        previous=getattr(options, "previous", None),
        base_url=options.base_url,
        jobs=options.jobs or default_jobs(),
        full=getattr(options, "full", False),
        allow_shrink=getattr(options, "allow_shrink", False),
        step=screen.step,
    )


def _build(options: argparse.Namespace, screen: Screen) -> int:
    from opslag.building.build import build

    request = _request(options, screen, options.output)
    if options.if_due:
        from opslag.building.due import read_made, source_of, why_due
        from opslag.content.tree import Tree

        made = read_made(request.output, request.previous)
        why = why_due(made, source_of(request.project, Tree(request.project.content), request.base_url), request.now)
        if made and not why:
            screen.say(f"{options.output}: nothing is due until {made.next_change.isoformat()}")
            return 0
        screen.note(f"A build is due: {why}.")
    screen.built(build(request), options.output)
    return 0


def _diff(options: argparse.Namespace, screen: Screen) -> int:
    from opslag.building.preview import preview, told

    for line in told(preview(options.content, options.revision, options.now or datetime.now(UTC))):
        screen.say(line)
    return 0


def _check(options: argparse.Namespace, screen: Screen) -> int:
    import tempfile

    if options.series:
        return _check_series(options, screen)

    from opslag.building.build import build

    if options.previous is None and Path("output/api/v1/events").is_file():
        options.previous = "output"
    with tempfile.TemporaryDirectory(prefix="opslag-check-") as folder:
        built = build(_request(options, screen, Path(folder) / "output"))
    screen.checked(built)
    return 0


def _check_series(options: argparse.Namespace, screen: Screen) -> int:
    from opslag.building.series_dates import dates_told
    from opslag.content.tree import Tree

    for line in dates_told(Tree(options.content), options.series, options.now or datetime.now(UTC)):
        screen.say(line)
    return 0


def _serve(options: argparse.Namespace, screen: Screen) -> int:
    from opslag.serving.watcher import serve

    gc.enable()
    serve(_request(options, screen, options.output), options.host, options.port, screen, fixed=options.now is not None)
    return 0


def _host(options: argparse.Namespace, screen: Screen) -> int:
    from opslag.publishing.hosting import open_hosting
    from opslag.publishing.presets import PRESETS

    configuration = PRESETS[options.preset](open_hosting(options.output, options.gateway, options.listen))
    return _written(configuration, options.write, screen)


def _written(text: str, file: Path | None, screen: Screen) -> int:
    if file is None:
        screen.say(text.rstrip("\n"))
        return 0
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise OpslagError(f"{file}: {error.strerror}") from None
    return 0


def _workflow(options: argparse.Namespace, screen: Screen) -> int:
    from opslag.building.manifest import read_manifest
    from opslag.publishing.workflow import workflow

    site = read_manifest(options.output).base_url
    return _written(workflow(options.service, site, options.target), options.write, screen)


def _new(options: argparse.Namespace, screen: Screen) -> int:
    from opslag.content.beginning import begin

    screen.say(str(begin(options.content, options.kind, options.title, datetime.now(UTC))))
    return 0


def _import(options: argparse.Namespace, screen: Screen) -> int:
    from opslag.importing.dpl_cms import Request, bring_in

    now = options.now or datetime.now(UTC)
    imported = bring_in(Request(options.source, options.content, now, options.opening_hours, screen.step))
    screen.problems(imported.outcome.conflicts)
    for line in imported.told():
        screen.say(line)
    return 0


def _gateway(options: argparse.Namespace, screen: Screen) -> int:  # noqa: ARG001 - the gateway writes a log
    from opslag.gateway.serving import Request, serve

    gc.enable()
    serve(Request(options.content, options.output, options.host, options.port, options.remote))
    return 0


def _vendor(options: argparse.Namespace, screen: Screen) -> int:
    import os

    from opslag.gateway.environment import read_environment
    from opslag.gateway.vendors import Vendors

    file = read_environment(os.environ).vendors
    if file is None:
        raise OpslagError("set OPSLAG_VENDORS to the whole path of the file that is to hold the vendors, outside content/")
    vendors = Vendors(file)
    if options.what == "list":
        for name, vendor in sorted(vendors.known().items()):
            whose = f"branches {', '.join(map(str, vendor.branches))}" if vendor.branches else "all branches"
            screen.say(f"{name}  {whose}, since {vendor.added:%Y-%m-%d}")
        return 0
    if options.name is None:
        raise OpslagError(f"opslag vendor {options.what}: name the vendor")
    if options.what == "revoke":
        vendors.revoke(options.name)
        screen.say(f"{options.name} may report no longer")
        return 0
    password = vendors.add(options.name, options.branch, datetime.now(UTC))
    screen.say(f"{options.name} may report from now on. This password is shown once, and kept nowhere:")
    screen.say(password)
    return 0


def _outbox(options: argparse.Namespace, screen: Screen) -> int:
    import os

    from opslag.gateway.environment import read_environment
    from opslag.gateway.outbox.command import run

    for line in run(options.what, options.receipt, options.content, read_environment(os.environ), everything=options.all):
        screen.say(line)
    return 0


if __name__ == "__main__":
    command()
