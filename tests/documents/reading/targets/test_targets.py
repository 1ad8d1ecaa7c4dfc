"""Targets of small plans in several layouts: items, phases, measures, doubts."""

from decimal import Decimal

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from nscl.documents.pack.enums import MeasureOp, MeasureWhen
from nscl.documents.pack.schema import Measure, Period, Target
from nscl.documents.pack.values import Span
from nscl.documents.reading.blocks import Cell, Paragraph, Table
from nscl.documents.reading.errors import ReadingError
from nscl.documents.reading.outline_builder import build_outline
from nscl.documents.reading.results import Extracted
from nscl.documents.reading.targets import read_targets
from tests.documents.reading.targets.texts import PERIOD, plan, stages


def read(text: str, *, name: str = "ke-hoach.txt", period: Period = PERIOD) -> Extracted[Target]:
    document, outline = stages(text, name=name)
    return read_targets(outline, period=period, damaged=document.marks_lost, lines=document.lines)


def specific(found: Extracted[Target]) -> tuple[Target, ...]:
    """The targets after the general goal."""
    return found.items[1:]


def figures(target: Target) -> list[tuple[object, ...]]:
    return [(measure.op, measure.value, measure.value_to, measure.unit) for measure in target.measures]


def only(found: Extracted[Target]) -> Measure:
    """The one measure of the one specific target."""
    (target,) = specific(found)
    (measure,) = target.measures
    return measure


def rules(found: Extracted[Target]) -> list[str]:
    return [doubt.rule for doubt in found.doubts]


# --- Items ------------------------------------------------------------------------------------------------------------


def test_every_item_is_a_target_and_the_general_goal_the_first() -> None:
    found = read(
        plan(
            "- Đào tạo ít nhất 12 chuyên gia năng suất.\n"
            "- Khuyến khích phong trào sáng kiến trong công nhân.\n"
            "- Mở 05 lớp tập huấn và 02 hội thảo."
        )
    )
    assert [target.key for target in found.items] == ["T1", "T2", "T3", "T4"]
    assert found.items[0].measures == ()
    assert [len(target.measures) for target in specific(found)] == [1, 0, 2]
    assert [target.at for target in specific(found)] == [(8, 8), (9, 9), (10, 10)]
    assert all(target.phase == PERIOD for target in found.items)


@pytest.mark.parametrize("mark", ["- ", "+ ", "a) ", "1. ", "2.1. ", "• ", ""])
def test_any_numbering(mark: str) -> None:
    measure = only(read(plan(f"{mark}Xây dựng tối thiểu 04 mô hình điểm tại doanh nghiệp.")))
    assert (measure.op, measure.value, measure.unit) == (MeasureOp.AT_LEAST, Decimal(4), "mô hình điểm")
    assert measure.indicator == "pilot_models_enterprise"
    assert measure.label == "mô hình điểm tại doanh nghiệp"


def test_parts_chapters_and_articles() -> None:
    found = read(
        "KẾ HOẠCH\nPhần thứ nhất\nMỤC TIÊU\n"
        "Mục 1. Mục tiêu chung: Tạo chuyển biến về năng suất của các doanh nghiệp trong tỉnh, nhanh và bền vững.\n"
        "Mục 2. Chỉ tiêu đến năm 2029\n"
        "Điều 1. Về doanh nghiệp\n1. Có tối thiểu hai mươi doanh nghiệp đạt chứng nhận.\n"
        "Điều 2. Về đào tạo\n1. 300 - 400 lượt cán bộ được tập huấn/năm.\n"
    )
    general, firms, people = found.items
    assert general.text.startswith("Tạo chuyển biến")
    assert figures(firms) == [(MeasureOp.AT_LEAST, 20, None, "doanh nghiệp")]
    assert figures(people) == [(MeasureOp.RANGE, 300, 400, "lượt cán bộ")]
    assert people.measures[0].when is MeasureWhen.EACH_YEAR
    assert firms.phase == Period(start=2026, end=2029)


