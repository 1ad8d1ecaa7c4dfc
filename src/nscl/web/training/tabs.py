"""The pages of one class: the tabs above each, and the head that they share (`training/class_base.html`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.training.queries.access import ClassHeader
from nscl.web.ui.parts import Act, Chip, Crumb, Page, Tab, Tabs, Text
from nscl.web.ui.samples import sample_notice

SECTION: Final = "training"


class ClassTab(NamedTuple):
    """A page of a class. name: of its address, which takes the class's number; permission: who sees the tab.

    for_staff: so does who runs the class without a role of the province.
    """

    label: Text
    name: str
    permission: Permission
    icon: str
    for_staff: bool = False


OVERVIEW: Final = "class"
PEOPLE: Final = "class-people"
ATTENDANCE: Final = "class-attendance"
TESTS: Final = "class-tests"
CERTIFICATES: Final = "class-certificates"
# In the order in which a class goes: each page adds its own.
CLASS_TABS: Final = (
    ClassTab(gettext_lazy("Tổng quan"), OVERVIEW, Permission.VIEW_TRAINING, "info", for_staff=True),
    ClassTab(gettext_lazy("Học viên"), PEOPLE, Permission.VIEW_TRAINING, "users", for_staff=True),
    ClassTab(gettext_lazy("Điểm danh"), ATTENDANCE, Permission.VIEW_TRAINING, "clipboard-list", for_staff=True),
    ClassTab(gettext_lazy("Kiểm tra, đánh giá"), TESTS, Permission.VIEW_TRAINING, "clipboard-check"),
    ClassTab(gettext_lazy("Chứng nhận"), CERTIFICATES, Permission.VIEW_TRAINING, "award"),
)


def class_tabs(viewer: Viewer, header: ClassHeader, current: str) -> Tabs:
    """The tabs that the person may open. current: the address's name of the page they are on."""
    return Tabs(
        _("Các trang của lớp"),
        [
            Tab(tab.label, reverse(tab.name, kwargs={"number": header.number}), tab.name == current, icon=tab.icon)
            for tab in CLASS_TABS
            if viewer.may(tab.permission, header.unit_id) or (tab.for_staff and header.takes_attendance)
        ],
    )


def class_frame(
    viewer: Viewer,
    header: ClassHeader,
    current: str,
    *,
    answer: Text = "",
    acts: Sequence[Act] = (),
    chip: Chip | None = None,
    title: Text = "",
    crumbs: Sequence[Crumb] = (),
) -> Mapping[str, Any]:
    """What `training/class_base.html` needs. title, crumbs: of a page below the tab's own."""
    return {
        "page": Page(title or header.title, answer, crumbs=crumbs, section=SECTION, acts=acts, chip=chip),
        "tabs": class_tabs(viewer, header, current),
        "notice": sample_notice(is_sample=header.is_sample),
    }
