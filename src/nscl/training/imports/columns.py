"""The columns of a list of participants: the same for the template that is filled in and for what is read.

Headings are Vietnamese whatever the language of the screen: the file goes round organisations, which call the columns
as they always did.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.timezone import localtime
from django.utils.translation import override

from nscl.organisations.enums import OrganisationKind
from nscl.records.spreadsheets.columns import Form, SheetColumn, SheetShape
from nscl.training.enums import AttendanceState

SHEET_NAME: Final = "Học viên"
_COLUMNS: Final = (
    SheetColumn(
        "name", "Họ và tên", Form.TEXT, is_required=True, is_of_one=True, also=("Họ tên", "Học viên", "Tên học viên")
    ),
    SheetColumn("sex", "Giới tính", Form.CHOICE, is_of_one=True, also=("Giới",)),
    SheetColumn("birth_year", "Năm sinh", Form.TEXT, is_of_one=True, also=("Ngày sinh", "Ngày tháng năm sinh")),
    SheetColumn("organisation", "Đơn vị", Form.TEXT, also=("Đơn vị công tác", "Cơ quan", "Nơi công tác", "Tên đơn vị")),
    SheetColumn("tax_code", "Mã số thuế của đơn vị", Form.TEXT, also=("Mã số thuế", "MST")),
    SheetColumn("organisation_kind", "Loại hình đơn vị", Form.CHOICE, also=("Loại hình",)),
    SheetColumn("position", "Chức vụ", Form.TEXT, also=("Chức danh", "Vị trí công tác")),
    SheetColumn("commune", "Xã, phường", Form.CHOICE, also=("Xã phường", "Địa bàn")),
    SheetColumn(
        "phone", "Số điện thoại", Form.TEXT, is_of_one=True, also=("Điện thoại", "SĐT", "Số ĐT", "Di động", "ĐT")
    ),
    SheetColumn("email", "Thư điện tử", Form.TEXT, is_of_one=True, also=("Email", "E-mail")),
    SheetColumn(
        "national_id",
        "Số định danh cá nhân",
        Form.TEXT,
        is_of_one=True,
        also=("Số CCCD", "CCCD", "Căn cước công dân", "Số căn cước", "Căn cước"),
    ),
)
SEXES: Final = ("Nữ", "Nam")
# What people put into a cell of attendance, folded. "v" is left out: a tick to some, "vắng" to others.
MARKS: Final = {
    **dict.fromkeys(("x", "co", "co mat", "1", "true"), AttendanceState.PRESENT),
    **dict.fromkeys(("vang", "vang mat", "khong", "k", "0", "false"), AttendanceState.ABSENT),
    **dict.fromkeys(("phep", "p", "co phep", "vang co phep"), AttendanceState.EXCUSED),
}
MARK_WORDS: Final = ("x", "vắng", "có phép")


@dataclass(frozen=True, slots=True)
class SessionColumn:
    """A session that the file may tell the attendance of."""

    number: int
    position: int
    starts_at: datetime

    @property
    def key(self) -> str:
        """Its column's."""
        return f"session:{self.number}"

    @property
    def heading(self) -> str:
        """With its number and day: "Buổi 2 (15/05/2024)"; the hour tells two of one day apart by their number."""
        return f"Buổi {self.position} ({localtime(self.starts_at):%d/%m/%Y})"


def shape_of(sessions: Sequence[SessionColumn]) -> SheetShape:
    """The sheet of a class with these sessions."""
    marks = (SheetColumn(one.key, one.heading, Form.CHOICE, is_of_one=True) for one in sessions)
    return SheetShape(SHEET_NAME, (*_COLUMNS, *marks), frozenset({"name"}))


# Labels are read in Vietnamese once, when the module is loaded.
with override("vi"):
    KIND_LABELS: Final = {kind: str(kind.label) for kind in OrganisationKind}
