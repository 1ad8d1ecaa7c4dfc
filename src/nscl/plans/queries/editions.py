"""Plans and their editions: the list of plans, and the head of a plan's pages."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from nscl.accounts.rules import Viewer
from nscl.documents.pack.enums import FindingSeverity
from nscl.plans.enums import EditionState, FindingState
from nscl.plans.models import EditionText, Finding, PlanEdition, Target, Task
from nscl.plans.queries.access import EditionNotFound, computed, count_of, visible_editions
from nscl.plans.queries.rows import partial_date
from nscl.plans.rules import plan_label
from nscl.text.dates import PartialDate
from nscl.text.folding import fold, fold_words, sort_key


@dataclass(frozen=True)
class EditionLink:
    """An edition of a plan in a list of all its editions."""

    ordinal: int
    state: EditionState
    issued_on: PartialDate | None


@dataclass(frozen=True, kw_only=True)
class EditionHeader:
    """What the head of an edition's pages shows. The province is that of its day, by the name and code of its day.

    editions: all of the plan that the viewer may see, this one too, newest first.
    """

    edition_id: int
    plan_id: int
    slug: str
    ordinal: int
    state: EditionState
    title: str
    number: str | None
    issued_on: PartialDate | None
    issuer: str
    unit_id: int
    province_name: str
    province_code: str
    period_start: int
    period_end: int
    amends_ordinal: int | None
    source_lines: int | None
    source_sha256: str | None
    has_text: bool
    version: int
    created_at: datetime
    frozen_at: datetime | None
    superseded_at: datetime | None
    editions: tuple[EditionLink, ...]

    @property
    def is_draft(self) -> bool:
        """True while the edition may be changed."""
        return self.state is EditionState.DRAFT

    @property
    def label(self) -> str:
        """The plan as people call it: "Kế hoạch Bắc Giang 2021–2025"."""
        return plan_label(self.province_name, self.period_start, self.period_end)


@dataclass(frozen=True, kw_only=True)
class EditionRow:
    """A line of the list of plans. Findings are the open ones, by severity."""

    edition_id: int
    plan_id: int
    slug: str
    ordinal: int
    state: EditionState
    title: str
    number: str | None
    issued_on: PartialDate | None
    unit_id: int
    province_name: str
    province_code: str
    period_start: int
    period_end: int
    targets: int
    tasks: int
    open_errors: int
    open_warnings: int
    open_infos: int

    @property
    def open_findings(self) -> int:
        """All findings that nobody has decided yet."""
        return self.open_errors + self.open_warnings + self.open_infos

    @property
    def label(self) -> str:
        """The plan as people call it."""
        return plan_label(self.province_name, self.period_start, self.period_end)


def find_edition(viewer: Viewer, slug: str, ordinal: int | None = None) -> EditionHeader:
    """The edition of a plan with this ordinal; without one, the edition in force, else the newest that may be seen.

    Raises EditionNotFound. One query.
    """
    found = list(_with_text(visible_editions(viewer).filter(plan__slug=slug)).order_by("-ordinal"))
    wanted = found if ordinal is None else [edition for edition in found if edition.ordinal == ordinal]
    in_force = [edition for edition in wanted if edition.state == EditionState.ISSUED]
    for edition in in_force or wanted:
        return _header(edition, found)
    raise EditionNotFound(slug if ordinal is None else f"{slug}/{ordinal}")


def edition_by_number(viewer: Viewer, edition_id: int) -> EditionHeader:
    """The edition with this primary key. Raises EditionNotFound. One query."""
    plan = PlanEdition.objects.filter(pk=edition_id).values("plan")
    found = list(_with_text(visible_editions(viewer).filter(plan__in=plan)).order_by("-ordinal"))
    for edition in found:
        if edition.pk == edition_id:
            return _header(edition, found)
    raise EditionNotFound(str(edition_id))


def list_editions(
    viewer: Viewer, *, unit_ids: Collection[int] | None = None, year: int | None = None, q: str = ""
) -> tuple[EditionRow, ...]:
    """The editions that the viewer may see: newest period first, then by province, then newest edition first.

    unit_ids: plans of these provinces (a province with its predecessors); year: plans whose period contains it; q:
    folded words, each of which begins a word of the title, the province, the number or the slug. One query.
    """
    editions = visible_editions(viewer)
    if unit_ids is not None:
        editions = editions.filter(plan__unit__in=unit_ids)
    if year is not None:
        editions = editions.filter(plan__period_start__lte=year, plan__period_end__gte=year)
    rows = _rows(editions)
    wanted = fold_words(q)
    rows = [row for row in rows if all(any(word.startswith(w) for word in _words(row)) for w in wanted)]
    return tuple(
        sorted(
            rows,
            key=lambda row: (-row.period_end, -row.period_start, sort_key(row.province_name), row.slug, -row.ordinal),
        )
    )


def editions_of(viewer: Viewer, slug: str) -> tuple[EditionRow, ...]:
    """The editions of one plan that the viewer may see, newest first; none where there is no such plan. One query."""
    return tuple(sorted(_rows(visible_editions(viewer).filter(plan__slug=slug)), key=lambda row: -row.ordinal))


def _with_text(editions: QuerySet[PlanEdition]) -> QuerySet[PlanEdition]:
    has_text = Exists(EditionText.objects.filter(edition=OuterRef("pk")))
    return editions.select_related("plan__unit", "amends").annotate(has_text=has_text)


def _header(edition: PlanEdition, siblings: Iterable[PlanEdition]) -> EditionHeader:
    plan = edition.plan
    return EditionHeader(
        edition_id=edition.pk,
        plan_id=plan.pk,
        slug=plan.slug,
        ordinal=edition.ordinal,
        state=EditionState(edition.state),
        title=edition.title,
        number=edition.number,
        issued_on=partial_date(edition.issued_on),
        issuer=edition.issuer,
        unit_id=plan.unit_id,
        province_name=plan.unit.name,
        province_code=plan.unit.code,
        period_start=plan.period_start,
        period_end=plan.period_end,
        amends_ordinal=edition.amends.ordinal if edition.amends else None,
        source_lines=edition.source_lines,
        source_sha256=edition.source_sha256 or None,
        has_text=bool(computed(edition, "has_text")),
        version=edition.version,
        created_at=edition.created_at,
        frozen_at=edition.frozen_at,
        superseded_at=edition.superseded_at,
        editions=tuple(
            EditionLink(each.ordinal, EditionState(each.state), partial_date(each.issued_on)) for each in siblings
        ),
    )


def _open(severity: FindingSeverity) -> Coalesce:
    return count_of(Finding.objects.filter(state=FindingState.OPEN, severity=severity), "edition")


def _rows(editions: QuerySet[PlanEdition]) -> list[EditionRow]:
    counted = (
        editions.select_related("plan__unit")
        .annotate(
            targets=count_of(Target.objects.all(), "edition"),
            tasks=count_of(Task.objects.all(), "edition"),
            open_errors=_open(FindingSeverity.ERROR),
            open_warnings=_open(FindingSeverity.WARNING),
            open_infos=_open(FindingSeverity.INFO),
        )
        .order_by("pk")
    )
    return [
        EditionRow(
            edition_id=edition.pk,
            plan_id=edition.plan_id,
            slug=edition.plan.slug,
            ordinal=edition.ordinal,
            state=EditionState(edition.state),
            title=edition.title,
            number=edition.number,
            issued_on=partial_date(edition.issued_on),
            unit_id=edition.plan.unit_id,
            province_name=edition.plan.unit.name,
            province_code=edition.plan.unit.code,
            period_start=edition.plan.period_start,
            period_end=edition.plan.period_end,
            targets=edition.targets,
            tasks=edition.tasks,
            open_errors=edition.open_errors,
            open_warnings=edition.open_warnings,
            open_infos=edition.open_infos,
        )
        for edition in counted
    ]


def _words(row: EditionRow) -> list[str]:
    return fold_words(f"{fold(row.title)} {row.province_name} {row.number or ''} {row.slug}")
