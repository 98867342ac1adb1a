"""The local server: the public output as files, with a good host's content types, and a browser that reloads itself."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import AsyncIterator
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from opslag.building.project import Project
from opslag.headers import OPEN
from opslag.media_types import media_type
from opslag.serving.glimpse_folder import glimpses_of
from opslag.serving.trial import trial

POLL = 0.01
"""Seconds between two looks at the output's link; a look costs a few microseconds."""

RELOAD = b"""<script>
new EventSource("/_opslag/changes").onmessage = message => {
  const faults = JSON.parse(message.data);
  if (faults === null) return location.reload();
  let shown = document.getElementById("opslag-faults") || document.body.appendChild(document.createElement("pre"));
  shown.id = "opslag-faults";
  shown.style = "position:fixed;inset:auto 0 0 0;z-index:9999;max-height:60vh;overflow:auto;margin:0;padding:1rem;"
    + "background:#400;color:#fff;white-space:pre-wrap;font:14px/1.5 monospace";
  shown.textContent = faults;
};
</script>"""


def application(output: Path, faults: Path, project: Project) -> Starlette:
    """The app. ``faults`` is a file that holds what stopped the last build; it is not there after a good one."""

    glimpses = glimpses_of(faults.parent)

    async def file(request: Request) -> Response:
        return _answer(output, glimpses, request.url.path, request.url.query)

    async def changes(_: Request) -> Response:
        told = _changes(output, faults, glimpses)
        return StreamingResponse(told, media_type="text/event-stream", headers={"Cache-Control": "no-store"})

    return Starlette(routes=[Route("/_opslag/changes", changes), *trial(project), Route("/{path:path}", file)])


def _answer(output: Path, glimpses: Path, path: str, query: str) -> Response:
    public = Path(os.path.realpath(output))
    wanted = Path(os.path.normpath(f"{public}/{path}"))
    if not wanted.is_relative_to(public):
        return _missing(public)
    if wanted.is_dir():
        if not path.endswith("/"):
            folder = "".join(f"/{part}" for part in wanted.relative_to(public).parts)
            return RedirectResponse(f"{folder}/{'?' if query else ''}{query}", status_code=308)
        wanted = wanted / "index.html"
    glimpse = glimpses / wanted.relative_to(public)
    if glimpse.is_file():
        return _page(glimpse, 200)
    if not wanted.is_file() or (path.endswith("/") and wanted.name != "index.html"):
        return _missing(public)
    kind = media_type(wanted.relative_to(public).as_posix())
    if kind.startswith("text/html"):
        return _page(wanted, 200)
    return FileResponse(wanted, media_type=kind, headers={**OPEN, "Cache-Control": "no-store"})


def _missing(public: Path) -> Response:
    page = public / "404.html"
    return _page(page, 404) if page.is_file() else HTMLResponse("<title>404</title>", 404)


def _page(file: Path, status: int) -> Response:
    html = file.read_bytes()
    at = html.rfind(b"</body>")
    html = html[:at] + RELOAD + html[at:] if at >= 0 else html + RELOAD
    return HTMLResponse(html, status, headers={"Cache-Control": "no-store"})


async def _changes(output: Path, faults: Path, glimpses: Path) -> AsyncIterator[str]:
    """An event for each new output (``null``) and each failed build (its faults), as server-sent events."""
    seen = _state(output, faults, glimpses)
    if faults.is_file():
        yield _event(faults.read_text(encoding="utf-8"))
    while True:
        await asyncio.sleep(POLL)
        now = _state(output, faults, glimpses)
        if now != seen:
            seen = now
            yield _event(faults.read_text(encoding="utf-8") if faults.is_file() else None)


def _event(value: str | None) -> str:
    return f"data: {json.dumps(value)}\n\n"


def _state(*files: Path) -> list[int]:
    return [_stamp(file) for file in files]


def _stamp(file: Path) -> int:
    try:
        return file.lstat().st_mtime_ns
    except FileNotFoundError:
        return 0
