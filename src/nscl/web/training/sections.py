"""The sibling pages of training; each room of it adds its own."""

from __future__ import annotations

from typing import Final, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.web.ui.parts import Tab, Tabs, Text


class Section(NamedTuple):
    """A page beside the overview: the name of its address, its label, its icon."""

    name: str
    label: Text
    icon: str


OVERVIEW: Final = "training"
COURSES: Final = "course-list"
CERTIFICATES: Final = "certificate-list"
FORMS: Final = "questionnaire-list"
COUNTS: Final = "training-counts"
EXPERTS: Final = "expert-list"
CLUBS: Final = "club-list"
PROGRAMMES: Final = "school-programme-list"
SECTIONS: Final = (
    Section(OVERVIEW, gettext_lazy("Lớp học"), "presentation"),
    Section(COURSES, gettext_lazy("Khóa học"), "book-open"),
    Section(CERTIFICATES, gettext_lazy("Chứng nhận"), "award"),
    Section(EXPERTS, gettext_lazy("Chuyên gia"), "badge-check"),
    Section(CLUBS, gettext_lazy("Câu lạc bộ"), "users"),
    Section(PROGRAMMES, gettext_lazy("Chương trình ở trường"), "school"),
    Section(FORMS, gettext_lazy("Mẫu phiếu"), "clipboard-list"),
    Section(COUNTS, gettext_lazy("Số liệu"), "chart-column"),
)


def section_tabs(current: str) -> Tabs:
    """The tabs, `current` being the name of this page's address."""
    return Tabs(
        _("Đào tạo"),
        [Tab(one.label, reverse(one.name), current=one.name == current, icon=one.icon) for one in SECTIONS],
    )
