"""What is drawn, by the character that it is for."""

from __future__ import annotations

from collections.abc import Callable

from ink import Shape

STRAIGHT, BENT, SLANTED = 31, 24, 7
"""Side bearings of stems, bowls and diagonals."""


class Glyphs(dict[str, Callable[[], tuple[Shape, float, float]]]):
    """Character -> its shape, and its left and right side bearings."""

    def __call__(
        self, character: str, left: float = STRAIGHT, right: float | None = None
    ) -> Callable[[Callable[[], Shape]], Callable[[], Shape]]:
        """Keeps what the function below draws."""

        def keep(draw: Callable[[], Shape]) -> Callable[[], Shape]:
            self[character] = lambda: (draw(), left, left if right is None else right)
            return draw

        return keep
