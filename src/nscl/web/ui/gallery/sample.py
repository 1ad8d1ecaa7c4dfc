"""Sample parts in every state."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from nscl.text.formats import format_number
from nscl.web.ui import parts
from nscl.web.ui.charts import MILLION, BudgetPoint
from nscl.web.ui.gallery.tables import LONG_TITLE
from nscl.web.ui.parts import StepState, Tone, standing_chip
from nscl.web.ui.shell import Bell, Choice, Person, RailGroup, RailItem, Shell, Switch

THIS_YEAR: Final = 2026
SPENDING: Final = ((2026, 3100, 560), (2027, 4200, 610), (2028, 4750, 900), (2029, 4380, 700), (2030, 3980, 240))


def budget_points() -> list[BudgetPoint]:
    """Two sources over five years."""
    return [
        BudgetPoint(year, source, amount * MILLION)
        for year, state, enterprise in SPENDING
        for source, amount in (("Ngân sách nhà nước", state), ("Doanh nghiệp", enterprise))
    ]


def chart_table() -> tuple[list[str], list[list[str]]]:
    """The chart's table: headings and rows as texts."""
    rows = [[str(year), format_number(s), format_number(e), format_number(s + e)] for year, s, e in SPENDING]
    return ["Năm", "Ngân sách nhà nước", "Doanh nghiệp", "Cộng"], rows


def everything(request: HttpRequest) -> dict[str, Any]:
    """The context of the gallery, besides tables and forms."""
    return {
        "shell": _shell(request),
        "page": _page(),
        "chips": [standing_chip(code) for code in parts.Standing],
        "buttons": _buttons(),
        "stats": _stats(),
        "progress": _progress(),
        "facts": _facts(),
        "chart": _chart(),
        "notices": _notices(),
        "empty": parts.Empty(
            _("Chưa có kế hoạch nào"),
            _("Nạp kế hoạch từ tệp Word, PDF hoặc gói dữ liệu để bắt đầu."),
            "file-text",
            [parts.Act(_("Nạp kế hoạch"), "#o-trong", "upload", "primary")],
        ),
        "works": _works(),
        "confirmation": parts.Confirmation(
            _("Ban hành kế hoạch này?"),
            [_("Nội dung bị khóa, chỉ thay đổi được bằng bản điều chỉnh."), _("12 đơn vị thấy nhiệm vụ của mình.")],
            _("Ban hành"),
            "#xac-nhan",
        ),
        "steppers": _steppers(),
        "timeline": _timeline(),
        "tabs": _tabs(),
        "quotes": _quotes(),
        "findings": _findings(),
        "evidence": _evidence(),
        "no_evidence": parts.EvidenceList((), _("Cần ít nhất biên bản nghiệm thu và danh sách dự lớp.")),
        "differences": _differences(),
    }


def _shell(request: HttpRequest) -> Shell:
    labels = [
        ("overview", _("Tổng quan"), "layout-dashboard", 0),
        ("plans", _("Kế hoạch"), "file-text", 0),
        ("tasks", _("Nhiệm vụ"), "list-checks", 12),
        ("budget", _("Dự toán"), "banknote", 0),
    ]
    system = [("people", _("Tổ chức"), "building-2", 0), ("gallery", _("Bộ thành phần"), "palette", 0)]
    provinces = [
        ("bac-ninh", "Bắc Ninh"),
        ("hung-yen", "Hưng Yên"),
        ("lang-son", "Lạng Sơn"),
        ("quang-tri", "Quảng Trị"),
    ]
    here = reverse("ui-gallery")
    switches = [
        Switch("tinh", _("Tỉnh"), "map-pin", here, [Choice(v, n, v == "bac-ninh") for v, n in provinces]),
        Switch(
            "nam",
            _("Năm"),
            "calendar-days",
            here,
            [Choice(str(y), str(y), y == THIS_YEAR) for y in range(THIS_YEAR, THIS_YEAR + 5)],
        ),
    ]
    return Shell(
        rail=[
            RailGroup(_("Nghiệp vụ"), [RailItem(key, label, here, icon, n) for key, label, icon, n in labels]),
            RailGroup(_("Hệ thống"), [RailItem(key, label, here, icon, n) for key, label, icon, n in system]),
        ],
        switches=switches,
        search_href=here,
        bell=Bell(3, here),
        person=Person("Nguyễn Thị Minh Nguyệt", _("Chuyên viên"), [(here, _("Tài khoản"), "user-round")]),
        is_sample=True,
        path=request.get_full_path(),
    )


