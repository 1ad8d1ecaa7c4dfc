"""The sibling pages of the section, as far as the person may open them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.web.access import viewer
from nscl.web.report_nation.access import sees_every_province
from nscl.web.ui.parts import Tab, Tabs, Text


class Section(NamedTuple):
    """A page: the name of its address, its label, its icon, and who is shown the way to it."""

    name: str
    label: Text
    icon: str
    is_for: Callable[[Viewer], bool]


def _may(permission: Permission) -> Callable[[Viewer], bool]:
    return lambda person: person.may(permission)


SECTIONS: Final = (
    Section("reports", gettext_lazy("Kỳ báo cáo"), "files", lambda _person: True),
    Section("round-timeliness", gettext_lazy("Đúng hạn"), "clock", _may(Permission.VIEW_REPORTS)),
    Section("report-templates", gettext_lazy("Mẫu báo cáo"), "file-type", _may(Permission.VIEW_REPORTS)),
    Section("report-nation", gettext_lazy("Toàn quốc"), "map", sees_every_province),
    Section("package-send", gettext_lazy("Gửi gói số liệu"), "package", _may(Permission.ISSUE_REPORTS)),
)


def section_tabs(request: HttpRequest, current: str) -> Tabs:
    """The tabs, `current` being the name of this page's address."""
    person = viewer(request)
    return Tabs(
        _("Báo cáo"),
        [
            Tab(one.label, reverse(one.name), current=one.name == current, icon=one.icon)
            for one in SECTIONS
            if one.is_for(person)
        ],
    )
