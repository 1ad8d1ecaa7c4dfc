"""Raising a difficulty, and mending its words while nobody has begun to answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import NotAllowed, Viewer
from nscl.plans.models import Plan
from nscl.plans.operations.wording import as_stored
from nscl.records.operations import Actor, Change
from nscl.text.folding import fold
from nscl.work.enums import DifficultyState
from nscl.work.models import Difficulty
from nscl.work.operations.difficulties.errors import DifficultyThere, InvalidDifficulty
from nscl.work.operations.difficulties.stored import index, open_difficulty, record, require_version
from nscl.work.operations.errors import FieldConflict
from nscl.work.operations.provinces import province_on
from nscl.work.queries.difficulties import Subject, SubjectNotFound, bodies_of, find_subject
from nscl.work.rules.difficulties import DifficultyAct, check_words, may_raise
from nscl.work.rules.problems import Problem, Reason


@dataclass(frozen=True, kw_only=True)
class DifficultyDraft:
    """What is raised: about what (`find_subject`; kind "" with the plan's number: the whole plan), for whom, in words.

    agency_id: whose difficulty it is; None: the province's as a whole.
    """

    kind: str
    about: int
    agency_id: int | None
    title: str
    text: str


@transaction.atomic
def raise_difficulty(
    *, draft: DifficultyDraft, viewer: Viewer | None, by: Actor, at: datetime, is_sample: bool = False
) -> int:
    """Raise a difficulty and return its number. `viewer` None: the system raises it. About a sample, it is one itself.

    Raises NotAllowed, InvalidDifficulty, and DifficultyThere where the same still stands.
    """
    subject = _subject(viewer, draft)
    title, text = " ".join(draft.title.split()), draft.text.strip()
    problems = list(check_words(title, text))
    unit_id = province_on(subject.plan.unit_id, localdate(at))
    problems += _agency_problems(draft.agency_id, unit_id, at)
    if viewer is not None and not may_raise(viewer, unit_id, draft.agency_id):
        if draft.agency_id is not None or not viewer.may(Permission.RAISE_DIFFICULTIES, unit_id):
            raise NotAllowed(Permission.RAISE_DIFFICULTIES)
        remedy = _("chọn cơ quan của bạn")
        problems.append(Problem("agency_id", Reason.MISSING, _("chưa rõ vướng mắc của cơ quan nào"), remedy))
    if problems:
        raise InvalidDifficulty(problems)
    _require_new(subject, draft.agency_id, title)
    difficulty = Difficulty.objects.create(
        plan_id=subject.plan.number,
        unit_id=unit_id,
        agency_id=draft.agency_id,
        subject_kind=subject.kind,
        subject_id=subject.number,
        subject_label=subject.label,
        title=title,
        text=text,
        folded=fold(title),
        raised_at=at,
        raised_by_id=by.number,
        is_sample=is_sample or subject.is_sample,
    )
    index(difficulty)
    record(difficulty, "raised", by=by, at=at)
    return difficulty.pk


@transaction.atomic
def edit_difficulty(
    *, number: int, version: int, title: str, text: str, viewer: Viewer | None, by: Actor, at: datetime
) -> int:
    """Change the words of a difficulty that is still open; returns its version.

    Raises DifficultyMissing, NotAllowed, DifficultyMoveRefused, DifficultyConflict, InvalidDifficulty.
    """
    difficulty = open_difficulty(number, DifficultyAct.EDIT, viewer)
    title, text = " ".join(title.split()), text.strip()
    require_version(difficulty, version, _differences(difficulty, title, text))
    if problems := list(check_words(title, text)):
        raise InvalidDifficulty(problems)
    with as_stored():
        differences = _differences(difficulty, title, text)
    if not differences:
        return difficulty.version
    difficulty.title, difficulty.text, difficulty.folded = title, text, fold(title)
    difficulty.version += 1
    difficulty.save(update_fields=["title", "text", "folded", "version"])
    index(difficulty)
    record(
        difficulty,
        "changed",
        by=by,
        at=at,
        changes=[Change(one.label, one.theirs, one.mine) for one in differences],
    )
    return difficulty.version


def _subject(viewer: Viewer | None, draft: DifficultyDraft) -> Subject:
    try:
        return find_subject(viewer, draft.kind, draft.about)
    except SubjectNotFound as missing:
        message = _("không có nội dung này trong kế hoạch đã ban hành, hoặc bạn không được xem")
        remedy = _("mở lại trang của nội dung đó rồi nêu từ đấy")
        raise InvalidDifficulty([Problem("about", Reason.UNKNOWN, message, remedy)]) from missing


def _agency_problems(agency_id: int | None, unit_id: int, at: datetime) -> list[Problem]:
    if agency_id is None or any(body.id == agency_id for body in bodies_of(unit_id, localdate(at))):
        return []
    message = _("cơ quan này không có trong tỉnh vào ngày %(day)s") % {"day": f"{localdate(at):%d/%m/%Y}"}
    return [Problem("agency_id", Reason.UNKNOWN, message, _("chọn cơ quan trong danh sách"))]


def _require_new(subject: Subject, agency_id: int | None, title: str) -> None:
    """Raise DifficultyThere where the same stands already: a form sent twice, or two people with one thought."""
    # Whoever raises something on this plan waits for whoever does.
    Plan.objects.select_for_update(no_key=True).filter(pk=subject.plan.number).order_by("pk").first()
    same = (
        Difficulty.objects.filter(
            plan=subject.plan.number,
            subject_kind=subject.kind,
            subject_id=subject.number,
            agency=agency_id,
            folded=fold(title),
        )
        .exclude(state=DifficultyState.CLOSED)
        .select_related("raised_by")
        .order_by("pk")
        .first()
    )
    if same is not None:
        name = same.raised_by.full_name if same.raised_by else ""
        raise DifficultyThere(same.pk, name, same.raised_at)


def _differences(difficulty: Difficulty, title: str, text: str) -> list[FieldConflict]:
    fields = (("title", _("Tiêu đề"), title), ("text", _("Nội dung"), text))
    return [
        FieldConflict(name, label, mine=mine, theirs=getattr(difficulty, name))
        for name, label, mine in fields
        if getattr(difficulty, name) != mine
    ]