def _page() -> parts.Page:
    return parts.Page(
        title=_("Bộ thành phần giao diện"),
        answer=_("Mọi thành phần ở mọi trạng thái; toàn bộ số liệu trên trang này là dữ liệu mẫu."),
        crumbs=[parts.Crumb(_("Tổng quan"), reverse("ui-gallery"))],
        section="gallery",
        acts=[
            parts.Act(_("Xem trang lỗi"), reverse("ui-sample-error", args=[404]), "circle-alert"),
            parts.Act(_("Thêm hoạt động"), "#bieu-mau", "plus", "primary"),
        ],
        chip=parts.Chip(_("Dữ liệu mẫu"), Tone.WARN, "flask-conical"),
    )


def _buttons() -> list[parts.Act]:
    here = reverse("ui-gallery")
    return [
        parts.Act(_("Gửi báo cáo"), "#nut", "send", "primary"),
        parts.Act(_("Trả lại để bổ sung"), "#nut", "undo-2"),
        parts.Act(_("Xem chi tiết"), "#nut", "", "quiet"),
        parts.Act(_("Hủy bản nháp"), here, "trash-2", "danger", post=True, confirm=_("Hủy bản nháp này?")),
    ]


def _stats() -> parts.Stats:
    return parts.Stats(
        [
            parts.Stat(_("Chỉ tiêu"), "20", _("3 chậm, 2 thiếu số liệu"), "#bang-nhiem-vu", "target"),
            parts.Stat(_("Tổng dự toán"), "24.894.184.260.291", _("đã giải ngân 62,4%"), "#", "banknote", _("đồng")),
            parts.Stat(_("Báo cáo còn nợ"), "4", _("hạn 20/11/2026, còn 2 ngày"), "#", "clock", tone=Tone.BAD),
            parts.Stat(_("Lượt người dự lớp"), "–", _("chưa có số liệu quý này"), "", "users"),
        ]
    )


def _progress() -> list[parts.Progress]:
    cases = [
        ("Cơ sở áp dụng hệ thống quản lý", 280, 312, 480, "late", _("Cần 312, đạt 280 đến 30/9 (dưới 90% mức cần).")),
        ("Lượt người được đào tạo", 1350, 1200, 2000, "on_track", _("Vượt mức cần đến nay 150 lượt.")),
        ("Mô hình điểm", 7, 8, 12, "at_risk", _("Thiếu 1 mô hình so với mức cần đến nay.")),
        ("Phóng sự truyền hình", 26, 20, 24, "done", _("Đã vượt mục tiêu cả giai đoạn.")),
        ("Doanh nghiệp được khảo sát", None, 300, 500, "no_data", _("Chưa đơn vị nào gửi số liệu.")),
        ("Quy chuẩn địa phương", 0, 0, 2, "not_yet_due", _("Bắt đầu tính từ năm 2028.")),
    ]
    return [
        parts.Progress(
            label,
            None if value is None else Decimal(value),
            Decimal(due),
            Decimal(target),
            "–" if value is None else format_number(value),
            format_number(due),
            format_number(target),
            standing_chip(code),
            sentence,
        )
        for label, value, due, target, code, sentence in cases
    ]


def _facts() -> parts.Facts:
    return parts.Facts(
        [
            parts.Fact(_("Số, ký hiệu"), "49/KH-UBND", "#", _("dòng 3"), "#trich-van-ban"),
            parts.Fact(_("Ngày ban hành"), "26/03/2026", "", _("dòng 5")),
            parts.Fact(_("Đơn vị chủ trì"), "Sở Khoa học và Công nghệ", "#"),
            parts.Fact(_("Nội dung"), LONG_TITLE),
            parts.Fact(_("Văn bản sửa đổi"), None),
        ]
    )


