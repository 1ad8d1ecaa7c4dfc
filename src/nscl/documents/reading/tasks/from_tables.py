"""Tasks from tables of tasks."""

from collections.abc import Sequence

from nscl.documents.pack.enums import ScheduleKind
from nscl.documents.pack.schema import Output, Schedule, Task
from nscl.documents.reading.keys import short_key
from nscl.documents.reading.schedules import read_schedule
from nscl.documents.reading.task_tables.rows import ColumnRole, RowRemark, TaskRow, TaskTable
from nscl.documents.reading.tasks.keys import KeyedRow, assign_keys
from nscl.documents.reading.tasks.outputs import outputs_of_product, outputs_of_title
from nscl.documents.reading.tasks.partners import Partners, read_partners
from nscl.documents.reading.tasks.result import Gathering

_UNTITLED = "Nhiệm vụ"
_REMARKS = {
    RowRemark.OVER_PAGES: "Dòng được ghép từ hai phần nằm ở hai trang; kiểm tra phần ghép.",
    RowRemark.BOUNDARY: "Ranh giới giữa các ô đã mất trong văn bản và được suy ra từ nội dung; kiểm tra từng ô.",
    RowRemark.INTERLEAVED: "Chữ của các ô bị trộn lẫn trong văn bản và đã được tách lại; kiểm tra từng ô.",
    RowRemark.NUMBER_MISSING: "Dòng không có số thứ tự; số được suy ra từ vị trí trong bảng.",
    RowRemark.NUMBER_JUMP: "Số thứ tự không nối tiếp số trước đó; kiểm tra xem có thiếu dòng không.",
    RowRemark.NUMBER_READ: "Số thứ tự bị hỏng trong văn bản và được khôi phục theo thứ tự các dòng.",
}


class TableTasks:
    """Reads the rows of tables into a gathering."""

    def __init__(self, gathering: Gathering, *, damaged: bool, province: str | None) -> None:
        self.gathering = gathering
        self.damaged = damaged
        self.province = province
        self._appendices: set[int] = set()

    def read(self, tables: Sequence[TaskTable]) -> None:
        """Read all tables; from the second on, keys carry the number of the appendix ("PL2.3")."""
        for place, table in enumerate(tables, start=1):
            self._read_table(table, place)

    def _read_table(self, table: TaskTable, place: int) -> None:
        number = table.appendix or place
        while number in self._appendices:
            number += 1
        self._appendices.add(number)
        root = f"PL{number}"
        prefix = f"{root}." if place > 1 else ""
        keyed = assign_keys(table.rows)
        groups: dict[str, TaskRow] = {}
        for row in keyed:
            if row.row.is_group:
                groups[row.key] = row.row
                self.gathering.add_group(short_key(f"{prefix}{row.key}"), row.row.title or row.key)
            else:
                if row.group is None:
                    self.gathering.add_group(root, table.title or _UNTITLED)
                group = root if row.group is None else short_key(f"{prefix}{row.group}")
                heading = groups.get(row.group) if row.group is not None else None
                self._read_row(row, short_key(f"{prefix}{row.key}"), group, table, heading)
        self.gathering.read.append(table.span)

    def _read_row(self, keyed: KeyedRow, key: str, group: str, table: TaskTable, heading: TaskRow | None) -> None:
        row = keyed.row
        subject = f"tasks[{key}]"
        for remark in dict.fromkeys((*row.remarks, *keyed.remarks)):
            self.gathering.doubt(subject, row.span, remark.value, _REMARKS[remark])
        partners = self._partners(row, subject, table, heading)
        self.gathering.add_mentions(partners.all)
        self.gathering.tasks.append(
            Task(
                key=key,
                group=group,
                title=row.title or f"({_UNTITLED} {key})",
                lead=tuple(mention.key for mention in partners.lead),
                coordinate=tuple(mention.key for mention in partners.coordinate),
                schedule=self._schedule(row, subject),
                outputs=self._outputs(row),
                note=_note(row, table),
                at=row.span,
            )
        )
        if self.damaged:
            reason = "Văn bản đã mất dấu tiếng Việt; tên nhiệm vụ giữ nguyên như văn bản, cần gõ lại có dấu."
            self.gathering.doubt(f"{subject}.title", row.span, "marks-lost", reason)

    def _partners(self, row: TaskRow, subject: str, table: TaskTable, heading: TaskRow | None) -> Partners:
        partners = read_partners(row, damaged=self.damaged, province=self.province)
        if not partners.all and heading is not None:
            inherited = read_partners(heading, damaged=self.damaged, province=self.province)
            if inherited.all:
                reason = "Dòng để trống đơn vị; đơn vị được lấy từ dòng nhóm phía trên."
                self.gathering.doubt(f"{subject}.lead", heading.span, "agency-from-group", reason)
                return inherited
        if partners.split_unsure:
            reason = "Một ô ghi chung đơn vị chủ trì và phối hợp; đơn vị đầu tiên được đọc là chủ trì."
            self.gathering.doubt(f"{subject}.lead", row.span, "lead-unclear", reason)
        has_column = ColumnRole.LEAD in table.columns or ColumnRole.AGENCIES in table.columns
        if has_column and not partners.lead:
            text = row.text(ColumnRole.LEAD)
            said = f"không nhận ra đơn vị trong “{text}”" if text else "ô để trống"
            reason = f"Chưa rõ đơn vị chủ trì: {said}."
            self.gathering.doubt(f"{subject}.lead", row.cell_span(ColumnRole.LEAD), "lead-missing", reason)
        for mention in partners.all:
            if not mention.known:
                reason = f"“{mention.name}” không có trong danh mục cơ quan; kiểm tra tên và loại."
                self.gathering.doubt(subject, row.span, "agency-unknown", reason)
        return partners

    def _schedule(self, row: TaskRow, subject: str) -> Schedule:
        text = row.text(ColumnRole.SCHEDULE)
        schedule = read_schedule(text, damaged=self.damaged)
        if self.damaged and (plain := read_schedule(text)).kind is ScheduleKind.FROM:
            schedule = plain  # "Tu nam 2027": too short to be recognised approximately, but nothing in it is damaged
        if text and schedule.kind is ScheduleKind.UNSTATED:
            reason = f"Không đọc được thời gian thực hiện “{text}”."
            self.gathering.doubt(f"{subject}.schedule", row.cell_span(ColumnRole.SCHEDULE), "schedule-unread", reason)
        return schedule

    def _outputs(self, row: TaskRow) -> tuple[Output, ...]:
        product = row.text(ColumnRole.OUTPUT)
        if product:
            return outputs_of_product(product, damaged=self.damaged)
        return outputs_of_title(row.title, damaged=self.damaged)


def _note(row: TaskRow, table: TaskTable) -> str | None:
    """The remarks, and what stands in the columns that the pack has no field for, each under its head."""
    parts = [row.note_text] if row.note_text else []
    for head, role in zip(table.heads, table.columns, strict=False):
        if role in (ColumnRole.GOAL, ColumnRole.METHOD):
            text = row.text(role)
            if text:
                parts.append(f"{head[:1].upper()}{head[1:].lower()}: {text}")
    return (
        " ".join(
            part if part.endswith(".") or place + 1 == len(parts) else f"{part}." for place, part in enumerate(parts)
        )
        or None
    )
