"""The sibling pages of productivity; each room of it has its own."""

from __future__ import annotations

from typing import Final, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.web.productivity.places import OVERVIEW, RUNS
from nscl.web.ui.parts import Tab, Tabs, Text


class Section(NamedTuple):
    """A page beside the overview: the name of its address, its label, its icon."""

    name: str
    label: Text
    icon: str


SECTIONS: Final = (
    Section(OVERVIEW, gettext_lazy("Tổng quan"), "layout-dashboard"),
    Section(RUNS, gettext_lazy("Lần tính"), "calculator"),
    Section("statistics", gettext_lazy("Số liệu"), "table-2"),
    Section("statistics-questions", gettext_lazy("Câu hỏi về số liệu"), "circle-question-mark"),
    Section("statistics-takings", gettext_lazy("Tệp đã nhập"), "file-up"),
    Section("study-list", gettext_lazy("Doanh nghiệp"), "factory"),
)


def section_tabs(current: str) -> Tabs:
    """The tabs, `current` being the name of this page's address."""
    return Tabs(
        _("Năng suất"),
        [Tab(one.label, reverse(one.name), current=one.name == current, icon=one.icon) for one in SECTIONS],
    )
