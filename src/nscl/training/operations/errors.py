"""Why an act on training was refused. Each says what, where, and what to do next, in the words of the screen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.work.operations.errors import FieldConflict, VersionConflict
from nscl.work.rules.problems import Problem

__all__ = ["FieldConflict"]  # what a conflict is made of, as in the editing of plans


class TrainingError(Exception):
    """An act that was refused; nothing was written. `str()` is a sentence for the person who tried."""


class ClassGone(TrainingError):
    """There is no class of that number."""

    def __init__(self, number: int) -> None:
        super().__init__(_("Lớp này không còn. Hãy mở lại danh sách lớp."))
        self.number = number


class CourseGone(TrainingError):
    """There is no course of that number."""

    def __init__(self, number: int) -> None:
        super().__init__(_("Khóa học này không còn. Hãy mở lại danh mục khóa học."))
        self.number = number


class SessionGone(TrainingError):
    """There is no session of that number in the class."""

    def __init__(self, number: int) -> None:
        super().__init__(_("Buổi học này không còn. Hãy mở lại trang lớp."))
        self.number = number


class EnrolmentGone(TrainingError):
    """There is no enrolment of that number in the class."""

    def __init__(self, number: int) -> None:
        super().__init__(_("Học viên này không còn trong lớp. Hãy mở lại danh sách học viên."))
        self.number = number


class Refused(TrainingError):
    """Values that cannot be kept; `problems` has all of them, each under its field."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class StateRefused(TrainingError):
    """The class, the session or the enrolment stands where this act is not possible."""


class AlreadyEnrolled(StateRefused):
    """The person is on the list of the class already."""

    def __init__(self, enrolment: int, name: str) -> None:
        super().__init__(_("%(name)s đã có trong danh sách lớp này.") % {"name": name})
        self.enrolment = enrolment


class CourseExists(TrainingError):
    """The province has a course of that title already: `number`."""

    def __init__(self, number: int, title: str) -> None:
        super().__init__(_("Đã có khóa học “%(title)s”. Hãy mở khóa học đó.") % {"title": title})
        self.number = number


class Unmarked(StateRefused):
    """A class is closed while of some people nothing is marked: (session, when it began, how many people)."""

    def __init__(self, sessions: Iterable[tuple[int, datetime, int]]) -> None:
        self.sessions = tuple(sessions)
        count = sum(people for _number, _at, people in self.sessions)
        super().__init__(
            _(
                "Còn %(count)s lượt chưa điểm danh ở %(sessions)s buổi. Hãy điểm danh, hoặc chọn ghi những lượt đó là "
                "vắng rồi kết thúc lớp."
            )
            % {"count": count, "sessions": len(self.sessions)}
        )


class Conflict(VersionConflict, TrainingError):
    """Somebody else changed the thing after the person opened it. Nothing was written; both values are here."""

    changed = gettext_lazy("Người khác vừa sửa. Hãy xem các chỗ khác nhau, chọn giá trị đúng rồi ghi lại.")
    changed_by = gettext_lazy(
        "%(name)s vừa sửa lúc %(time)s. Hãy xem các chỗ khác nhau, chọn giá trị đúng rồi ghi lại."
    )
