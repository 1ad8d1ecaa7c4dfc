"""The columns of the sheet of activities: the same for the template that is filled in and for what is read.

Headings are Vietnamese whatever the language of the screen: the file goes round the agencies.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from django.utils.translation import override

from nscl.text.folding import fold_words
from nscl.work.enums import ActivityKind, ActivityStatus, OutputKind, ParticipantKind

SHEET: Final = "Hoạt động"


class Form(Enum):
    """What the cells of a column hold."""

    TEXT = "text"
    CHOICE = "choice"
    DATE = "date"
    COUNT = "count"
    MONEY = "money"


@dataclass(frozen=True, slots=True)
class ImportColumn:
    """A column. key: what `ImportColumn.key` of a problem names; is_required: a row cannot do without it."""

    key: str
    heading: str
    form: Form
    is_required: bool = False

    @property
    def folded(self) -> str:
        """The heading as it is compared: without marks, case and stars."""
        return folded(self.heading)


def folded(text: str) -> str:
    """A heading or a choice as it is compared."""
    return " ".join(fold_words(text))


def _columns() -> tuple[ImportColumn, ...]:
    first = (
        ImportColumn("task", "Nhiệm vụ", Form.CHOICE, is_required=True),
        ImportColumn("kind", "Loại việc", Form.CHOICE, is_required=True),
        ImportColumn("title", "Tên hoạt động", Form.TEXT, is_required=True),
        ImportColumn("starts_on", "Ngày bắt đầu", Form.DATE, is_required=True),
        ImportColumn("ends_on", "Ngày kết thúc", Form.DATE),
        ImportColumn("place", "Địa điểm", Form.TEXT),
        ImportColumn("commune", "Xã, phường", Form.CHOICE),
        ImportColumn("organiser", "Đơn vị tổ chức", Form.TEXT),
        ImportColumn("outlet", "Nơi đăng, phát", Form.TEXT),
        ImportColumn("responsible", "Người phụ trách", Form.CHOICE),
        ImportColumn("expected_output", "Sản phẩm dự kiến", Form.TEXT),
        ImportColumn("line", "Dòng dự toán", Form.CHOICE),
        ImportColumn("source", "Nguồn kinh phí", Form.CHOICE),
        ImportColumn("planned_cost", "Kinh phí dự kiến (đồng)", Form.MONEY),
        ImportColumn("status", "Tình trạng", Form.CHOICE),
        ImportColumn("done_on", "Ngày xong", Form.DATE),
        ImportColumn("result", "Kết quả", Form.TEXT),
        ImportColumn("actual_cost", "Kinh phí thực tế (đồng)", Form.MONEY),
    )
    outputs = tuple(
        ImportColumn(output_key(kind), f"Sản phẩm: {kind.label}", Form.COUNT) for kind in sorted(OutputKind)
    )
    people = tuple(
        ImportColumn(people_key(kind, part), f"{words}: {kind.label}", Form.COUNT)
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
BY_HEADING: Final = {column.folded: column for column in COLUMNS}
BY_KEY: Final = {column.key: column for column in COLUMNS}
