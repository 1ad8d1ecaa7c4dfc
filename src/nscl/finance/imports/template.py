"""The Excel file to fill with vouchers: what its columns offer, and its guide."""

from __future__ import annotations

from typing import Final

from nscl.finance.imports.choices import Choices
from nscl.finance.imports.columns import KIND_LABELS, SOURCE_LABELS, VOUCHERS
from nscl.records.spreadsheets import template

_WIDE: Final = {"about": 44, "line": 48, "number": 20}
# Kind and number.
_FROZEN_COLUMNS: Final = 2


def write_template(choices: Choices, title: str) -> bytes:
    """The file of one plan's ledger; title: what the ledger is called. The same input gives the same rows."""
    used = {source for sources in choices.sources.values() for source in sources}
    return template.write_template(
        VOUCHERS,
        {
            "kind": list(KIND_LABELS.values()),
            "line": choices.line_labels,
            "source": [label for source, label in SOURCE_LABELS.items() if source in used],
            "agency": choices.agency_labels,
        },
        title=title,
        guide=_guide_lines(),
        wide=_WIDE,
        frozen_columns=_FROZEN_COLUMNS,
    )


def _guide_lines() -> list[str]:
    required = ", ".join(f"“{column.heading}”" for column in VOUCHERS.required)
    return [
        f"Mỗi dòng của trang “{VOUCHERS.name}” là một khoản của một chứng từ. Phải điền {required}.",
        "Các dòng cùng loại, cùng niên độ, cùng số là một chứng từ: ngày và cơ quan phải ghi như nhau.",
        "Giữ nguyên dòng tiêu đề. Cột không dùng có thể bỏ; thứ tự cột không quan trọng.",
        "Ngày ghi ngày/tháng/năm, ví dụ 20/11/2026. Số tiền ghi đủ số đồng, ví dụ 15000000; số âm là giảm, nộp trả.",
        "Để trống nguồn kinh phí nếu dòng dự toán chỉ có một nguồn trong năm đó.",
        "Điền “Lý do ghi vượt” chỉ khi được phép vượt số của bước trước; ghi rõ văn bản cho phép.",
        "Chứng từ được ghi theo ngày; cùng ngày thì giao dự toán trước, rồi cam kết chi, rồi giải ngân.",
        "Một chứng từ được ghi đủ mọi dòng hoặc không dòng nào. Chứng từ đã có trong sổ thì bỏ qua, không ghi hai lần.",
        "Dòng ẩn vẫn được đọc. Hệ thống cho xem trước từng chứng từ, chỉ ghi khi được xác nhận.",
        "Chuyển nguồn và quyết toán năm ghi trên trang riêng, không ghi bằng tệp này.",
    ]
