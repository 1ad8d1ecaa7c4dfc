"""Invented words of agencies and of the department for sample reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from nscl.reporting.enums import Section

# What an agency writes: each takes one of these by its place in the round.
SAID: Final[Mapping[Section, Sequence[str]]] = MappingProxyType(
    {
        Section.RESULTS: (
            "Các hoạt động làm theo kế hoạch năm; lớp tập huấn có kiểm tra cuối khóa, học viên đánh giá sát công việc.",
            "Tuyên truyền được lồng ghép trong giao ban hằng quý; tài liệu hướng dẫn đã gửi các đơn vị trực thuộc.",
            "Đã chọn và hướng dẫn đơn vị làm mô hình điểm; số đo trước và sau được lưu trong hồ sơ mô hình.",
            "Phối hợp khảo sát nhu cầu của doanh nghiệp trên địa bàn, tổng hợp gửi cơ quan chủ trì đúng thời gian.",
        ),
        Section.REASONS: (
            "Một số hoạt động phải dời sang quý IV do chờ giao dự toán bổ sung.",
            "Đơn vị tham gia thay đổi nhân sự phụ trách nên tiến độ mô hình chậm hơn dự kiến.",
        ),
        Section.DIFFICULTIES: (
            "Cán bộ phụ trách làm kiêm nhiệm, chưa được đào tạo chuyên sâu về công cụ cải tiến năng suất.",
            "Doanh nghiệp nhỏ khó bố trí kinh phí đối ứng; thủ tục hồ sơ còn nhiều bước.",
            "Số liệu của các xã sau sắp xếp đơn vị hành chính chưa đồng bộ.",
        ),
        Section.PROPOSALS: (
            "Đề nghị cơ quan chủ trì mở thêm lớp bồi dưỡng cho đầu mối các xã, phường.",
            "Đề nghị giao dự toán ngay từ đầu năm để chủ động triển khai.",
        ),
        Section.NEXT_YEAR: (
            "Tiếp tục nhân rộng mô hình đã có kết quả; mỗi quý rà soát tiến độ một lần.",
            "Tập trung hỗ trợ doanh nghiệp áp dụng hệ thống quản lý và truy xuất nguồn gốc.",
        ),
    }
)
RETURNED: Final = "Đề nghị nêu rõ số đơn vị và kết quả đo trước, sau của mô hình."
REMARK: Final = "Cần nêu tên đơn vị và số liệu cụ thể."
ASSESSMENT: Final = (
    "Nhìn chung các cơ quan đã bám sát kế hoạch; công tác phối hợp giữa sở, ngành và địa phương tốt hơn năm trước. Một "
    "số chỉ tiêu còn chậm do kinh phí giao muộn."
)
NEXT_YEAR: Final = "Giao chỉ tiêu cụ thể cho từng cơ quan ngay từ quý I; ưu tiên các chỉ tiêu đang chậm."
SIGNATORY: Final = "Trần Văn Mẫu"
PAPER_NUMBER: Final = "315/BC-UBND"
ESTIMATED: Final = "Ước theo số việc còn lại của quý IV."
