"""Surveys of needs: opened, sent to organisations by e-mail, closed."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Final

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.institutions.queries import territories_today
from nscl.organisations.models import Organisation
from nscl.records.operations import Actor, Change, Reference, record_event
from nscl.support.enums import SupportKind
from nscl.support.models import NeedsSurvey, SurveyForm
from nscl.support.operations.errors import Refused
from nscl.support.operations.outreach.errors import SurveyGone, SurveyNotOpen
from nscl.support.queries.survey_files import definitions
from nscl.work.operations.provinces import province_on
from nscl.work.queries.plan_choices import PlanNotFound, plan_choice
from nscl.work.rules.problems import Problem, Reason
from nscl.work.rules.questions import TITLE_LENGTH, check_title

# Letters that one act sends; a mail server takes about a minute for them.
MOST_LETTERS: Final = 200
_TOKEN_BYTES: Final = 32  # 256 bits, as of the links to cases


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link to send: to whom, for whom. The token is known here alone; the database keeps its hash."""

    form: int
    email: str
    organisation: str
    token: str


@transaction.atomic
def open_survey(
    *,
    plan_id: int,
    definition: str,
    title: str,
    opens_on: date,
    closes_on: date,
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
    is_sample: bool = False,
) -> int:
    """Begin a survey among the organisations of a plan's province; returns its number. Raises NotAllowed, Refused."""
    title = " ".join(title.split())
    problems = [*check_title(title), *_days(opens_on, closes_on)]
    if definition not in definitions():
        problems.append(Problem("definition", Reason.UNKNOWN, _("không có phiếu này"), _("chọn trong danh sách")))
    try:
        plan = plan_choice(plan_id, viewer, Permission.VIEW_SUPPORT)
    except PlanNotFound as missing:
        message = _("không có kế hoạch đã ban hành này, hoặc bạn không được ghi")
        raise Refused([Problem("plan_id", Reason.UNKNOWN, message, _("chọn kế hoạch trong danh sách"))]) from missing
    if viewer is not None:
        viewer.require(Permission.HANDLE_SUPPORT, plan.unit_id)
    if problems:
        raise Refused(problems)
    survey = NeedsSurvey.objects.create(
        unit_id=province_on(plan.unit_id, localdate(at)),
        plan_id=plan.number,
        definition=definition,
        title=title,
        opens_on=opens_on,
        closes_on=closes_on,
        created_at=at,
        created_by_id=by.number,
        is_sample=is_sample,
    )
    record_survey(survey, "opened", by=by, at=at)
    return survey.pk


@transaction.atomic
def invite(
    *, survey: int, organisations: Collection[int], viewer: Viewer | None, by: Actor, at: datetime
) -> tuple[Invitation, ...]:
    """A link for each of these organisations that has an address and has not answered; the caller sends them.

    An organisation that was invited before gets a new link, and the old one opens nothing any more. Organisations of
    other provinces, without an address, or answered are left out.

    Raises SurveyGone, NotAllowed, SurveyNotOpen, Refused.
    """
    row = open_for_writing(survey, viewer)
    if localdate(at) > row.closes_on:
        raise SurveyNotOpen(row.opens_on, row.closes_on)
    if len(organisations) > MOST_LETTERS:
        message = _("%(n)s tổ chức, nhiều hơn %(most)s mỗi lần gửi") % {"n": len(organisations), "most": MOST_LETTERS}
        raise Refused([Problem("organisations", Reason.TOO_LARGE, message, _("lọc bớt rồi gửi nhiều lần"))])
    land = territories_today([row.unit_id])[row.unit_id]
    chosen = Organisation.objects.filter(pk__in=list(organisations), unit__in=list(land), merged_into__isnull=True)
    forms = {one.organisation_id: one for one in SurveyForm.objects.filter(survey=row).order_by("pk")}
    found = []
    for organisation in chosen.exclude(email="").order_by("folded", "pk"):
        form = forms.get(organisation.pk) or SurveyForm(survey=row, organisation=organisation)
        if form.answered_at is None:
            token = secrets.token_urlsafe(_TOKEN_BYTES)
            form.email, form.token_hash, form.invited_at = organisation.email, hash_of(token), at
            form.save()
            found.append(Invitation(form.pk, organisation.email, organisation.name, token))
    if found:
        comment = ", ".join(one.organisation for one in found)
        record_survey(row, "sent", by=by, at=at, comment=comment)
    return tuple(found)


@transaction.atomic
def withdraw_invitation(*, survey: int, form: int, viewer: Viewer | None, by: Actor, at: datetime) -> None:
    """Have a link open nothing any more. Nothing happens where it was answered. Raises SurveyGone, NotAllowed."""
    row = open_for_writing(survey, viewer)
    found = SurveyForm.objects.filter(survey=row, pk=form, answered_at__isnull=True, token_hash__isnull=False)
    one = found.select_related("organisation").first()
    if one is None:
        return
    one.token_hash = None
    one.save(update_fields=["token_hash"])
    record_survey(row, "link_withdrawn", by=by, at=at, comment=one.organisation.name)


@transaction.atomic
def close_survey(*, survey: int, closes_on: date, viewer: Viewer | None, by: Actor, at: datetime) -> None:
    """Move the last day on which answers are taken, earlier or later. Raises SurveyGone, NotAllowed, Refused."""
    row = open_for_writing(survey, viewer)
    if problems := list(_days(row.opens_on, closes_on)):
        raise Refused(problems)
    if closes_on == row.closes_on:
        return
    before, row.closes_on = row.closes_on, closes_on
    row.version += 1
    row.save(update_fields=["closes_on", "version"])
    # Stored in the site's own language, whoever acts.
    change = Change("Ngày cuối nhận trả lời", f"{before:%d/%m/%Y}", f"{closes_on:%d/%m/%Y}")
    record_survey(row, "moved", by=by, at=at, changes=(change,))


def open_for_writing(number: int, viewer: Viewer | None) -> NeedsSurvey:
    """A survey, locked, for whoever handles support in its province. Raises SurveyGone, NotAllowed."""
    row = NeedsSurvey.objects.select_for_update(no_key=True).filter(pk=number).first()
    if row is None:
        raise SurveyGone(number)
    if viewer is not None:
        viewer.require(Permission.HANDLE_SUPPORT, row.unit_id)
    return row


def hash_of(token: str) -> str:
    """What the database keeps of a link's token."""
    return sha256(token.encode()).hexdigest()


def record_survey(
    survey: NeedsSurvey, verb: str, *, by: Actor, at: datetime, changes: tuple[Change, ...] = (), comment: str = ""
) -> None:
    """Write the one event of an act on a survey."""
    subject = Reference(SupportKind.SURVEY, survey.pk, survey.title[:TITLE_LENGTH])
    record_event(action=f"survey.{verb}", by=by, at=at, subject=subject, changes=changes, comment=comment)


def _days(opens_on: date, closes_on: date) -> list[Problem]:
    if closes_on >= opens_on:
        return []
    message = _("ngày cuối trước ngày đầu")
    return [Problem("closes_on", Reason.BACKWARD, message, _("chọn ngày cuối từ ngày đầu trở đi"))]
