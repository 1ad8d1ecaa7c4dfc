"""The Excel file to fill with participants: what its columns offer, and its guide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from nscl.records.spreadsheets import template
from nscl.training.imports.columns import KIND_LABELS, MARK_WORDS, SEXES, SessionColumn, shape_of

_WIDE: Final = {"name": 30, "organisation": 40}


def write_template(title: str, sessions: Sequence[SessionColumn], communes: Sequence[str]) -> bytes:
    """The file of one class; title: what the class is called."""
    shape = shape_of(sessions)
    choices = {
        "sex": SEXES,
        "organisation_kind": tuple(KIND_LABELS.values()),
        "commune": tuple(communes),
        **{one.key: MARK_WORDS for one in sessions},
    }
    return template.write_template(shape, choices, title=title, guide=_guide(sessions), wide=_WIDE, frozen_columns=1)


def _guide(sessions: Sequence[SessionColumn]) -> list[str]:
    lines = [
        "Mỗi dòng của trang “Học viên” là một người. Chỉ phải điền “Họ và tên”; các cột khác để trống được.",
        "Giữ nguyên dòng tiêu đề. Cột không dùng có thể bỏ; thứ tự cột không quan trọng.",
        "Số điện thoại, thư điện tử, số định danh giúp nhận ra người đã học lớp khác, để không đếm hai lần.",
        "Số định danh chỉ dùng để nhận ra, hệ thống không lưu số.",
        "Số điện thoại, số định danh: định dạng ô là văn bản (Text) trước khi gõ, để Excel không bỏ số 0 ở đầu.",
        "Đơn vị: ghi mã số thuế nếu biết. Đơn vị chưa có trong hệ thống sẽ được thêm, theo “Loại hình đơn vị”.",
        "Không gộp ô ở các cột của từng người. Ô “Đơn vị” gộp nhiều dòng thì mọi dòng đó cùng một đơn vị.",
        "Hết chỗ thì người ở các dòng sau vào danh sách chờ, theo thứ tự trong tệp.",
        "Người đã có trong lớp được bỏ qua, không ghi hai lần; nhập lại tệp này không sao.",
    ]
    if sessions:
        lines.append("Cột “Buổi …”: ghi x nếu có mặt, “vắng” hoặc “có phép”; để trống là chưa điểm danh.")
    return lines
