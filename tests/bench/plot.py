"""The history as one page that stands by itself: a drawing for each figure, and the numbers below."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from tests.bench.history import Result

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 420, 200, 48, 14, 14, 22
COLOURS = ("#0b5cad", "#b4380e", "#1b7340", "#7a3aa8", "#7d5a00", "#a3195b")
"""Each setting has one; all are dark enough for thin lines on white."""

STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem;
  color: #1a1a1a; background: #fff }
main { display: grid; grid-template-columns: repeat(auto-fit, minmax(20rem, 1fr)); gap: 1.5rem }
figure { margin: 0 } figcaption { font-weight: 600 } svg { width: 100%; height: auto }
svg text { font-size: 11px; fill: #444 }
.numbers { overflow-x: auto; margin-top: 2rem } table { border-collapse: collapse; font-size: 14px }
th, td { padding: .25rem .6rem; text-align: right; border-bottom: 1px solid #ddd; white-space: nowrap } th { text-align: left }
"""


def page(results: Sequence[Result]) -> str:
    """HTML that asks nothing of anybody: style and drawings are in it."""
    settings = sorted({result.setting for result in results})
    colours = {setting: COLOURS[place % len(COLOURS)] for place, setting in enumerate(settings)}
    names = list(dict.fromkeys(name for result in results for name in result.figures))
    legend = " · ".join(f'<span style="color:{colour}">●</span> {escape(setting)}' for setting, colour in colours.items())
    drawings = "\n".join(drawing(name, results, colours) for name in names)
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>Opslag: benchmarks</title>\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{STYLE}</style></head><body>\n'
        "<h1>What builds cost</h1>\n<p>Medians of seconds and ratios, and the largest sizes; the newest is on the right. "
        f"Lower is better. {legend}</p>\n<main>\n{drawings}\n</main>\n{table(names, results)}\n</body></html>\n"
    )


def drawing(name: str, results: Sequence[Result], colours: dict[str, str]) -> str:
    """One figure over all benchmarks, from nought: a line for each setting."""
    found = [(place, result) for place, result in enumerate(results) if name in result.figures]
    most = max(result.figures[name] for _, result in found) or 1.0
    across = (WIDTH - LEFT - RIGHT) / max(len(results) - 1, 1)

    def at(place: int, result: Result) -> tuple[float, float]:
        return LEFT + place * across, HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * result.figures[name] / most

    parts = []
    for share in (0.0, 0.5, 1.0):
        y = HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{number(most * share)}</text>')
    for setting, colour in colours.items():
        mine = [(result, *at(place, result)) for place, result in found if result.setting == setting]
        line = " ".join(f"{x:.1f},{y:.1f}" for _, x, y in mine)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="1.5"/>')
        for result, x, y in mine:
            told = escape(f"{result.commit}, {result.at}: {number(result.figures[name])} ({setting})")
            parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"><title>{told}</title></circle>')
    body = "".join(parts)
    caption = f"<figcaption>{escape(name)}</figcaption>"
    return f'<figure>{caption}<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(name)}">{body}</svg></figure>'


def table(names: Sequence[str], results: Sequence[Result]) -> str:
    """The newest first."""
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in ("commit", "when", "setting", *names))
    rows = []
    for result in reversed(results):
        told = (result.commit, result.at, result.setting)
        figures = (number(result.figures[name]) if name in result.figures else "" for name in names)
        rows.append("<tr>" + "".join(f"<td>{escape(each)}</td>" for each in (*told, *figures)) + "</tr>")
    return f'<div class="numbers"><table><thead><tr>{heads}</tr></thead><tbody>{"".join(rows)}</tbody></table></div>'


def number(value: float) -> str:
    """Three digits that matter."""
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"