def test_markdown_headings() -> None:
    text = "# Kế hoạch năng suất\n\n## Mục tiêu\n\n### Mục tiêu chung\n\nPhát triển năng suất của tỉnh.\n\n"
    text += "### Chỉ tiêu cụ thể\n\n- **100%** sở, ngành được phổ biến.\n"
    found = read(text, name="ke-hoach.md")
    assert [figures(target) for target in found.items] == [[], [(MeasureOp.ALL, 100, None, "%")]]


def test_sentences_with_figures_of_their_own_are_targets_of_their_own() -> None:
    found = read(
        plan(
            "Đào tạo được ít nhất 10 chuyên gia là cán bộ các sở. Trên 500 lượt người được bồi dưỡng kiến thức. "
            "Qua đó nâng cao nhận thức chung."
        )
    )
    experts, people = specific(found)
    assert experts.text == "Đào tạo được ít nhất 10 chuyên gia là cán bộ các sở."
    assert people.text.endswith("Qua đó nâng cao nhận thức chung.")
    assert [measure.indicator for measure in (*experts.measures, *people.measures)] == [
        "experts_trained",
        "people_trained",
    ]


def test_a_short_sentence_that_leads_up_to_the_figure_stays_with_it() -> None:
    (target,) = specific(read(plan("- Phát triển nhân lực về năng suất. Đào tạo 15 chuyên gia cho các sở.")))
    assert target.text.startswith("Phát triển nhân lực")
    assert figures(target) == [(MeasureOp.EXACTLY, 15, None, "chuyên gia")]


def test_a_sentence_on_its_own_lines() -> None:
    lines = (
        "Đào tạo được ít nhất 10 chuyên gia năng suất là cán bộ của các sở, ngành và của doanh\n"
        "nghiệp trong tỉnh. Trên 500 lượt người của các cơ quan, doanh nghiệp và hợp tác xã được\n"
        "bồi dưỡng kiến thức chuyên sâu về các công cụ cải tiến năng suất và chất lượng."
    )
    experts, people = specific(read(plan(lines)))
    assert (experts.at, people.at) == ((8, 9), (9, 10))


def test_who_comes_first_is_no_target() -> None:
    found = read(plan("- Hỗ trợ 20 hợp tác xã. Ưu tiên hỗ trợ hợp tác xã ở vùng khó khăn."))
    assert [target.text for target in specific(found)] == ["Hỗ trợ 20 hợp tác xã."]


def test_the_lead_in_of_a_list_says_when() -> None:
    yearly, trained = specific(
        read(
            plan(
                "a) Hằng năm:\n- Hỗ trợ 05 - 07 doanh nghiệp.\n"
                "b) Phấn đấu đến năm 2028:\n- Tối thiểu 50 lượt doanh nghiệp được đào tạo."
            )
        )
    )
    assert (yearly.measures[0].when, yearly.phase) == (MeasureWhen.EACH_YEAR, PERIOD)
    assert (trained.measures[0].when, trained.phase.end) == (MeasureWhen.BY_END, 2028)


# --- Phases -----------------------------------------------------------------------------------------------------------


def test_phases_come_from_the_headings() -> None:
    found = read(
        plan("a) Giai đoạn 2026 - 2028\n- Mở 10 lớp tập huấn.\nb) Giai đoạn 2029 - 2030\n- Mở 15 lớp tập huấn.")
    )
    assert [target.phase for target in specific(found)] == [
        Period(start=2026, end=2028),
        Period(start=2029, end=2030),
    ]


def test_two_milestones_in_one_sentence_are_two_targets() -> None:
    first, last = specific(read(plan("- Đến năm 2028, có 30% hợp tác xã áp dụng VietGAP; đến năm 2030 đạt 60%.")))
    assert (first.phase.end, last.phase.end) == (2028, 2030)
    assert first.text == last.text
    assert figures(last) == [(MeasureOp.EXACTLY, 60, None, "%")]
    # The second share is one of the same hợp tác xã.
    assert last.measures[0].of == "hợp tác xã"
    assert last.measures[0].indicator == first.measures[0].indicator


