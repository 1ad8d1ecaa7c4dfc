"""The Excel file to fill with activities: what its columns offer, and its guide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from nscl.records.spreadsheets import template
from nscl.work.imports.columns import ACTIVITIES, COLUMNS, KIND_LABELS, STATUS_LABELS, output_key
from nscl.work.queries.options import FormOptions
from nscl.work.rules.kinds import KIND_RULES

_WIDE: Final = {"task": 48, "title": 48, "result": 40}
# Task, kind and title.
_FROZEN_COLUMNS: Final = 3


def write_template(options: FormOptions, title: str) -> bytes:
    """The file of one annual plan; title: what the annual plan is called. The same input gives the same rows."""
    return template.write_template(
        ACTIVITIES,
        _choices(options),
        title=title,
        guide=_guide_lines(),
        wide=_WIDE,
        frozen_columns=_FROZEN_COLUMNS,
    )


def _choices(options: FormOptions) -> Mapping[str, Sequence[str]]:
    return {
        "task": [one.task.label for one in options.tasks],
        "kind": list(KIND_LABELS.values()),
        "commune": [one.label for one in options.communes],
        "responsible": [one.label for one in options.people],
        "line": [one.label for one in options.lines],
        "source": [one.label for one in options.sources],
        "status": list(STATUS_LABELS.values()),
    }


def _guide_lines() -> list[str]:
    required = ", ".join(f"“{column.heading}”" for column in COLUMNS if column.is_required)
    headings = {column.key: column.heading for column in COLUMNS}
    lines = [
        f"Mỗi dòng của trang “{ACTIVITIES.name}” là một hoạt động. Phải điền {required}; các cột khác để trống được.",
        "Giữ nguyên dòng tiêu đề. Cột không dùng có thể bỏ; thứ tự cột không quan trọng.",
        "Ngày ghi ngày/tháng/năm, ví dụ 20/11/2026. Số ghi liền các chữ số, ví dụ 15000000; tiền ghi đủ số đồng.",
        "Việc đã làm: chọn tình trạng “đã xong”, ghi ngày xong và kết quả. Để trống tình trạng là việc dự kiến.",
        "Dòng dự toán và nguồn kinh phí dùng cho cả kinh phí dự kiến và kinh phí thực tế của dòng đó.",
        "Dòng ẩn vẫn được đọc. Hệ thống cho xem trước từng dòng, chỉ ghi khi mọi dòng đều đúng và được xác nhận.",
        "Hoạt động đã có trong kế hoạch năm (cùng loại, tên, địa điểm, ngày bắt đầu) được bỏ qua, không ghi hai lần.",
        "Mỗi loại việc ghi được:",
    ]
    for kind, rule in KIND_RULES.items():
        parts = [headings[output_key(output)] for output in rule.outputs]
        parts += [
            words
            for words, has in (
                ("người tham dự", rule.has_participants),
                ("địa điểm", rule.has_place),
                ("nơi đăng, phát", rule.has_outlet),
            )
            if has
        ]
        parts += ["xong hay chưa, lượt người học ghi ở trang lớp (mục Đào tạo)"] if rule.tallied else []
        lines.append(f"– {KIND_LABELS[kind]}: {'; '.join(parts)}.")
    return lines
