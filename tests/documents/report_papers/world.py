"""A province's yearly report of full size: 30 targets, 40 tasks, 40 agencies, 200 rows of annex."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from nscl.documents.report_papers.paper import PaperSection, ReportPaper
from nscl.documents.report_papers.tables import (
    Mark,
    ReportCell,
    ReportColumn,
    ReportFigures,
    ReportRow,
    ReportTable,
    TableCode,
    ValueKind,
)

TEXT, COUNT, NUMBER, VND, PERCENT, DATE = (
    ValueKind.TEXT,
    ValueKind.COUNT,
    ValueKind.NUMBER,
    ValueKind.VND,
    ValueKind.PERCENT,
    ValueKind.DATE,
)
HOSTILE = "{{ 7*7 }} {% raw %} & <w:p/> {{ nguoi_ky }} =1+1"


def column(key: str, heading: str, kind: ValueKind, *, adds: bool = False, width: float = 1.0) -> ReportColumn:
    return ReportColumn(key, heading, kind, adds, width)


def words(text: str) -> ReportCell:
    return ReportCell(text=text)


def number(value: int | str, mark: Mark = Mark.NONE) -> ReportCell:
    return ReportCell(value=Decimal(value), mark=mark)


NO_DATA = ReportCell()


def measures(count: int = 30) -> ReportTable:
    columns = (
        column("title", "Chỉ tiêu", TEXT, width=4),
        column("target", "Mức giao", TEXT),
        column("before", "Năm 2025", NUMBER),
        column("now", "Năm 2026", NUMBER),
        column("whole", "Lũy kế", NUMBER),
        column("due", "Phải đạt đến nay", NUMBER),
        column("estimate", "Ước cả năm", NUMBER),
        column("state", "Tình trạng", TEXT, width=1.5),
    )
    rows = [ReportRow("", (words("Nâng cao năng suất"), *[NO_DATA] * 7), is_heading=True)]
    for place in range(1, count + 1):
        if place == count // 2:
            rows.append(ReportRow("", (words("Tiêu chuẩn, đo lường, chất lượng"), *[NO_DATA] * 7), is_heading=True))
        name = (
            f"đầu{place} Số doanh nghiệp được hỗ trợ áp dụng hệ thống quản lý, công cụ cải tiến năng suất cuối{place}"
        )
        cells = (
            words(name),
            words(f"{place * 10} doanh nghiệp"),
            number(f"{place * 7}"),
            number(f"{place * 9}.5", Mark.STATED if place % 5 == 0 else Mark.COUNTED),
            number(place * 16),
            NO_DATA if place % 7 == 0 else number(place * 15),
            number(place * 10, Mark.ESTIMATE),
            words("đúng tiến độ" if place % 3 else "chậm"),
        )
        rows.append(ReportRow(f"measure:{place}", cells, depth=1))
    note = "Số lũy kế tính từ năm 2021."
    return ReportTable(TableCode.MEASURES, "Kết quả thực hiện các chỉ tiêu", columns, tuple(rows), note)


def tasks(count: int = 40) -> ReportTable:
    columns = (
        column("title", "Nhiệm vụ", TEXT, width=4),
        column("lead", "Cơ quan chủ trì", TEXT, width=2),
        column("schedule", "Thời gian", TEXT),
        column("done", "Hoạt động đã làm", COUNT, adds=True),
        column("planned", "Hoạt động trong kế hoạch", COUNT, adds=True),
        column("output", "Kết quả", TEXT, width=3),
    )
    rows = [
        ReportRow(
            f"task:{place}",
            (
                words(f"Tuyên truyền, phổ biến kiến thức về năng suất cho doanh nghiệp, hợp tác xã, nhóm {place}"),
                words("Sở Khoa học và Công nghệ"),
                words("2021-2030"),
                number(place),
                number(place + 2),
                words("Đã tổ chức lớp tập huấn, phát tài liệu, đưa tin trên cổng thông tin của tỉnh."),
            ),
        )
        for place in range(1, count + 1)
    ]
    return ReportTable(TableCode.TASKS, "Kết quả thực hiện nhiệm vụ", columns, tuple(rows))


def money() -> ReportTable:
    columns = (
        column("line", "Nội dung chi", TEXT, width=3),
        *(
            column(key, heading, VND, adds=True)
            for key, heading in (
                ("estimate", "Dự toán"),
                ("given", "Đã giao"),
                ("paid", "Giải ngân"),
                ("settled", "Quyết toán"),
            )
        ),
        column("rate", "Tỷ lệ giải ngân", PERCENT),
    )
    rows = [
        ReportRow("", (words("Đào tạo"), *[number(3_000_000_000)] * 4, number("76.4705")), is_heading=True),
        *(
            ReportRow(
                f"line:{place}",
                (
                    words(f"Đào tạo chuyên gia năng suất, khóa {place}"),
                    number(1_000_000_000),
                    number(1_000_000_000),
                    number(1_000_000_000, Mark.ESTIMATE if place == 2 else Mark.NONE),
                    number(1_000_000_000),
                    number("76.4705"),
                ),
                depth=1,
            )
            for place in range(1, 4)
        ),
        ReportRow(
            "line:9",
            (words("Thông tin, truyền thông"), *[number(11_767_550_000)] * 3, NO_DATA, number(80)),
        ),
    ]
    return ReportTable(TableCode.MONEY, "Tình hình kinh phí", columns, tuple(rows))


def agencies(count: int = 40) -> ReportTable:
    columns = (
        column("agency", "Cơ quan", TEXT, width=3),
        column("state", "Tình trạng báo cáo", TEXT),
        column("on", "Ngày nộp", DATE),
        column("timely", "Đúng hạn", TEXT),
    )
    rows = tuple(
        ReportRow(
            f"agency:{place}",
            (words(f"Ủy ban nhân dân xã {place}"), words("đã nhận"), ReportCell(on=date(2026, 11, 3)), words("có")),
        )
        for place in range(1, count + 1)
    )
    return ReportTable(TableCode.AGENCIES, "Các cơ quan báo cáo", columns, rows)


def organisations(count: int = 200) -> ReportTable:
    columns = (
        column("name", "Tổ chức", TEXT, width=4),
        column("tax", "Mã số thuế", TEXT),
        column("content", "Nội dung hỗ trợ", TEXT, width=4),
        column("standard", "Tiêu chuẩn, công cụ", TEXT, width=2),
        column("unit", "Xã, phường", TEXT, width=2),
        column("decision", "Quyết định", TEXT, width=1.5),
        column("on", "Ngày", DATE),
        column("asked", "Đề nghị", VND, adds=True),
        column("amount", "Được hỗ trợ", VND, adds=True),
    )
    rows = tuple(
        ReportRow(
            f"organisation:{place}",
            (
                words(f"trên{place} Công ty trách nhiệm hữu hạn sản xuất và thương mại dưới{place}"),
                words(f"24{place:08d}"),
                words("Xây dựng, áp dụng và chứng nhận hệ thống quản lý năng lượng"),
                words("TCVN ISO 50001:2019"),
                words("phường Kinh Bắc"),
                words(f"{place}/QĐ-UBND"),
                ReportCell(on=date(2026, 5, 2)),
                number(60_000_000),
                number(50_000_000),
            ),
        )
        for place in range(1, count + 1)
    )
    return ReportTable(TableCode.ORGANISATIONS, "Tổ chức được hỗ trợ", columns, rows)


def figures(**counts: int) -> ReportFigures:
    tables = (
        measures(counts.get("targets", 30)),
        tasks(counts.get("tasks", 40)),
        money(),
        agencies(counts.get("agencies", 40)),
        organisations(counts.get("organisations", 200)),
    )
    return ReportFigures(date(2026, 11, 30), tables, is_sample=True)


def paper(held: ReportFigures | None = None) -> ReportPaper:
    assessment = (
        "Thực hiện Kế hoạch nâng cao năng suất dựa trên nền tảng khoa học, công nghệ và đổi mới sáng tạo, các sở, ban, "
        "ngành và địa phương đã triển khai đủ các nhóm nhiệm vụ được giao; đến ngày 30/11/2026, 20 trong 30 chỉ tiêu "
        "đúng tiến độ.\nCông tác phối hợp giữa các cơ quan có chuyển biến rõ."
    )
    sections = (
        PaperSection("assessment", "Đánh giá chung", (assessment, HOSTILE)),
        PaperSection("results", "Kết quả thực hiện", ()),
        PaperSection("measures", "Kết quả theo chỉ tiêu", ("Chi tiết nêu tại bảng sau.",), ("measures",), level=2),
        PaperSection("tasks", "Kết quả theo nhóm nhiệm vụ", (), ("tasks",), level=2),
        PaperSection("money", "Kinh phí", ("Tổng kinh phí đã giao là 14.767.550.000 đồng.",), ("money",), level=2),
        PaperSection(
            "difficulties", "Khó khăn, vướng mắc", ("Một số doanh nghiệp chưa mặn mà với đăng ký hỗ trợ.",) * 6
        ),
        PaperSection("proposals", "Đề xuất, kiến nghị", ("Đề nghị Bộ Khoa học và Công nghệ tiếp tục hướng dẫn.",) * 5),
        PaperSection("next_year", "Phương hướng năm sau", ("Tiếp tục thực hiện các nhiệm vụ đã giao.",) * 5),
    )
    return ReportPaper(
        above=(),
        issuer=("ỦY BAN NHÂN DÂN", "TỈNH BẮC NINH"),
        issuer_name="Ủy ban nhân dân tỉnh Bắc Ninh",
        number="",
        symbol="BC-UBND",
        place="Bắc Ninh",
        on=None,
        subject="Kết quả thực hiện Kế hoạch nâng cao năng suất, chất lượng năm 2026",
        basis=("Quyết định số 1322/QĐ-TTg ngày 31/8/2020", "Thực hiện Kế hoạch số 12/KH-UBND của tỉnh;"),
        opening="Ủy ban nhân dân tỉnh Bắc Ninh báo cáo kết quả thực hiện như sau:",
        sections=sections,
        closing="Trên đây là báo cáo kết quả thực hiện, Ủy ban nhân dân tỉnh trân trọng báo cáo.",
        recipients=("Bộ Khoa học và Công nghệ (b/c)", "Thường trực Tỉnh ủy (b/c)", "Lưu: VT, KGVX"),
        signature=("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        signatory="",
        figures=held or figures(),
        is_draft=True,
    )


def issued(held: ReportFigures | None = None) -> ReportPaper:
    return replace(paper(held), is_draft=False, number="215", on=date(2026, 2, 5), signatory="Nguyễn Văn An")
