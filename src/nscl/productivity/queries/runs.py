"""Lists of runs, and one run with its choices, its inputs and where it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.economics.growth.accounting import METHOD_NAMES, Method
from nscl.economics.growth.periods import Average
from nscl.institutions.queries.units import territories
from nscl.productivity.enums import ResultTable, RunState
from nscl.productivity.models import ProductivityRun, RunResult
from nscl.productivity.queries.run_access import OF_DRAFTS, RunMissing, visible_run, visible_runs
from nscl.productivity.queries.run_inputs import InputRow, inputs_of
from nscl.productivity.queries.run_state import (
    OpenQuestion,
    changed_since,
    newest_changes,
    open_questions_about,
    why_not_publishable,
)
from nscl.productivity.queries.run_values import values_of
from nscl.productivity.rules.results import Key
from nscl.productivity.rules.run_words import Headline, sentence
from nscl.productivity.rules.runs import RunValues

__all__ = ["RunMissing"]  # what these functions raise


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow:
    """A run in a list. headline: what came out by its main method and average (empty where nothing was computed).

    sentence: the same in words; is_stale: figures changed since it was computed (told to who works on runs).
    """

    number: int
    unit_id: int
    province: str
    title: str
    first_year: int
    last_year: int
    method: Method
    average: Average
    state: RunState
    version: int
    created_at: datetime
    created_by: str
    computed_at: datetime | None
    published_at: datetime | None
    published_by: str
    withdrawn_at: datetime | None
    withdrawal_reason: str
    software: str
    headline: Headline
    sentence: str
    is_stale: bool
    is_sample: bool

    @property
    def method_name(self) -> str:
        """The main method as people call it."""
        return METHOD_NAMES[self.method]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunDetail:
    """A run as its page needs it, beside the figures of `queries.papers.run_paper`.

    stale: that figures changed since, in words; why_not_publishable: every reason; open_questions: about the figures of
    the province and what merged into it, of a draft.
    """

    row: RunRow
    values: RunValues
    withdrawn_by: str
    inputs: tuple[InputRow, ...]
    open_questions: tuple[OpenQuestion, ...]
    stale: str
    why_not_publishable: tuple[str, ...]
    may_keep: bool
    may_publish: bool


def list_runs(viewer: Viewer | None, unit_ids: Collection[int] | None = None) -> tuple[RunRow, ...]:
    """The runs that the viewer sees (of these provinces, where they are named), the newest first. Four queries."""
    rows = visible_runs(viewer).select_related("unit", "created_by", "published_by")
    if unit_ids is not None:
        rows = rows.filter(unit__in=list(unit_ids))
    found = list(rows.order_by("-created_at", "-pk"))
    heads = headlines(found)
    works_in = {row.unit_id for row in found if _works_on(viewer, row.unit_id)}
    newest = newest_changes(territories(works_in)) if works_in else {}
    return tuple(_row(row, heads, stale=bool(changed_since(row, newest.get(row.unit_id)))) for row in found)


def newest_published(viewer: Viewer | None, unit_ids: Collection[int] | None = None) -> RunDetail | None:
    """The run that was published last and not withdrawn, of those that the viewer sees (of these provinces)."""
    rows = visible_runs(viewer).filter(state=RunState.PUBLISHED)
    if unit_ids is not None:
        rows = rows.filter(unit__in=list(unit_ids))
    number = rows.order_by("-published_at", "-pk").values_list("pk", flat=True).first()
    return None if number is None else find_run(viewer, number)


def find_run(viewer: Viewer | None, number: int) -> RunDetail:
    """One run. Raises RunMissing. Six queries at most."""
    row = visible_run(viewer, number)
    works = _works_on(viewer, row.unit_id)
    heads, inputs = headlines([row]), inputs_of(row.pk)
    lands = territories([row.unit_id]) if works else {}
    stale = changed_since(row, newest_changes(lands).get(row.unit_id)) if works else ""
    asked = open_questions_about(lands[row.unit_id]) if works and row.state == RunState.DRAFT else ()
    head, taken = heads.get(row.pk, Headline()), {one.vintage for one in inputs}
    return RunDetail(
        row=_row(row, heads, stale=bool(stale)),
        values=values_of(row),
        withdrawn_by=row.withdrawn_by.full_name if row.withdrawn_by else "",
        inputs=inputs,
        open_questions=asked,
        stale=stale,
        why_not_publishable=why_not_publishable(row, head, stale, asked, taken) if works else (),
        may_keep=viewer is None or viewer.may(Permission.KEEP_PRODUCTIVITY, row.unit_id),
        may_publish=viewer is None or viewer.may(Permission.PUBLISH_PRODUCTIVITY, row.unit_id),
    )


def run_rows(runs: Iterable[ProductivityRun]) -> tuple[RunRow, ...]:
    """Runs that were found already, in their order; nothing is said of newer figures. One query."""
    found = list(runs)
    heads = headlines(found)
    return tuple(_row(run, heads, stale=False) for run in found)


def headlines(runs: Iterable[ProductivityRun]) -> Mapping[int, Headline]:
    """What each run says first, by its number. One query."""
    period = Q(table=ResultTable.PERIOD, method=F("run__method")) & (Q(part=F("run__average")) | Q(part=""))
    band = Q(table=ResultTable.BAND, method="", part="")
    wanted = (Key.OUTPUT, Key.TFP, Key.TFP_SHARE, Key.REFUSED, Key.SHARE_LOW, Key.SHARE_HIGH)
    rows = RunResult.objects.filter(period | band, run__in=[run.pk for run in runs], measure__in=wanted)
    found: dict[int, dict[str, float]] = {}
    words: dict[int, str] = {}
    for run, table, measure, value, said in rows.order_by("position").values_list(
        "run_id", "table", "measure", "value", "words"
    ):
        if value is not None:
            found.setdefault(run, {})[measure] = value
        elif table == ResultTable.PERIOD:
            words[run] = said
    return {
        run: Headline(
            output=found.get(run, {}).get(Key.OUTPUT),
            tfp=found.get(run, {}).get(Key.TFP),
            tfp_share=found.get(run, {}).get(Key.TFP_SHARE),
            refused=words.get(run, ""),
            low=found.get(run, {}).get(Key.SHARE_LOW),
            high=found.get(run, {}).get(Key.SHARE_HIGH),
        )
        for run in {*found, *words}
    }


def _works_on(viewer: Viewer | None, unit_id: int) -> bool:
    return viewer is None or any(viewer.may(permission, unit_id) for permission in OF_DRAFTS)


def _row(row: ProductivityRun, heads: Mapping[int, Headline], *, stale: bool) -> RunRow:
    head = heads.get(row.pk, Headline())
    return RunRow(
        number=row.pk,
        unit_id=row.unit_id,
        province=row.unit.name,
        title=row.title,
        first_year=row.first_year,
        last_year=row.last_year,
        method=Method(row.method),
        average=Average(row.average),
        state=RunState(row.state),
        version=row.version,
        created_at=row.created_at,
        created_by=row.created_by.full_name if row.created_by else "",
        computed_at=row.computed_at,
        published_at=row.published_at,
        published_by=row.published_by.full_name if row.published_by else "",
        withdrawn_at=row.withdrawn_at,
        withdrawal_reason=row.withdrawal_reason,
        software=row.software,
        headline=head,
        sentence=sentence(values_of(row), head),
        is_stale=stale,
        is_sample=row.is_sample,
    )
