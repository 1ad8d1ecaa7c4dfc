"""What the agencies wrote, side by side, to be picked into the province's report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from nscl.accounts.rules import Viewer
from nscl.reporting.enums import Section, SubmissionState
from nscl.reporting.models import CoveredAgency, SubmissionParagraph
from nscl.reporting.queries.editions import ParagraphRow, paragraphs_of, visible_edition
from nscl.text.folding import sort_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A paragraph of an accepted submission.

    source, submission: numbers; agency: who reports, with those it reports for in brackets; measure: what it explains,
    "" where it is about no single measure. picked_as: the paragraph of the report that was taken from it.
    """

    source: int
    submission: int
    agency_id: int
    agency: str
    section: Section
    text: str
    measure: str
    picked_as: int | None

    @property
    def is_picked(self) -> bool:
        """Whether it stands in the report."""
        return self.picked_as is not None


@dataclass(frozen=True, slots=True)
class PickSection:
    """A part of the report: the paragraphs that it has, and those that the agencies offer, by agency."""

    section: Section
    own: tuple[ParagraphRow, ...]
    offers: tuple[Offer, ...]

    @property
    def heading(self) -> str:
        """What the part is called."""
        return str(self.section.label)


@dataclass(frozen=True, slots=True)
class PickAgency:
    """An agency whose report was accepted: how many paragraphs it offers and how many of them were picked."""

    agency_id: int
    name: str
    paragraphs: int
    picked: int


@dataclass(frozen=True, slots=True)
class Picking:
    """Parts with their offers (those asked for), and all agencies that offer anything."""

    sections: tuple[PickSection, ...]
    agencies: tuple[PickAgency, ...]


def picking(viewer: Viewer | None, number: int, section: Section | None = None, agency: int | None = None) -> Picking:
    """What may be picked into an edition: of all accepted submissions, or of one part or agency. Four queries.

    Raises EditionMissing.
    """
    row = visible_edition(viewer, number)
    own = paragraphs_of(row.pk)
    offers = _offers(row.round_id, {one.picked_from: one.number for one in own if one.picked_from is not None})
    shown = [one for one in offers if agency is None or one.agency_id == agency]
    return Picking(
        sections=tuple(
            PickSection(
                part,
                tuple(one for one in own if one.section is part),
                tuple(one for one in shown if one.section is part),
            )
            for part in Section
            if section is None or part is section
        ),
        agencies=_agencies(offers),
    )


def _offers(round_number: int, picked: dict[int, int]) -> tuple[Offer, ...]:
    rows = SubmissionParagraph.objects.filter(
        submission__round=round_number, submission__state=SubmissionState.ACCEPTED
    ).select_related("submission__agency", "measure")
    covered = _covered(round_number)
    found = [
        Offer(
            source=row.pk,
            submission=row.submission_id,
            agency_id=row.submission.agency_id,
            agency=_named(row.submission.agency.name, covered.get(row.submission_id, [])),
            section=Section(row.section),
            text=row.text,
            measure=row.measure.label if row.measure else "",
            picked_as=picked.get(row.pk),
        )
        for row in rows.order_by("position", "pk")
        if row.text.strip()
    ]
    return tuple(sorted(found, key=lambda one: (sort_key(one.agency), one.submission)))


def covered_bodies() -> QuerySet[CoveredAgency]:
    """Whose part submissions report, with what `is_another_body` looks at."""
    return CoveredAgency.objects.select_related("agency__unit", "submission__agency__unit").order_by("pk")


def is_another_body(one: CoveredAgency) -> bool:
    """Whether a submission names it beside the reporter: not itself, nor what it was before its province was renamed.

    A province that became a city has bodies of the same names; nobody took anything over from anybody.
    """
    reporter = one.submission.agency
    same_name = one.agency.name == reporter.name
    same_place = (
        one.agency.unit is not None and reporter.unit is not None and one.agency.unit.name == reporter.unit.name
    )
    return one.since is not None and not (same_name and same_place)


def _covered(round_number: int) -> dict[int, list[str]]:
    """By submission, the names of the bodies that it reports for beside the reporter."""
    found: dict[int, list[str]] = {}
    for one in covered_bodies().filter(submission__round=round_number, since__isnull=False):
        if is_another_body(one):
            found.setdefault(one.submission_id, []).append(one.name)
    return found


def _named(agency: str, others: Iterable[str]) -> str:
    names = ", ".join(others)
    return f"{agency} ({names})" if names else agency


def _agencies(offers: Iterable[Offer]) -> tuple[PickAgency, ...]:
    found: dict[int, PickAgency] = {}
    for one in offers:
        known = found.get(one.agency_id, PickAgency(one.agency_id, one.agency, 0, 0))
        found[one.agency_id] = PickAgency(
            one.agency_id, known.name, known.paragraphs + 1, known.picked + int(one.is_picked)
        )
    return tuple(found.values())
