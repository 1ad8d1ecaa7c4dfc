"""Sample tables and matrices: full, empty, narrowed to nothing, loading, with long texts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext_lazy as _

from nscl.text.dates import PartialDate
from nscl.web.ui.matrix import Matrix, MatrixCell, MatrixGroup, MatrixRow
from nscl.web.ui.parts import Act, Empty, standing_chip
from nscl.web.ui.tables import Column, Filter, Kind, Link, Table, TableQuery, TableView

MILLION: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class SampleTask:
    """A row of the sample table."""

    key: str
    title: str
    group: str
    leads: tuple[str, ...]
    due: date | PartialDate | None
    vnd: int | None
    standing: str
    lines: str


DEPARTMENT: Final = "Sở Khoa học và Công nghệ"
FINANCE: Final = "Sở Tài chính"
TRADE: Final = "Sở Công Thương"
LONG_TITLE: Final = (
    "Hỗ trợ doanh nghiệp sản xuất sản phẩm chủ lực, hợp tác xã và cơ sở có sản phẩm OCOP áp dụng đồng thời nhiều "
    "hệ thống quản lý, công cụ cải tiến năng suất và truy xuất nguồn gốc theo chuẩn quốc tế, "
    "kể cả đánh giá chứng nhận lần đầu"
)
TASKS: Final = (
    SampleTask(
        "1",
        "Đào tạo cán bộ năng suất chất lượng",
        "Đào tạo",
        (DEPARTMENT,),
        date(2026, 6, 30),
        412_500_000,
        "on_track",
        "120–124",
    ),
    SampleTask(
        "2", LONG_TITLE, "Hỗ trợ", (DEPARTMENT, TRADE, FINANCE), date(2026, 11, 20), 3_926_000_000, "late", "125–139"
    ),
    SampleTask(
        "3",
        "Đưa tin trên báo và truyền hình tỉnh",
        "Truyền thông",
        ("Sở Văn hóa, Thể thao và Du lịch",),
        PartialDate(2026, 9),
        180_000_000,
        "done",
        "140",
    ),
    SampleTask(
        "4",
        "Khảo sát nhu cầu của doanh nghiệp",
        "Khảo sát",
        (TRADE,),
        PartialDate(2026),
        96_250_000,
        "at_risk",
        "141–143",
    ),
    SampleTask(
        "5", "Đo năng suất nhân tố tổng hợp hằng năm", "Thống kê", ("Thống kê tỉnh",), None, None, "no_data", "144"
    ),
    SampleTask(
        "6",
        "Mô hình điểm cải tiến tại bệnh viện",
        "Mô hình",
        ("Sở Y tế",),
        date(2028, 12, 31),
        550_000_000,
        "not_yet_due",
        "145–150",
    ),
    SampleTask(
        "7",
        "Tra cứu quy chuẩn <kỹ thuật> & tiêu chuẩn",
        "Tiêu chuẩn",
        (DEPARTMENT,),
        date(2027, 3, 5),
        75_000_001,
        "on_track",
        "151",
    ),
)


def _columns() -> list[Column[SampleTask]]:
    return [
        Column("key", _("Số"), Kind.TEXT, narrow=True, sort_value=lambda row: int(row.key)),
        Column(
            "title", _("Nhiệm vụ"), filling=True, href=lambda row: f"#nhiem-vu-{row.key}", note=lambda row: row.group
        ),
        Column("leads", _("Đơn vị chủ trì")),
        Column("due", _("Hạn"), Kind.DATE, sort_value=_earliest),
        Column(
            "vnd", _("Kinh phí"), Kind.MILLION, unit=_("triệu đồng"), total=True, href=lambda _row: "#bang-nhiem-vu"
        ),
        Column("standing", _("Tình trạng"), Kind.CHIP, value=lambda row: standing_chip(row.standing)),
        Column("lines", _("Dòng"), Kind.LINK, narrow=True, value=lambda row: Link(row.lines, "#trich-van-ban")),
    ]


def _earliest(row: SampleTask) -> date | None:
    return row.due.earliest if isinstance(row.due, PartialDate) else row.due


def task_table() -> Table[SampleTask]:
    """Seven tasks, four a page."""
    return Table(
        name="nhiem-vu",
        caption=_("Nhiệm vụ năm 2026"),
        columns=_columns(),
        rows=TASKS,
        search=lambda row: f"{row.title} {row.group} {' '.join(row.leads)}",
        filters=[
            Filter("chu-tri", _("Chủ trì"), lambda row: row.leads),
            Filter("nhom", _("Nhóm"), lambda row: row.group),
        ],
        page_size=4,
    )


def empty_table() -> Table[SampleTask]:
    """A table without rows."""
    empty = Empty(
        _("Chưa có hoạt động nào"),
        _("Hoạt động đầu tiên sẽ hiện ở đây cùng sản phẩm và minh chứng."),
        "clipboard-list",
        [Act(_("Thêm hoạt động"), "#bang-hoat-dong", "plus", "primary")],
    )
    return Table("hoat-dong", _("Hoạt động"), _columns(), (), empty=empty)


def narrowed_table(path: str) -> TableView[SampleTask]:
    """A table whose search finds nothing."""
    table = Table("khong-khop", _("Bảng lọc không còn dòng nào"), _columns(), TASKS, search=lambda row: row.title)
    return table.present(TableQuery(path, {"khop-q": "không có nhiệm vụ này"}, "khop-"))


def loading_table() -> Table[SampleTask]:
    """A table that is shown as if it were being fetched, with a scrolling grid."""
    return Table("dang-tai", _("Bảng đang tải, cuộn ngang"), _columns(), TASKS[:3], scrolls=True, exportable=False)


def _years(first: int, last: int) -> list[MatrixGroup]:
    columns = [_("NSNN"), _("DN"), _("Cộng")]
    return [MatrixGroup(str(year), columns, sum_at=2) for year in range(first, last + 1)]


def _row(label: str, number: str, level: int, pairs: list[tuple[int | None, int | None]], **rest: str) -> MatrixRow:
    values: list[int | MatrixCell | None] = []
    for state, enterprise in pairs:
        known = [amount for amount in (state, enterprise) if amount is not None]
        values += [
            None if state is None else state * MILLION,
            None if enterprise is None else enterprise * MILLION,
            sum(known) * MILLION if known else None,
        ]
    return MatrixRow(label, values, level, number, **rest)


def budget_matrix() -> Matrix:
    """Two chapters, five lines, five years, two sources; one amount is disputed."""
    lines = [
        _row("Đào tạo, phổ biến kiến thức", "I", 0, [(400, 0), (420, 0), (440, 0), (430, 0), (410, 0)]),
        _row(
            "Lớp cho cán bộ quản lý",
            "I.1",
            1,
            [(250, None), (260, None), (270, None), (265, None), (250, None)],
            href="#x",
        ),
        _row(
            "Lớp cho doanh nghiệp và hợp tác xã",
            "I.2",
            1,
            [(150, None), (160, None), (170, None), (165, None), (160, None)],
            href="#x",
        ),
        _row(
            "Hỗ trợ áp dụng hệ thống quản lý",
            "II",
            0,
            [(2100, 560), (2600, 610), (3486, 900), (2900, 700), (2400, 240)],
        ),
        _row(
            "ISO 9001, ISO 14001, HACCP",
            "II.1",
            1,
            [(1300, 360), (1500, 410), (2000, 600), (1700, 500), (1400, 140)],
            href="#x",
            note="12 cơ sở mỗi năm",
        ),
        _row(
            "5S, Kaizen, Lean và các công cụ cải tiến khác trong doanh nghiệp nhỏ và vừa",
            "II.2",
            2,
            [(800, 200), (1100, 200), (1486, 300), (1200, 200), (1000, 100)],
            href="#x",
        ),
    ]
    total = _row("Tổng cộng", "", 0, [(2500, 560), (3020, 610), (3926, 900), (3330, 700), (2810, 240)])
    disputed = list(total.values)
    disputed[6] = MatrixCell(3926 * MILLION, "#mau-thuan-1", _("Số bằng chữ khác số bằng chữ số"))
    return Matrix(
        name="du-toan",
        caption=_("Dự toán theo năm và nguồn"),
        unit=_("triệu đồng"),
        groups=_years(2026, 2030),
        rows=lines,
        totals=[MatrixRow(total.label, disputed, 0)],
        export_href="?tai-ve=ma-tran",
    )


def empty_matrix() -> Matrix:
    """A plan whose budget is only told in prose."""
    return Matrix("khong-co", _("Dự toán của kế hoạch không có bảng"), _years(2026, 2027), ())
