"""An adjusting estimate beside the approved one, line by line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.finance.queries.estimates.comparing import ComparedLine, Comparison, Fate
from nscl.web.ui.parts import Chip, Empty, Tone
from nscl.web.ui.tables import Column, Kind, Table

FATES: Final[Mapping[Fate, Chip]] = {
    Fate.CHANGED: Chip(gettext_lazy("Thay đổi"), Tone.WARN, "pencil", 0),
    Fate.NEW: Chip(gettext_lazy("Thêm mới"), Tone.GOOD, "plus", 1),
    Fate.DROPPED: Chip(gettext_lazy("Bỏ"), Tone.BAD, "minus", 2),
    Fate.SAME: Chip(gettext_lazy("Giữ nguyên"), Tone.IDLE, "equal", 3),
}


def compared_table(comparison: Comparison) -> Table[ComparedLine]:
    """What an adjustment changes. Headings and unchanged lines are left out."""
    rows = [line for line in comparison.lines if not line.is_heading and line.fate is not Fate.SAME]
    million = _("triệu đồng")
    return Table(
        name="so-voi-truoc",
        caption=_("Thay đổi so với dự toán đã duyệt"),
        rows=rows,
        columns=[
            Column("title", _("Dòng"), filling=True, value=lambda line: f"{line.key} {line.title}".strip()),
            Column("before_vnd", _("Đã duyệt"), Kind.MILLION, unit=million, total=True),
            Column("now_vnd", _("Điều chỉnh"), Kind.MILLION, unit=million, total=True),
            Column("difference_vnd", _("Chênh lệch"), Kind.MILLION, unit=million, total=True),
            Column("fate", _("Thay đổi"), Kind.CHIP, value=lambda line: FATES[line.fate]),
        ],
        empty=Empty(_("Chưa thay đổi gì so với dự toán đã duyệt"), icon="equal"),
        page_size=50,
    )