# --- Measures ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("goal", "indicator", "when", "unit"),
    [
        ("Năng suất lao động tăng bình quân 7,5%/năm.", "labour_productivity_growth", "average_per_year", "%/năm"),
        ("TFP đóng góp trên 50% vào tăng trưởng GRDP.", "tfp_share", "by_end", "%"),
        ("Số hợp tác xã được hỗ trợ hằng năm tăng từ 8 - 12%.", "enterprises_supported_growth", "growth_per_year", "%"),
        ("60% trường tiểu học áp dụng công cụ 5S.", "schools_applying_share", "by_end", "%"),
        ("Trên 70% cơ sở y tế áp dụng công cụ 5S.", "health_facilities_applying_share", "by_end", "%"),
        ("Cấp chứng chỉ cho 06 chuyên gia tư vấn.", "experts_certified", "total", "chuyên gia tư vấn"),
        ("Thành lập 03 câu lạc bộ năng suất.", "clubs", "total", "câu lạc bộ"),
        ("Mỗi năm mở 12 lớp tập huấn.", "training_courses", "each_year", "lớp"),
        (
            "Vận động 05 doanh nghiệp dự Giải thưởng chất lượng quốc gia.",
            "quality_award_participants",
            "total",
            "doanh nghiệp",
        ),
        (
            "Ban hành 02 quy chuẩn kỹ thuật địa phương.",
            "local_technical_regulations",
            "total",
            "quy chuẩn kỹ thuật địa phương",
        ),
        ("Phát 24 phóng sự trên truyền hình.", "tv_reports", "total", "phóng sự"),
        ("Tổ chức 02 cuộc thi tìm hiểu.", "contests", "total", "cuộc thi"),
        ("Áp dụng công cụ 5S tại 30 trường tiểu học.", "pilot_models_school", "total", "trường tiểu học"),
        ("Hình thành 01 trung tâm đổi mới sáng tạo.", "innovation_centres", "total", "trung tâm"),
        ("Tập huấn cho 80 doanh nghiệp về tiêu chuẩn.", "enterprises_trained", "total", "doanh nghiệp"),
        (
            "Hỗ trợ 80 tổ chức, doanh nghiệp áp dụng công cụ cải tiến.",
            "enterprises_supported",
            "total",
            "tổ chức, doanh nghiệp",
        ),
    ],
)
def test_indicators(goal: str, indicator: str, when: str, unit: str) -> None:
    found = read(plan(f"- {goal}"))
    measure = only(found)
    assert (measure.indicator, measure.when.value, measure.unit) == (indicator, when, unit)
    assert "indicator-unknown" not in rules(found)


def test_an_indicator_that_nobody_knows_is_made_from_the_unit_and_doubted() -> None:
    found = read(plan("- Trồng ít nhất 90 vườn mẫu theo hướng hữu cơ."))
    assert only(found).indicator == "vuon_mau"
    assert {"unit-unknown", "indicator-unknown"} <= set(rules(found))
    subjects = {doubt.rule: doubt.subject for doubt in found.doubts}
    assert subjects["unit-unknown"] == "targets[T2].measures[1].unit"


def test_a_count_for_each_one_is_not_the_count_of_all() -> None:
    found = read(plan("- Mở 10 lớp tập huấn, mỗi lớp 40 - 50 học viên."))
    courses, heads = specific(found)[0].measures
    assert courses.indicator == "training_courses"
    assert (heads.indicator, heads.of) == ("hoc_vien_moi_lop", "mỗi lớp")


def test_contradictory_and_reversed_wordings_are_doubted() -> None:
    found = read(plan("- Đào tạo ít nhất 3 - 5 chuyên gia.\n- Tăng năng suất lao động 9-7%/năm.\n- Mở 1,000 lớp."))
    assert rules(found) == ["contradictory-wording", "range-upside-down", "number-style"]
    assert specific(found)[1].measures[0].value_to == 7


