"""The sibling pages of support; each room of it adds its own."""

from __future__ import annotations

from typing import Final, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.web.ui.parts import Tab, Tabs, Text

SECTION: Final = "support"


class Section(NamedTuple):
    """A page beside the list of cases: the name of its address, its label, its icon."""

    name: str
    label: Text
    icon: str


OVERVIEW: Final = "support"
COUNCILS: Final = "council-list"
FUNDS: Final = "fund-list"
SECTIONS: Final = (
    Section(OVERVIEW, gettext_lazy("Hồ sơ"), "folder-open"),
    Section(COUNCILS, gettext_lazy("Hội đồng thẩm định"), "users"),
    Section(FUNDS, gettext_lazy("Trần kinh phí năm"), "wallet"),
    Section("policy-list", gettext_lazy("Chính sách"), "scale"),
    Section("outreach", gettext_lazy("Tiếp cận"), "handshake"),
)


def section_tabs(current: str) -> Tabs:
    """The tabs, `current` being the name of this page's address."""
    return Tabs(
        _("Hỗ trợ"),
        [Tab(one.label, reverse(one.name), current=one.name == current, icon=one.icon) for one in SECTIONS],
    )
