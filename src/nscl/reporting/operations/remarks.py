"""Remarks of the department: what it asks of a submission that it returns, and that this was done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.records.operations import Actor, Change
from nscl.reporting.models import Remark, SubmissionParagraph
from nscl.reporting.operations.errors import InvalidText, RemarkMissing
from nscl.reporting.operations.opening import Opened, lock_submission, require_open, require_writer, tell
from nscl.work.rules.problems import Problem, Reason

QUOTE_LENGTH: Final = 200
MOST_CHARACTERS: Final = 5_000


@dataclass(frozen=True, slots=True)
class NewRemark:
    """A remark to make; paragraph: the one it is about, None: the whole report."""

    text: str
    paragraph: int | None = None


@transaction.atomic
def settle_remark(*, remark: int, viewer: Viewer | None, by: Actor, at: datetime) -> None:
    """Say that what was asked is done: by who writes the report, or by the department. Once; again writes nothing.

    Raises RemarkMissing, NotAllowed, RoundClosed.
    """
    owner = Remark.objects.filter(pk=remark).values_list("submission_id", flat=True).first()
    if owner is None:
        raise RemarkMissing(remark)
    opened = lock_submission(owner)
    if viewer is None or not viewer.may(Permission.RUN_ROUNDS, opened.round.unit_id):
        require_writer(opened, viewer)
    require_open(opened.round)
    row = Remark.objects.filter(pk=remark).order_by("pk").first()
    if row is None:
        raise RemarkMissing(remark)
    if row.settled_at is not None:
        return
    row.settled_at, row.settled_by_id = at, by.number
    row.save(update_fields=["settled_at", "settled_by"])
    tell(opened, "remark_settled", [Change("Nhận xét", row.text, "")], by=by, at=at)


def make_remarks(opened: Opened, remarks: Sequence[NewRemark], *, by: Actor, at: datetime) -> list[Change]:
    """Store remarks on a submission that is being returned; what the audit trail tells of them.

    Raises InvalidText for an empty or endless one, or one about a paragraph of another report.
    """
    numbers = {one.paragraph for one in remarks if one.paragraph is not None}
    rows = SubmissionParagraph.objects.filter(submission=opened.row, pk__in=numbers)
    texts = dict(rows.order_by("pk").values_list("pk", "text"))
    problems = [problem for place, one in enumerate(remarks) for problem in _problems(place, one, texts)]
    if problems:
        raise InvalidText(problems)
    made = [
        Remark(
            submission=opened.row,
            paragraph_id=one.paragraph,
            quote="" if one.paragraph is None else texts[one.paragraph][:QUOTE_LENGTH],
            text=one.text.strip(),
            at=at,
            by_id=by.number,
        )
        for one in remarks
    ]
    Remark.objects.bulk_create(made)
    return [Change("Nhận xét", "", row.text) for row in made]


def _problems(place: int, remark: NewRemark, texts: dict[int, str]) -> list[Problem]:
    found = []
    field = f"remarks[{place}]"
    if not remark.text.strip():
        found.append(Problem(field, Reason.MISSING, _("nhận xét để trống"), _("ghi nhận xét, hoặc bỏ dòng này")))
    elif len(remark.text) > MOST_CHARACTERS:
        message = _("nhận xét dài quá %(n)s ký tự") % {"n": MOST_CHARACTERS}
        found.append(Problem(field, Reason.TOO_LONG, message, _("rút gọn nhận xét")))
    if remark.paragraph is not None and remark.paragraph not in texts:
        message = _("báo cáo này không có đoạn được nhận xét")
        found.append(Problem(field, Reason.UNKNOWN, message, _("tải lại trang rồi chọn lại đoạn")))
    return found