def test_a_comparison_shared_by_a_list_is_doubted() -> None:
    found = read(plan("- Thực hiện ít nhất 02 phóng sự về lúa và 06 bài viết về cây ăn quả."))
    assert [measure.op for measure in specific(found)[0].measures] == [MeasureOp.AT_LEAST, MeasureOp.AT_LEAST]
    assert rules(found) == ["comparison-shared"]


def test_a_figure_without_a_unit_is_left_out_and_doubted() -> None:
    found = read(plan("- Chỉ số cải cách của tỉnh đạt ít nhất 85."))
    assert specific(found)[0].measures == ()
    assert rules(found) == ["number-without-unit"]


def test_money_is_a_measure_of_productivity_only() -> None:
    found = read(plan("- Năng suất lao động đạt 250 triệu đồng/lao động.\n- Bố trí 300 triệu đồng cho tuyên truyền."))
    productivity, spending = specific(found)
    assert figures(productivity) == [(MeasureOp.EXACTLY, 250, None, "triệu đồng/lao động")]
    assert spending.measures == ()


# --- Tables -----------------------------------------------------------------------------------------------------------

TABLE = """# Kế hoạch năng suất

## Mục tiêu

| TT | Chỉ tiêu | Đơn vị tính | Năm 2025 | Năm 2026 | Đến năm 2030 | Ghi chú |
|---|---|---|---|---|---|---|
| 1 | Doanh nghiệp được hỗ trợ áp dụng công cụ cải tiến | Doanh nghiệp | 5 | 10 | ≥ 40 | mới |
| 2 | Tỷ lệ trường học áp dụng 5S | % | 12 | | 50 | |
| 3 | Tốc độ tăng năng suất lao động | %/năm | 6 | 6,5 | 7,5 | |
"""


def test_a_table_of_targets() -> None:
    found = read(TABLE, name="ke-hoach.md")
    rows = [
        (figures(target)[0][0], figures(target)[0][1], figures(target)[0][3], target.phase) for target in found.items
    ]
    year, whole = Period(start=2026, end=2026), PERIOD
    assert rows == [
        (MeasureOp.EXACTLY, 10, "Doanh nghiệp", year),
        (MeasureOp.AT_LEAST, 40, "Doanh nghiệp", whole),
        (MeasureOp.EXACTLY, 50, "%", whole),
        (MeasureOp.EXACTLY, Decimal("6.5"), "%/năm", year),
        (MeasureOp.EXACTLY, Decimal("7.5"), "%/năm", whole),
    ]
    assert found.items[2].measures[0].of == "trường học"
    assert [target.measures[0].indicator for target in found.items] == [
        "enterprises_supported",
        "enterprises_supported",
        "schools_applying_share",
        "labour_productivity_growth",
        "labour_productivity_growth",
    ]
    assert found.items[0].at == (7, 7)


def test_a_table_with_merged_heads() -> None:
    grid: list[list[tuple[str, int, int] | None]] = [
        [("TT", 1, 2), ("Chỉ tiêu phấn đấu", 1, 2), ("ĐVT", 1, 2), ("Giai đoạn 2026-2030", 2, 1), None],
        [None, None, None, ("Năm 2026", 1, 1), ("Đến năm 2030", 1, 1)],
        [("I", 1, 1), ("Về đào tạo", 1, 1), ("", 1, 1), ("", 1, 1), ("", 1, 1)],
        [("1", 1, 1), ("Chuyên gia được cấp chứng chỉ", 1, 1), ("người", 1, 1), ("3", 1, 1), ("10 - 12", 1, 1)],
    ]
    rows = tuple(
        tuple(Cell(cell[0], Span(2 + number, 2 + number), cell[1], cell[2]) if cell else None for cell in row)
        for number, row in enumerate(grid)
    )
    heading = Paragraph("I. MỤC TIÊU", Span(1, 1))
    found = read_targets(build_outline([heading, Table(rows, Span(2, 5))]), period=PERIOD)
    assert [(figures(target), target.phase.end, target.at) for target in found.items] == [
        ([(MeasureOp.EXACTLY, 3, None, "người")], 2026, (5, 5)),
        ([(MeasureOp.RANGE, 10, 12, "người")], 2030, (5, 5)),
    ]


