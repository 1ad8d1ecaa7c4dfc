"""The sibling pages of the section: annual plans, activities as a list, by month, by status."""

from __future__ import annotations

from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.web.ui.parts import Tab, Tabs, Text

SECTIONS: Final[tuple[tuple[str, Text, str], ...]] = (
    ("annual-plan-list", gettext_lazy("Kế hoạch năm"), "calendar-check"),
    ("activity-list", gettext_lazy("Danh sách"), "list"),
    ("activity-calendar", gettext_lazy("Lịch"), "calendar-days"),
    ("activity-board", gettext_lazy("Theo tình trạng"), "columns-3"),
)


def section_tabs(current: str) -> Tabs:
    """The tabs, `current` being the name of this page's address."""
    return Tabs(
        _("Hoạt động"),
        [Tab(label, reverse(name), current=name == current, icon=icon) for name, label, icon in SECTIONS],
    )
