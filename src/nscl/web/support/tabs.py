"""The pages of one case: the tabs above each, and the head that they share (`support/case_base.html`)."""

from __future__ import annotations

from typing import Final, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.web.ui.parts import Tab, Tabs, Text


class CaseTab(NamedTuple):
    """A page of a case: its label, the name of its address, its icon."""

    label: Text
    name: str
    icon: str


FILE: Final = "support-case"
SLIP: Final = "support-slip"
APPRAISAL: Final = "support-appraisal"
DECISION: Final = "support-decision"
CARRYING: Final = "support-carrying"
FOLLOW_UP: Final = "support-follow-up"
HISTORY: Final = "support-history"
# In the order in which a case goes.
CASE_TABS: Final = (
    CaseTab(gettext_lazy("Hồ sơ"), FILE, "folder-open"),
    CaseTab(gettext_lazy("Phiếu tính"), SLIP, "calculator"),
    CaseTab(gettext_lazy("Thẩm định"), APPRAISAL, "users"),
    CaseTab(gettext_lazy("Quyết định"), DECISION, "signature"),
    CaseTab(gettext_lazy("Hợp đồng, nghiệm thu, chi"), CARRYING, "wallet"),
    CaseTab(gettext_lazy("Theo dõi"), FOLLOW_UP, "eye"),
    CaseTab(gettext_lazy("Lịch sử"), HISTORY, "history"),
)


def case_tabs(number: int, current: str) -> Tabs:
    """The tabs of a case. current: the name of this page's address."""
    return Tabs(
        _("Các trang của hồ sơ"),
        [
            Tab(tab.label, reverse(tab.name, kwargs={"number": number}), tab.name == current, icon=tab.icon)
            for tab in CASE_TABS
        ],
    )