def _chart() -> parts.Chart:
    head, rows = chart_table()

    def address(form: str) -> str:
        return reverse("ui-sample-chart", args=[form])

    return parts.Chart(
        title=_("Kinh phí cao nhất vào năm 2028, bốn phần năm là ngân sách nhà nước"),
        source=_("Nguồn: dữ liệu mẫu; đơn vị triệu đồng"),
        svg=address("svg"),
        svg_dark=address("toi.svg"),
        png=address("png"),
        csv=address("csv"),
        head=head,
        rows=rows,
    )


def _notices() -> list[parts.Notice]:
    return [
        parts.Notice(_("Bản nháp được lưu tự động"), _("Lần cuối lúc 08:30."), Tone.INFO),
        parts.Notice(_("Đã gửi báo cáo"), _("Sở Khoa học và Công nghệ nhận lúc 09:12 ngày 18/11/2026."), Tone.GOOD),
        parts.Notice(_("Còn 2 ngày đến hạn báo cáo"), _("Hạn 20/11 theo dòng 212 của kế hoạch."), Tone.WARN),
        parts.Notice(
            _("Không lưu được"),
            _("Người khác vừa sửa nhiệm vụ này. Nội dung bạn nhập vẫn còn bên dưới."),
            Tone.BAD,
            [parts.Act(_("Xem chỗ khác nhau"), "#khac-nhau", "file-diff")],
        ),
    ]


def _works() -> list[parts.Work]:
    return [
        parts.Work(_("Đang nạp kế hoạch"), 320, 900, _("Còn khoảng một phút."), anchor="dang-nap"),
        parts.Work(_("Đang tính lại chỉ tiêu"), 0, 0, _("Đang đếm số dòng."), anchor="dang-tinh"),
        parts.Work(
            _("Nạp kế hoạch không thành"), 0, 900, _("Dòng 41 của tệp thiếu năm; chưa có gì được lưu."), failed=True
        ),
    ]


def _steppers() -> list[parts.Stepper]:
    done, current, todo = StepState.DONE, StepState.CURRENT, StepState.TODO
    return [
        parts.Stepper(
            _("Đường đi của hồ sơ"),
            [
                parts.Step(_("Nộp"), done, "02/03/2026"),
                parts.Step(_("Kiểm tra điều kiện"), done, "05/03/2026"),
                parts.Step(_("Thẩm định"), current, _("hạn 20/03/2026")),
                parts.Step(_("Quyết định"), todo),
                parts.Step(_("Nghiệm thu"), todo),
                parts.Step(_("Chi trả"), todo),
            ],
        ),
        parts.Stepper(
            _("Hồ sơ bị từ chối"),
            [
                parts.Step(_("Nộp"), done, "02/03/2026"),
                parts.Step(_("Kiểm tra điều kiện"), StepState.REFUSED, _("nội dung đã được hỗ trợ năm 2025")),
                parts.Step(_("Thẩm định"), todo),
            ],
        ),
    ]


def _timeline() -> parts.Timeline:
    return parts.Timeline(
        [
            parts.Moment(
                "20/11/2026", _("Hạn báo cáo của các đơn vị"), "2026-11-20", icon="calendar-clock", tone=Tone.WARN
            ),
            parts.Moment(
                "08:30 18/11/2026",
                _("Sửa kinh phí nhiệm vụ 2"),
                "2026-11-18T08:30",
                _("3.926 → 3.486 triệu đồng"),
                "Nguyễn Thị Minh Nguyệt",
                "#khac-nhau",
                "pencil",
                Tone.INFO,
            ),
            parts.Moment(
                "26/03/2026", _("Ban hành kế hoạch"), "2026-03-26", by="UBND tỉnh", icon="file-check", tone=Tone.GOOD
            ),
        ]
    )


