"""Which measures an agency reports on: those that its tasks serve, and those that its records can give."""

from __future__ import annotations

from typing import Final

from nscl.documents.checks.targets.deliverables import WORDS_BY_INDICATOR
from nscl.progress.catalogue import Source
from nscl.progress.queries.counts import tally_of
from nscl.progress.queries.measures import AskedMeasure
from nscl.progress.queries.registers import register_of
from nscl.reporting.queries.figures.gathering import Gathering
from nscl.support.models import SupportCase
from nscl.work.enums import ActivityKind

_OF_CLASSES: Final = frozenset({Source.ENTERPRISES_TRAINED, Source.ENTERPRISE_PEOPLE})
_OF_CASES: Final = frozenset({Source.ORGANISATIONS_SUPPORTED, Source.STANDARDS_SUPPORTED})


def served_measures(gathering: Gathering) -> tuple[AskedMeasure, ...]:
    """The measures of the report: of a province all of its years, of an agency those that it serves.

    A task serves an indicator where it, its heading or its outputs use one of the indicator's words, as the check of
    plans reads it (`documents.checks.targets.deliverables`). At most one query besides those of `gathering`.
    """
    if not gathering.is_agency:
        return gathering.measures
    texts = [task.folded for task in gathering.own_tasks]
    kinds = {kind for _task, kind in gathering.own_work}
    sources = _OF_CLASSES if ActivityKind.TRAINING.value in kinds else frozenset()
    if _handles_cases(gathering):
        sources |= _OF_CASES
    return tuple(
        one
        for one in gathering.measures
        if _is_named(one, texts) or _is_counted_from(one, kinds) or _is_registered_in(one, sources)
    )


def _is_named(measure: AskedMeasure, texts: list[str]) -> bool:
    return any(word in text for word in WORDS_BY_INDICATOR.get(measure.indicator, ()) for text in texts)


def _is_counted_from(measure: AskedMeasure, kinds: set[str]) -> bool:
    tally = tally_of(measure)
    return tally is not None and any(kind.value in kinds for kind in tally.kinds)


def _is_registered_in(measure: AskedMeasure, sources: frozenset[Source]) -> bool:
    register = register_of(measure)
    return register is not None and not sources.isdisjoint(register.sources)


def _handles_cases(gathering: Gathering) -> bool:
    asked = any(_is_registered_in(one, _OF_CASES) for one in gathering.measures)
    return asked and SupportCase.objects.filter(plan=gathering.scope.plan_id, agency__in=gathering.own).exists()
