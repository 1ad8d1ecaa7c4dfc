"""The Excel file to fill with organisations: what its columns offer, and its guide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from nscl.organisations.imports.columns import APART_WORD, EDITION_LABELS, FLAG_LABELS, KIND_LABELS, ORGANISATIONS
from nscl.records.spreadsheets import template

_WIDE: Final = {"name": 44, "address": 40, "flags": 40, "flags_basis": 36}


def write_template(province: str, communes: Sequence[str]) -> bytes:
    """The file of one province; communes: those of today. The same input gives the same rows."""
    choices = {
        "kind": tuple(KIND_LABELS.values()),
        "commune": tuple(communes),
        "edition": tuple(EDITION_LABELS.values()),
        "apart": (APART_WORD,),
    }
    title = f"Danh sách tổ chức, {province}"
    return template.write_template(ORGANISATIONS, choices, title=title, guide=_guide(), wide=_WIDE, frozen_columns=1)


def _guide() -> list[str]:
    return [
        "Mỗi dòng của trang “Tổ chức” là một tổ chức. Chỉ phải điền “Tên tổ chức”; tổ chức mới cần thêm “Loại hình”.",
        "Giữ nguyên dòng tiêu đề. Cột không dùng có thể bỏ; thứ tự cột không quan trọng.",
        "Mã số thuế: 10 số (doanh nghiệp), 13 số (đơn vị phụ thuộc), 12 số (hộ kinh doanh).",
        "Ô mã số thuế định dạng văn bản (Text) trước khi gõ, để Excel không bỏ số 0 ở đầu, không rút gọn.",
        "Tổ chức đã có (theo mã số thuế; không có mã thì theo đúng tên và xã, phường) không bị thêm lần nữa.",
        "Với tổ chức đã có: người đại diện, liên hệ, ngành, số liệu, đặc điểm được cập nhật theo tệp.",
        "Tên, loại hình, nơi đóng trụ sở đang có thì giữ nguyên; muốn đổi, sửa trên trang của tổ chức.",
        "Xã, phường: tên hoặc mã hiện nay; tên cũ trước khi sắp xếp cũng nhận ra, nếu chỉ thành một xã, phường.",
        "Mã ngành chính: từ 2 đến 5 chữ số, kèm phiên bản VSIC (2018, hoặc 2025 từ ngày 15/11/2025).",
        "Số liệu: ghi năm; lao động bình quân năm (được có phần lẻ); doanh thu, nguồn vốn bằng đồng.",
        "Đặc điểm: cách nhau bằng dấu chấm phẩy, tên sản phẩm sau dấu hai chấm; phải có ngày và căn cứ.",
        "Ví dụ: OCOP 4 sao: chè xanh; rủi ro cao: thức ăn chăn nuôi; sản xuất hàng xuất khẩu.",
        f"Các đặc điểm: {'; '.join(FLAG_LABELS.values())}.",
        "Không trùng: hệ thống hỏi khi một dòng giống tổ chức đã có. Ghi x nếu chắc đó là hai tổ chức khác nhau.",
        "Không gộp ô ở các cột của từng tổ chức.",
    ]