def _tabs() -> parts.Tabs:
    return parts.Tabs(
        _("Các phần của kế hoạch"),
        [
            parts.Tab(_("Tổng quan"), "#", icon="layout-dashboard"),
            parts.Tab(_("Mục tiêu"), "#", current=True, count=20),
            parts.Tab(_("Nhiệm vụ"), "#", count=41),
            parts.Tab(_("Dự toán"), "#", count=29),
            parts.Tab(_("Phát hiện"), "#", count=0),
        ],
    )


def _quotes() -> list[parts.SourceQuote]:
    lines = [
        parts.QuoteLine(118, "2. Nhiệm vụ và giải pháp"),
        parts.QuoteLine(119, "a) Đào tạo"),
        parts.QuoteLine(120, "Mỗi năm mở ít nhất 04 lớp, mỗi lớp 50 người.", marked=True),
        parts.QuoteLine(121, "Đơn vị chủ trì: Sở Khoa học và Công nghệ.", marked=True),
        parts.QuoteLine(122, "b) Truyền thông"),
    ]
    return [
        parts.SourceQuote("Kế hoạch 49/KH-UBND", 120, 121, lines, "#trich-van-ban"),
        parts.SourceQuote("Kế hoạch 238-KH/TU", 14, 14),
    ]


def _findings() -> list[parts.Finding]:
    here = reverse("ui-gallery")
    opened = parts.Chip(_("Chưa xử lý"), Tone.WARN, "circle-dot")
    return [
        parts.Finding(
            parts.Severity.ERROR,
            _("Số khác chữ"),
            "3.926.000 đồng (năm 2028)",
            "“Ba tỷ chín trăm hai mươi sáu triệu đồng”",
            "3.926.000.000 đồng",
            _("dòng 201"),
            "#trich-van-ban",
            opened,
            acts=[
                parts.Act(_("Chấp nhận"), here, "check", post=True),
                parts.Act(_("Bỏ qua có lý do"), "#mau-thuan-1", "", "quiet"),
            ],
            anchor="mau-thuan-1",
        ),
        parts.Finding(
            parts.Severity.WARNING,
            _("Thiếu đơn vị chủ trì"),
            "Dòng dự toán II.2 không nêu đơn vị chủ trì.",
            place=_("dòng 230"),
            state=parts.Chip(_("Đã bỏ qua"), Tone.IDLE, "circle-slash"),
            reason="Sở Khoa học và Công nghệ chủ trì theo phần tổ chức thực hiện.",
        ),
        parts.Finding(
            parts.Severity.INFO,
            _("Nhảy số thứ tự"),
            "Sau mục 5.2.1 là 5.2.3.",
            state=parts.Chip(_("Đã sửa"), Tone.GOOD, "circle-check"),
        ),
    ]


def _evidence() -> parts.EvidenceList:
    def file(name: str, size: str, icon: str) -> parts.Evidence:
        digest = hashlib.sha256(name.encode()).hexdigest()
        return parts.Evidence(name, "#minh-chung", size, digest, "Trần Văn Đức", "14:05 12/09/2026", icon=icon)

    return parts.EvidenceList(
        [
            file(
                "bien-ban-nghiem-thu-lop-dao-tao-can-bo-nang-suat-chat-luong-dot-2-nam-2026.pdf", "1,2 MB", "file-text"
            ),
            file("danh-sach-hoc-vien.xlsx", "48 KB", "file-spreadsheet"),
        ],
        add=parts.Act(_("Thêm minh chứng"), "#minh-chung", "upload"),
    )


def _differences() -> list[parts.Difference]:
    return [
        parts.Difference(
            _("Nhiệm vụ 2"),
            [
                parts.Change(_("Kinh phí"), "3.926 triệu đồng", "3.486 triệu đồng"),
                parts.Change(_("Đơn vị phối hợp"), None, "Sở Công Thương"),
                parts.Change(_("Ghi chú"), "Lồng ghép với chương trình khuyến công", None),
            ],
        )
    ]
