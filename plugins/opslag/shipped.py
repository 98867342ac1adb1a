"""Where the theme and the contract that come with Opslag stand: beside the code, or inside the installed package."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_INSTALLED = _PACKAGE / "shipped"
ROOT = _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parents[1]

THEMES = ROOT / "themes"
CONTRACT = ROOT / "feeds" / "openapi.yaml"
CONSUMERS = ROOT / "feeds" / "consumers"
