"""The sibling pages of the registry."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.web.access import viewer
from nscl.web.organisations.places import DOUBLES, LIST
from nscl.web.ui.parts import Tab, Tabs


def section_tabs(request: HttpRequest, current: str) -> Tabs | None:
    """The tabs that the person may open, `current` being the name of this page's address; None for a single one."""
    if not viewer(request).may(Permission.MERGE_ORGANISATIONS):
        return None
    pages = ((LIST, _("Sổ tổ chức"), "building-2"), (DOUBLES, _("Ghi trùng"), "merge"))
    tabs = [Tab(label, reverse(name), current=name == current, icon=icon) for name, label, icon in pages]
    return Tabs(_("Tổ chức"), tabs)
