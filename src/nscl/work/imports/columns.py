"""The columns of the sheet of activities: the same for the template that is filled in and for what is read.

Headings are Vietnamese whatever the language of the screen: the file goes round the agencies.
"""

from __future__ import annotations

from typing import Final

from django.utils.translation import override

from nscl.records.spreadsheets.columns import Form, SheetColumn, SheetShape
from nscl.work.enums import ActivityKind, ActivityStatus, OutputKind, ParticipantKind
from nscl.work.rules.kinds import TYPED_OUTPUTS


def _columns() -> tuple[SheetColumn, ...]:
    first = (
        SheetColumn("task", "Nhiệm vụ", Form.CHOICE, is_required=True),
        SheetColumn("kind", "Loại việc", Form.CHOICE, is_required=True),
        SheetColumn("title", "Tên hoạt động", Form.TEXT, is_required=True),
        SheetColumn("starts_on", "Ngày bắt đầu", Form.DATE, is_required=True),
        SheetColumn("ends_on", "Ngày kết thúc", Form.DATE),
        SheetColumn("place", "Địa điểm", Form.TEXT),
        SheetColumn("commune", "Xã, phường", Form.CHOICE),
        SheetColumn("organiser", "Đơn vị tổ chức", Form.TEXT),
        SheetColumn("outlet", "Nơi đăng, phát", Form.TEXT),
        SheetColumn("responsible", "Người phụ trách", Form.CHOICE),
        SheetColumn("expected_output", "Sản phẩm dự kiến", Form.TEXT),
        SheetColumn("line", "Dòng dự toán", Form.CHOICE),
        SheetColumn("source", "Nguồn kinh phí", Form.CHOICE),
        SheetColumn("planned_cost", "Kinh phí dự kiến (đồng)", Form.MONEY),
        SheetColumn("status", "Tình trạng", Form.CHOICE),
        SheetColumn("done_on", "Ngày xong", Form.DATE),
        SheetColumn("result", "Kết quả", Form.TEXT),
        SheetColumn("actual_cost", "Kinh phí thực tế (đồng)", Form.MONEY),
    )
    outputs = tuple(SheetColumn(output_key(kind), f"Sản phẩm: {kind.label}", Form.COUNT) for kind in TYPED_OUTPUTS)
    people = tuple(
        SheetColumn(people_key(kind, part), f"{words}: {kind.label}", Form.COUNT)
        for kind in sorted(ParticipantKind)
        for part, words in (("people", "Lượt người"), ("women", "Trong đó nữ"), ("organisations", "Số tổ chức"))
    )
    return (*first, *outputs, *people)


def output_key(kind: OutputKind) -> str:
    """The column of a kind of output."""
    return f"output:{kind.value}"


def people_key(kind: ParticipantKind, part: str) -> str:
    """The column of participants of one kind; part: "people", "women" or "organisations"."""
    return f"people:{kind.value}:{part}"


# Labels are read in Vietnamese once, when the module is loaded.
with override("vi"):
    COLUMNS: Final = _columns()
    KIND_LABELS: Final = {kind: str(kind.label) for kind in ActivityKind}
    # A file says nothing of cancelled activities: cancelling is an act with a reason.
    STATUS_LABELS: Final = {
        status: str(status.label) for status in ActivityStatus if status is not ActivityStatus.CANCELLED
    }
ACTIVITIES: Final = SheetShape("Hoạt động", COLUMNS, frozenset({"task", "title"}))
