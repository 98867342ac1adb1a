"""The feeds that the contract describes: made, written, and judged by the gate. It may be done beside all else that is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from opslag.artefacts import Plan
from opslag.building.generations import Generation
from opslag.building.previous import Previous
from opslag.building.sources import Sources
from opslag.building.workers import Later
from opslag.building.writing import Before, Written, write_all
from opslag.composing import Opened
from opslag.contract.document import EVENTS
from opslag.errors import ContentError, Problem, Severity
from opslag.frozen import frozen

if TYPE_CHECKING:
    from opslag.building.build import Request


class Judged(NamedTuple):
    """What came of the gate, where it was passed."""

    warnings: list[Problem]
    written: Written
    notes: tuple[str, ...]
    """What there is to know of what was published last."""


@frozen
class Judging:
    """All that the gate needs, held ready for the process in which it is passed."""

    request: Request
    opened: Opened
    previous: Callable[[], Previous]
    contract: Mapping[str, Any]
    plan: Plan
    paths: Later[frozenset[str]]
    """Every file of the output that a feed may name."""
    generation: Generation
    before: Before

    def pass_gate(self) -> Judged:
        """Raises ContentError where the output must not be published."""
        from opslag.building.kept.verdicts import KeptVerdicts  # here, for it is done beside all else
        from opslag.contract.gate import judge

        previous = self.previous()
        artefacts = [*self.plan.judged(previous.events, previous.changes)]
        given = {artefact.path: bytes(artefact.make()) for artefact in artefacts}
        made = [artefact._replace(make=partial(given.__getitem__, artefact.path)) for artefact in artefacts]
        written = write_all(made, self.generation, self.before.sizes)
        request, library = self.request, self.opened.library
        kept = KeptVerdicts(request.project.cache, self.contract)
        verdicts = kept.of(previous)
        found = judge(
            given,
            contract=self.contract,
            paths=self.paths.wait(),
            sources=Sources(library, self.opened.tree),
            previous=previous.events,
            previous_changes=previous.changes,
            now=library.now,
            base_url=library.site.base_url,
            allow_shrink=request.allow_shrink,
            redirects={old for old, _ in library.redirects},
            updates=self.opened.held,
            verdicts=verdicts,
        )
        if any(problem.severity is Severity.ERROR for problem in found):
            raise ContentError(found)
        kept.save(verdicts, given[EVENTS], self.generation.stamp(EVENTS))
        return Judged(found, written, previous.notes)
