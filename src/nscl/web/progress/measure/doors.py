"""Where the entries of registers have their pages, and where a person enters one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.progress.catalogue import find
from nscl.progress.catalogue.registered import Source
from nscl.progress.catalogue.registers import Entry, EntryKind
from nscl.progress.queries import MeasureDetail
from nscl.web.ui.parts import Act, Text

# The name of each page's address; all take the entry's number.
_PAGES: Final[Mapping[EntryKind, str]] = {
    EntryKind.TRAINING_CLASS: "class",
    EntryKind.EXPERT: "expert",
    EntryKind.CLUB: "club",
    EntryKind.PROGRAMME: "school-programme",
    # Its cases stand there, for who may see them.
    EntryKind.SUPPORTED: "organisation",
}


class _Door(NamedTuple):
    """Where something is entered, and who may."""

    label: Text
    name: str
    permission: Permission


_OPEN_CLASS: Final = _Door(_("Mở lớp"), "class-open", Permission.RUN_CLASSES)
_EXPERT: Final = _Door(_("Ghi sổ chuyên gia"), "expert-add", Permission.KEEP_REGISTERS)
_CLUB: Final = _Door(_("Ghi sổ câu lạc bộ"), "club-add", Permission.KEEP_REGISTERS)
_PROGRAMME: Final = _Door(_("Ghi sổ chương trình"), "school-programme-add", Permission.KEEP_REGISTERS)
_CASE: Final = _Door(_("Lập hồ sơ hỗ trợ"), "support-new", Permission.HANDLE_SUPPORT)
_DOORS: Final[Mapping[Source, _Door]] = {
    Source.EXPERTS_TRAINED: _EXPERT,
    Source.EXPERTS_CERTIFIED: _EXPERT,
    Source.ASSESSORS_CERTIFIED: _EXPERT,
    Source.CLUBS_ACTIVE: _CLUB,
    Source.SCHOOLS_WITH_CLUBS: _CLUB,
    Source.SCHOOLS_TEACHING: _PROGRAMME,
    Source.ENTERPRISES_TRAINED: _OPEN_CLASS,
    Source.ENTERPRISE_PEOPLE: _OPEN_CLASS,
    Source.ORGANISATIONS_SUPPORTED: _CASE,
    Source.STANDARDS_SUPPORTED: _CASE,
}


def entry_href(entry: Entry) -> str:
    """The entry's own page."""
    return reverse(_PAGES[entry.kind], kwargs={"number": entry.number})


def entering(viewer: Viewer, detail: MeasureDetail) -> list[Act]:
    """The door to where what the measure counts is entered, for who may."""
    door = _door(detail.row.indicator)
    if door is None or not viewer.may(door.permission, detail.unit_id):
        return []
    return [Act(door.label, reverse(door.name), "pencil-line")]


def _door(code: str) -> _Door | None:
    known = find(code)
    if known is None:
        return None
    if known.register is not None:
        return _DOORS[known.register.source]
    return _OPEN_CLASS if known.remedy else None
