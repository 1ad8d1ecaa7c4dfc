"""A province's own forms. One that may have been answered is never changed: a corrected one takes its place."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import NotAllowed, Viewer
from nscl.records.operations import Actor
from nscl.training.models import Course, Questionnaire
from nscl.training.operations.errors import StateRefused, TrainingError
from nscl.training.operations.opening import refuse
from nscl.training.operations.questionnaires.rows import hand_over, record, write_form
from nscl.training.rules.questionnaires import QuestionnaireDraft, check_questionnaire


class QuestionnaireGone(TrainingError):
    """There is no form of that number."""

    def __init__(self, number: int) -> None:
        super().__init__(_("Phiếu này không còn. Hãy mở lại danh sách phiếu."))
        self.number = number


class QuestionnaireRetired(StateRefused):
    """The form was replaced or retired by somebody else meanwhile."""

    def __init__(self, title: str) -> None:
        super().__init__(_("“%(title)s” đã được thay hoặc ngừng dùng. Hãy mở lại danh sách phiếu.") % {"title": title})


@transaction.atomic
def add_questionnaire(
    *, unit: int, draft: QuestionnaireDraft, viewer: Viewer | None, by: Actor, at: datetime, is_sample: bool = False
) -> int:
    """Keep a new form of a province; returns its number. Raises NotAllowed, Refused."""
    if viewer is not None:
        viewer.require(Permission.RUN_CLASSES, unit)
    refuse(check_questionnaire(draft))
    form = write_form(draft, Questionnaire(unit_id=unit, is_sample=is_sample), by=by, at=at)
    record(form, "added", by=by, at=at)
    return form.pk


@transaction.atomic
def replace_questionnaire(
    *, number: int, draft: QuestionnaireDraft, viewer: Viewer | None, by: Actor, at: datetime
) -> int:
    """Put a corrected form in the place of a province's own; returns the new one's number.

    Courses ask the new one from now on, and so do classes of which nobody has answered yet. What was answered stays
    with the old one. Raises QuestionnaireGone, NotAllowed, QuestionnaireRetired, Refused.
    """
    old = _open(number, viewer)
    refuse(check_questionnaire(draft))
    if draft.kind != old.kind:
        raise StateRefused(_("Bài kiểm tra chỉ thay bằng bài kiểm tra, phiếu đánh giá bằng phiếu đánh giá."))
    old.retired_at = at
    old.save(update_fields=["retired_at"])
    form = write_form(draft, Questionnaire(unit_id=old.unit_id, replaces=old, is_sample=old.is_sample), by=by, at=at)
    hand_over(old, form)
    record(form, "replaced", by=by, at=at, comment=old.title)
    return form.pk


@transaction.atomic
def retire_questionnaire(*, number: int, viewer: Viewer | None, by: Actor, at: datetime) -> None:
    """Offer a province's own form for no further class. Raises QuestionnaireGone, NotAllowed, StateRefused."""
    form = _open(number, viewer)
    field = f"{form.kind}_id"
    course = Course.objects.filter(**{field: form.pk}, retired_at__isnull=True).order_by("pk").first()
    if course is not None:
        message = _("Khóa học “%(title)s” đang dùng phiếu này. Hãy đổi phiếu của khóa học trước.")
        raise StateRefused(message % {"title": course.title})
    form.retired_at = at
    form.save(update_fields=["retired_at"])
    record(form, "retired", by=by, at=at)


def _open(number: int, viewer: Viewer | None) -> Questionnaire:
    """A province's own form in use, locked. Raises QuestionnaireGone, NotAllowed, QuestionnaireRetired."""
    form = Questionnaire.objects.select_for_update(no_key=True).filter(pk=number).first()
    if form is None:
        raise QuestionnaireGone(number)
    if form.unit_id is None:
        # What ships with the system is changed in its file.
        raise NotAllowed(Permission.RUN_CLASSES)
    if viewer is not None:
        viewer.require(Permission.RUN_CLASSES, form.unit_id)
    if form.retired_at is not None:
        raise QuestionnaireRetired(form.title)
    return form