def test_a_table_of_something_else_is_left_alone() -> None:
    text = "# Kế hoạch\n\n## Mục tiêu\n\n| TT | Họ tên | Điện thoại |\n|---|---|---|\n| 1 | A | 0912 |\n"
    assert read(text, name="ke-hoach.md").items == ()


# --- Outside the goals ------------------------------------------------------------------------------------------------


def test_aims_among_the_tasks_are_targets_with_a_doubt() -> None:
    found = read(
        plan(
            "- Mở 10 lớp tập huấn.",
            tasks=(
                "- Mở ít nhất 03 chuyên mục trên báo.\n"
                "- Phổ biến pháp luật. Phấn đấu mỗi năm có 20 doanh nghiệp tham gia hội chợ.\n"
                "- Hỗ trợ ít nhất 08 hợp tác xã nghiên cứu giống mới.\n"
                "- Hỗ trợ 15 doanh nghiệp."
            ),
        )
    )
    _, _, fair, research = found.items
    assert figures(fair) == [(MeasureOp.EXACTLY, 20, None, "doanh nghiệp")]
    assert figures(research) == [(MeasureOp.AT_LEAST, 8, None, "hợp tác xã")]
    outside = [doubt.subject for doubt in found.doubts if doubt.rule == "target-outside-goals"]
    assert outside == ["targets[T3]", "targets[T4]"]


def test_a_plan_without_goals_has_no_targets() -> None:
    assert read("KẾ HOẠCH\nI. KINH PHÍ THỰC HIỆN\nTừ ngân sách, 05 lớp tập huấn.\n").items == ()


# --- Without diacritics -----------------------------------------------------------------------------------------------


def test_a_text_without_diacritics_keeps_its_words_and_restores_units() -> None:
    blocks = [
        Paragraph("I. MUC TIEU", Span(1, 1)),
        Paragraph("1. Xay dung it nhét 05 mé hinh diém tai cac co quan.", Span(2, 2)),
    ]
    found = read_targets(build_outline(blocks, damaged=True), period=PERIOD, damaged=True)
    (target,) = found.items
    assert target.text == "Xay dung it nhét 05 mé hinh diém tai cac co quan."
    assert figures(target) == [(MeasureOp.AT_LEAST, 5, None, "mô hình điểm")]
    assert "marks-lost" in rules(found)


# --- Anything ---------------------------------------------------------------------------------------------------------

_PIECES = [
    *["I. MỤC TIÊU", "1. Mục tiêu cụ thể", "- ít nhất 03 lớp", "đến năm 2028:", "Giai đoạn 2026-2028", "mỗi năm 5%"],
    *[
        "phấn đấu 100% xã",
        "II. NHIỆM VỤ",
        "| a | b |\n|---|---|\n| 1 | ít nhất 3 lớp |",
        "; từ 30% lên 50%.",
        "Ưu tiên",
        "Nơi nhận:",
        "\n",
    ],
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=30)), max_size=20), st.booleans())
def test_any_text_gives_targets_inside_it(pieces: list[str], damaged: bool) -> None:
    text = "I. MỤC TIÊU\n" + "\n".join(pieces) + "\nhết"
    try:
        document, outline = stages(text)
    except ReadingError:  # control characters: no text at all
        reject()
    found = read_targets(outline, period=PERIOD, damaged=damaged, lines=document.lines)
    for target in found.items:
        assert 1 <= target.at.first <= target.at.last <= len(document.lines)
        for measure in target.measures:
            assert (measure.op is MeasureOp.RANGE) == (measure.value_to is not None)
    assert [target.key for target in found.items] == [f"T{number}" for number in range(1, len(found.items) + 1)]
