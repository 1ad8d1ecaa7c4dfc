"""A sample submission brought to a state, step by step as an agency and the department do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from django.utils.timezone import make_aware

from nscl.records.operations import Actor
from nscl.reporting.enums import Section, SubmissionState
from nscl.reporting.models import Submission, SubmissionParagraph
from nscl.reporting.operations.estimates import save_estimate
from nscl.reporting.operations.paragraphs import save_paragraph
from nscl.reporting.operations.remarks import NewRemark
from nscl.reporting.operations.submissions import accept, return_submission, submit
from nscl.reporting.sample.words import ESTIMATED, REMARK, RETURNED, SAID
from nscl.text.formats import format_number

_S: Final = SubmissionState
_OFFICE_HOUR: Final = time(10, 30)
# From writing to submitting, from submitting to what the department says.
_WRITTEN_BEFORE: Final = timedelta(days=2)
_DECIDED_AFTER: Final = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class Step:
    """How far a submission comes, and on which day it is submitted (of a draft: written).

    estimates: measures, and what the agency expects of each by the end of the year.
    """

    state: SubmissionState
    on: date
    estimates: Sequence[tuple[int, Decimal]] = ()

    @property
    def at(self) -> datetime:
        """The moment of that day."""
        return make_aware(datetime.combine(self.on, _OFFICE_HOUR))


def bring_to(row: Submission, step: Step, place: int, *, by: Actor) -> None:
    """Write the words of an agency, then submit, return or accept them. place: of the agency among those that write."""
    written_at = step.at - _WRITTEN_BEFORE
    for section, texts in SAID.items():
        save_paragraph(
            submission=row.pk,
            paragraph=None,
            section=section,
            text=texts[(place + place // len(texts)) % len(texts)],
            version=0,
            viewer=None,
            by=by,
            at=written_at,
        )
    for measure, value in step.estimates:
        save_estimate(
            submission=row.pk,
            measure=measure,
            value=format_number(value),
            note=ESTIMATED,
            version=0,
            viewer=None,
            by=by,
            at=written_at,
        )
    if step.state is _S.DRAFT:
        return
    version = submit(number=row.pk, version=_version(row), viewer=None, by=by, at=step.at)
    decided_at = step.at + _DECIDED_AFTER
    if step.state is _S.ACCEPTED:
        accept(number=row.pk, version=version, viewer=None, by=by, at=decided_at)
    elif step.state is _S.RETURNED:
        results = SubmissionParagraph.objects.filter(submission=row.pk, section=Section.RESULTS).order_by("pk").first()
        remark = NewRemark(REMARK, results.pk if results else None)
        return_submission(
            number=row.pk, version=version, comment=RETURNED, remarks=[remark], viewer=None, by=by, at=decided_at
        )


def _version(row: Submission) -> int:
    return int(Submission.objects.values_list("version", flat=True).get(pk=row.pk))
