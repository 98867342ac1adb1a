"""Draws the pictures of the sample library, with flat shapes: ``python content/images/posters [NAME …]``.

Each file beside this one draws the picture of its name, each in ``filialer`` that of a branch; without names all of them are
drawn, into the PNGs in the folder above. Coordinates are pixels of the finished picture. Nothing is random but by a fixed seed,
so the same Pillow gives the same bytes every time.

The alternative text of ``krimi.png`` stands in ``krimi.yaml``; a picture drawn anew may need another.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).resolve().parent
IMAGES = HERE.parent


def posters() -> list[str]:
    """The paths of all pictures, without their ``.png``."""
    files = sorted((*HERE.glob("[!_]*.py"), *HERE.glob("filialer/*.py")))
    return [file.relative_to(HERE).with_suffix("").as_posix().replace("_", "-") for file in files]


def draw(names: Iterable[str]) -> None:
    for name in names:
        target = IMAGES / f"{name}.png"
        target.parent.mkdir(exist_ok=True)
        drawn = import_module(name.replace("/", ".").replace("-", "_")).draw()
        drawn.finished().save(target, optimize=True)
        print(f"{target.relative_to(IMAGES)}: {target.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    sys.dont_write_bytecode = True  # the content folder holds content
    draw(sys.argv[1:] or posters())
