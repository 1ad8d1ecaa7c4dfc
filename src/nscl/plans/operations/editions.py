"""Rows of plans and their editions: making them, freezing them, removing a draft."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField

from nscl.documents.pack.schema import PlanHeader, Source
from nscl.plans.enums import EditionState, ItemKind
from nscl.plans.models import EditionText, Finding, Plan, PlanEdition
from nscl.plans.operations.errors import EditionClosed, EditionMissing, FieldProblem
from nscl.plans.operations.readings.drafting import release_readings
from nscl.plans.operations.reviews.marks import clear_reviews
from nscl.plans.operations.tables.fitting import text_problem
from nscl.plans.operations.tables.registry import PLAN_TABLES
from nscl.records.operations import Actor, Reference

PLAN_KIND = "plans.plan"
_HEADER_TEXTS = ("title", "number", "issuer")


def lock_edition(edition_id: int) -> PlanEdition:
    """The edition with its plan and province, locked until the transaction ends. Raises EditionMissing."""
    rows = PlanEdition.objects.select_related("plan__unit").select_for_update(of=("self",))
    edition = rows.filter(pk=edition_id).first()
    if edition is None:
        raise EditionMissing(edition_id)
    return edition


def lock_draft(edition_id: int) -> PlanEdition:
    """The same for a draft. Raises EditionClosed where the edition is issued or superseded."""
    edition = lock_edition(edition_id)
    refuse_closed(edition)
    return edition


def refuse_closed(edition: PlanEdition) -> None:
    """Raise EditionClosed unless the edition is a draft."""
    if edition.state != EditionState.DRAFT:
        raise EditionClosed(edition.ordinal, EditionState(edition.state))


def plan_label(edition: PlanEdition) -> str:
    """What people call the plan: "Kế hoạch Bắc Giang 2021–2025" (a proper name: the same in every language)."""
    plan = edition.plan
    return f"Kế hoạch {plan.unit.name} {plan.period_start}–{plan.period_end}"


def reference_of(edition: PlanEdition) -> Reference:
    """The edition as the audit trail and the search index refer to it."""
    label = plan_label(edition)
    if edition.ordinal > 1:
        label = f"{label}, bản điều chỉnh thứ {edition.ordinal - 1}"
    return Reference(ItemKind.HEADER, edition.pk, label)


def create_plan(*, header: PlanHeader, unit_id: int) -> Plan:
    """A new plan without editions."""
    return Plan.objects.create(
        slug=header.slug, unit_id=unit_id, period_start=header.period.start, period_end=header.period.end
    )


def create_draft(
    *, plan: Plan, header: PlanHeader, source: Source | None, amends: PlanEdition | None, by: Actor, at: datetime
) -> PlanEdition:
    """A new draft of a plan: its first edition, or one that amends `amends`."""
    newest = PlanEdition.objects.filter(plan=plan).order_by("-ordinal").values_list("ordinal", flat=True).first()
    return PlanEdition.objects.create(
        plan=plan,
        ordinal=(newest or 0) + 1,
        amends=amends,
        created_at=at,
        created_by_id=by.number,
        **header_values(header),
        **source_values(source),
    )


def header_values(header: PlanHeader) -> dict[str, str | None]:
    """The columns of an edition that its document's head fills."""
    return {
        "title": header.title,
        "number": header.number,
        "issued_on": header.issued_on.iso if header.issued_on else None,
        "issuer": header.issuer,
    }


def header_problems(header: PlanHeader) -> list[FieldProblem]:
    """What of a header the columns of an edition and its plan cannot hold."""
    fields = [PlanEdition._meta.get_field(name) for name in _HEADER_TEXTS]
    limits = [(field.name, field.max_length) for field in fields if isinstance(field, CharField)]
    problems = [text_problem(name, getattr(header, name), limit) for name, limit in limits]
    problems.append(text_problem("slug", header.slug, Plan._meta.get_field("slug").max_length))
    return [problem for problem in problems if problem is not None]


def source_values(source: Source | None) -> dict[str, int | str | None]:
    """The columns of an edition that say which text its lines count."""
    return {"source_lines": source.lines if source else None, "source_sha256": source.sha256 if source else ""}


def rewrite_head(*, edition: PlanEdition, header: PlanHeader, source: Source | None) -> None:
    """Give a draft another head: its own columns, and the plan's period while this is the plan's first edition."""
    for name, value in {**header_values(header), **source_values(source)}.items():
        setattr(edition, name, value)
    edition.version += 1
    edition.save()
    if edition.ordinal == 1:
        edition.plan.period_start, edition.plan.period_end = header.period.start, header.period.end
        edition.plan.save(update_fields=["period_start", "period_end"])


def freeze(*, edition: PlanEdition, by: Actor, at: datetime, frozen_at: datetime) -> PlanEdition | None:
    """Issue a draft as of `frozen_at`; the edition in force until then is superseded as of `at` and returned."""
    former = PlanEdition.objects.filter(plan=edition.plan_id, state=EditionState.ISSUED).first()
    if former is not None:
        former.state = EditionState.SUPERSEDED
        former.superseded_at = at
        former.save(update_fields=["state", "superseded_at"])
    edition.state = EditionState.ISSUED
    edition.frozen_at = frozen_at
    edition.frozen_by_id = by.number
    edition.save(update_fields=["state", "frozen_at", "frozen_by"])
    return former


def clear_items(edition_id: int) -> None:
    """Remove all items that `plans` has of a draft, and its findings."""
    clear_reviews(edition_id)
    for table in reversed(PLAN_TABLES):
        table.clear(edition_id)
    Finding.objects.filter(edition=edition_id).delete()


def remove_edition(edition: PlanEdition) -> None:
    """Remove a draft that has no items any more, and its plan where that leaves the plan without an edition.

    Readings that it was made from can be made a draft again.
    """
    EditionText.objects.filter(edition=edition).delete()
    release_readings(edition.pk)
    plan_id = edition.plan_id
    PlanEdition.objects.filter(pk=edition.pk).delete()
    if not PlanEdition.objects.filter(plan=plan_id).exists():
        Plan.objects.filter(pk=plan_id).delete()


@dataclass(frozen=True, slots=True)
class StoredText:
    """What is known of a stored document: its lines as the spans count them, and the SHA-256 of its bytes."""

    lines: int
    sha256: str


def write_text(*, edition: PlanEdition, text: str, stored: StoredText, by: Actor, at: datetime) -> None:
    """Put the document's text beside the edition, in place of what was there."""
    EditionText.objects.update_or_create(
        edition=edition,
        defaults={
            "text": text,
            "lines": stored.lines,
            "sha256": stored.sha256,
            "stored_at": at,
            "stored_by_id": by.number,
        },
    )
    if edition.state == EditionState.DRAFT:
        PlanEdition.objects.filter(pk=edition.pk).update(source_lines=stored.lines, source_sha256=stored.sha256)


def drop_other_text(*, edition: PlanEdition, sha256: str | None) -> None:
    """Remove the text kept beside a draft, unless it is the one with this SHA-256."""
    EditionText.objects.filter(edition=edition).exclude(sha256=sha256 or "").delete()
