"""Tasks of a plan: tables, lines of the estimate, prose; and what is doubtful in them."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nscl.documents.pack.enums import ScheduleKind
from nscl.documents.pack.schema import BudgetLine, Period
from nscl.documents.pack.values import Span
from nscl.documents.reading.blocks import Document
from nscl.documents.reading.outline import Outline
from nscl.documents.reading.outline_builder import build_outline
from nscl.documents.reading.paragraphs import join_paragraphs
from nscl.documents.reading.task_tables import find_task_tables
from nscl.documents.reading.tasks import TasksRead, read_tasks
from tests.documents.reading.printing import from_lines
from tests.documents.reading.task_tables.grids import Across, Row, document

HEADS = ("TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian", "Sản phẩm")
NOTHING = Outline(())


def read(source: Document, *, lines: tuple[BudgetLine, ...] = ()) -> TasksRead:
    """The tasks of a document, with all the stages before."""
    tables = find_task_tables(source, damaged=source.marks_lost)
    outline = build_outline(join_paragraphs(source, [table.span for table in tables]), damaged=source.marks_lost)
    return read_tasks(
        tables, outline, period=Period(start=2026, end=2030), budget_lines=lines, damaged=source.marks_lost
    )


def rules(found: TasksRead) -> set[tuple[str, str]]:
    """The doubts, without their sentences."""
    return {(doubt.subject, doubt.rule) for doubt in found.doubts}


def of_rows(*rows: Row) -> TasksRead:
    """The tasks of one table."""
    return read(document([HEADS, *rows]))


class TestTables:
    """Tasks from tables."""

    def test_a_task_has_all_its_fields(self) -> None:
        found = of_rows(
            ("I", "Đào tạo", "", "", "", ""),
            ("1", "Mở lớp 5S", "Sở Nội vụ", "Sở KH&CN; các sở, ban, ngành", "2026-2028", "Ít nhất 06 lớp"),
        )
        (group,) = found.groups
        assert (group.key, group.title) == ("I", "Đào tạo")
        (task,) = found.tasks
        assert (task.key, task.group, task.title) == ("1", "I", "Mở lớp 5S")
        assert (task.lead, task.coordinate) == (("so-noi-vu",), ("so-khcn", "cac-so-nganh"))
        assert (task.schedule.kind, task.schedule.start, task.schedule.end) == (ScheduleKind.YEARS, 2026, 2028)
        assert [(output.value, output.unit) for output in task.outputs] == [(Decimal(6), "lớp")]
        assert task.at == Span(3, 3)
        assert {mention.key for mention in found.mentions} == {"so-noi-vu", "so-khcn", "cac-so-nganh"}
        assert found.doubts == ()
        assert found.read == (Span(1, 3),)

    def test_a_second_table_carries_the_number_of_its_appendix(self) -> None:
        rows = [HEADS, ("1", "Mở lớp", "Sở Nội vụ", "", "2027", "")]
        found = read(document("Phụ lục I", "VIỆC CHUNG", rows, "Phụ lục II", "VIỆC KHÁC", rows))
        assert [task.key for task in found.tasks] == ["1", "PL2.1"]
        assert [task.group for task in found.tasks] == ["PL1", "PL2"]
        assert [(group.key, group.title) for group in found.groups] == [("PL1", "VIỆC CHUNG"), ("PL2", "VIỆC KHÁC")]

    def test_lead_and_partners_in_one_column_are_parted(self) -> None:
        rows = [
            ("TT", "Nhiệm vụ", "Cơ quan chủ trì, phối hợp", "Thời hạn"),
            ("1", "Rà soát", "Chủ trì: Sở Tư pháp; phối hợp: Sở Tài chính", "2027"),
            ("2", "Khảo sát", "Sở Y tế, Sở Nội vụ", "2027"),
        ]
        found = read(document(rows))
        assert [(task.lead, task.coordinate) for task in found.tasks] == [
            (("so-tu-phap",), ("so-tai-chinh",)),
            (("so-y-te",), ("so-noi-vu",)),
        ]
        assert rules(found) == {("tasks[2].lead", "lead-unclear")}

    def test_both_parts_under_the_head_of_one_are_parted(self) -> None:
        rows = [
            ("TT", "Nhiệm vụ", "Phân công thực hiện", "Thời hạn"),
            ("1", "Rà soát", "- Chủ trì: Sở Tư pháp\n- Phối hợp: Sở Tài chính, Sở Y tế", "2027"),
            ("2", "Khảo sát", "Sở Y tế chủ trì, phối hợp với Sở Nội vụ", "2027"),
        ]
        assert [(task.lead, task.coordinate) for task in read(document(rows)).tasks] == [
            (("so-tu-phap",), ("so-tai-chinh", "so-y-te")),
            (("so-y-te",), ("so-noi-vu",)),
        ]

    def test_bullets_with_cells_of_their_own_stand_under_the_row_above(self) -> None:
        found = of_rows(
            ("1", "Đào tạo", "", "", "", ""),
            ("", "- Lớp 5S", "Sở Nội vụ", "", "2026", ""),
            ("", "- Lớp Lean", "Sở Y tế", "", "2027", ""),
            ("2", "Khảo sát", "Sở Công Thương", "", "2027", ""),
        )
        assert [(task.key, task.title) for task in found.tasks] == [
            ("1.1", "Lớp 5S"),
            ("1.2", "Lớp Lean"),
            ("2", "Khảo sát"),
        ]
        assert ("1", "Đào tạo") in [(group.key, group.title) for group in found.groups]
        assert ("tasks[1.1]", "number-missing") in rules(found)

    def test_agencies_of_the_heading_count_for_rows_without(self) -> None:
        found = of_rows(
            ("I", "Đào tạo", "Sở Nội vụ", "Sở Y tế", "", ""),
            ("1", "Mở lớp", "", "", "2027", ""),
            ("2", "Cử đi học", "Sở Tài chính", "", "2027", ""),
        )
        assert [(task.lead, task.coordinate) for task in found.tasks] == [
            (("so-noi-vu",), ("so-y-te",)),
            (("so-tai-chinh",), ()),
        ]
        assert ("tasks[1].lead", "agency-from-group") in rules(found)

    def test_columns_without_a_field_of_their_own_go_into_the_note(self) -> None:
        rows = [
            ("TT", "Tên nhiệm vụ", "Định hướng mục tiêu", "Sản phẩm", "Thời gian", "Phương thức thực hiện"),
            ("1", "Máy sấy", "Giảm hao hụt", "02 mô hình", "2027", "Tuyển chọn"),
        ]
        (task,) = read(document(rows)).tasks
        assert task.note == "Định hướng mục tiêu: Giảm hao hụt. Phương thức thực hiện: Tuyển chọn"
        assert (task.lead, task.coordinate) == ((), ())

    def test_everything_unclear_is_said(self) -> None:
        found = of_rows(
            ("1", "Họp", "", "", "lúc thuận lợi", ""),
            ("3", "Hội thảo", "Quỹ Phát triển làng nghề", "", "2041", ""),
            ("", "Tổng kết", "Sở Nội vụ", "", "2030", ""),
        )
        assert {
            ("tasks[1].lead", "lead-missing"),
            ("tasks[1].schedule", "schedule-unread"),
            ("tasks[3]", "number-jump"),
            ("tasks[3]", "agency-unknown"),
            ("tasks[3].schedule", "year-outside-period"),
            ("tasks[4]", "number-missing"),
        } <= rules(found)
        assert all(doubt.at is not None and doubt.reason.endswith(".") for doubt in found.doubts)

    def test_abbreviations_are_found_though_the_marks_are_lost(self) -> None:
        rows = [
            ("TT", "Noi dung", "Chu tri", "Phoi hop", "Thoi gian"),
            ("1", "Mo lop", "So KH&CN", "So Noi vu; So GD&DT", "Tu nam 2027"),
        ]
        found = read_tasks(find_task_tables(document(rows), damaged=True), NOTHING, damaged=True)
        assert [(task.lead, task.coordinate) for task in found.tasks] == [(("so-khcn",), ("so-noi-vu", "so-gddt"))]
        assert (found.tasks[0].schedule.kind, found.tasks[0].schedule.start) == (ScheduleKind.FROM, 2027)
        assert ("tasks[1].title", "marks-lost") in rules(found)

    def test_quantities_of_the_title_count_where_no_product_is_given(self) -> None:
        found = of_rows(("1", "Mở 04 lớp tập huấn", "Sở Nội vụ", "", "2027", ""))
        assert [output.value for output in found.tasks[0].outputs] == [Decimal(4)]


class TestProse:
    """Tasks from the chapter on tasks."""

    def test_bullets_under_numbered_headings(self) -> None:
        found = read(
            from_lines(
                [
                    "KẾ HOẠCH",
                    "I. MỤC TIÊU",
                    "- Nâng cao nhận thức của người lao động về cải tiến.",
                    "II. NHIỆM VỤ VÀ GIẢI PHÁP",
                    "1. Thông tin, tuyên truyền",
                    "- Phát hành sổ tay về công cụ cải tiến.",
                    "- Tổ chức 03 hội thảo cho hợp tác xã.",
                    "2. Đào tạo",
                    "Mở các lớp ngắn hạn cho quản đốc phân xưởng.",
                    "III. TỔ CHỨC THỰC HIỆN",
                    "- Sở Nội vụ theo dõi việc thực hiện.",
                ]
            )
        )
        assert [group.key for group in found.groups] == ["II.1", "II.2"]
        assert [(task.key, task.group, task.title) for task in found.tasks] == [
            ("II.1.1", "II.1", "Phát hành sổ tay về công cụ cải tiến"),
            ("II.1.2", "II.1", "Tổ chức 03 hội thảo cho hợp tác xã"),
            ("II.2.1", "II.2", "Mở các lớp ngắn hạn cho quản đốc phân xưởng"),
        ]
        assert [output.value for output in found.tasks[1].outputs] == [Decimal(3)]
        assert all(task.schedule.kind is ScheduleKind.UNSTATED for task in found.tasks)

    def test_decimal_headings_keep_their_number(self) -> None:
        found = read(
            from_lines(
                [
                    "II. NỘI DUNG",
                    "3. Nhiệm vụ, giải pháp",
                    "3.1. Thông tin",
                    "- Phát hành sổ tay về công cụ cải tiến.",
                    "3.2. Đào tạo",
                    "- Mở các lớp ngắn hạn cho quản đốc.",
                    "- Cử cán bộ đi học ở nước ngoài.",
                ]
            )
        )
        assert [task.key for task in found.tasks] == ["3.1.1", "3.2.1", "3.2.2"]

    def test_a_table_is_preferred_to_prose(self) -> None:
        found = read(
            document(
                "I. NHIỆM VỤ VÀ GIẢI PHÁP",
                "- Phát hành sổ tay về công cụ cải tiến.",
                "Phụ lục",
                [HEADS, ("1", "Mở lớp", "Sở Nội vụ", "", "2027", "")],
            )
        )
        assert [task.title for task in found.tasks] == ["Mở lớp"]


def line(key: str, parent: str | None, title: str, years: dict[int, int], lead: tuple[str, ...]) -> BudgetLine:
    """A line of an estimate."""
    return BudgetLine(
        key=key,
        parent=parent,
        title=title,
        unit_cost=None,
        quantity=Decimal(3) if "phóng sự" in title else None,
        quantity_unit="phóng sự" if "phóng sự" in title else None,
        total={"all": Decimal(sum(years.values()))},
        by_year={year: {"all": Decimal(amount)} for year, amount in years.items()},
        lead=lead,
        coordinate=(),
        note=None,
        at=Span(1, 1),
    )


class TestEstimate:
    """Tasks from the lines of the estimate."""

    LINES = (
        line("I", None, "Truyền thông", {2026: 30, 2027: 20}, ()),
        line("I.1", "I", "Làm phóng sự (03 phóng sự x 10 triệu/phóng sự)", {2026: 10, 2027: 20}, ("so-khcn",)),
        line("I.2", "I", "Khảo sát hằng năm", {2026: 20}, ("so-y-te",)),
        line("I.3", "I", "Sổ tay", {2026: 0, 2027: 5}, ()),
        line("I.4", "I", "Việc có dự án riêng", {}, ()),
    )

    def test_leaves_are_tasks_in_the_years_with_money(self) -> None:
        found = read_tasks((), NOTHING, budget_lines=self.LINES)
        assert [(group.key, group.title) for group in found.groups] == [("I", "Truyền thông")]
        assert [(task.key, task.group, task.title) for task in found.tasks] == [
            ("I.1", "I", "Làm phóng sự"),
            ("I.2", "I", "Khảo sát hằng năm"),
            ("I.3", "I", "Sổ tay"),
            ("I.4", "I", "Việc có dự án riêng"),
        ]
        assert [(task.schedule.kind, task.schedule.start, task.schedule.end) for task in found.tasks] == [
            (ScheduleKind.YEARS, 2026, 2027),
            (ScheduleKind.ANNUAL, 2026, 2026),
            (ScheduleKind.SINGLE, 2027, 2027),
            (ScheduleKind.UNSTATED, None, None),
        ]
        assert [(output.value, output.unit) for output in found.tasks[0].outputs] == [(Decimal(3), "phóng sự")]
        assert ("tasks[I.3].lead", "lead-missing") in rules(found)

    def test_an_estimate_that_names_nobody_is_no_list_of_tasks(self) -> None:
        bare = tuple(one.model_copy(update={"lead": ()}) for one in self.LINES)
        assert read_tasks((), NOTHING, budget_lines=bare).tasks == ()


_WORDS = st.sampled_from(
    [
        *("TT", "STT", "Nội dung", "Chủ trì", "Phối hợp", "Thời gian", "Sản phẩm", "Ghi chú", "Kinh phí", "Năm 2026"),
        *("I", "II", "1", "1.", "1.1", "2", "a)", "-", "|", "Sở Y tế", "Các sở, ban, ngành", "Hằng năm", "2026-2027"),
        *("Mở lớp", "05 lớp", "(", ")", "…", "5.1", ".1", "PHỤ LỤC II", "Nơi nhận:", "\x0c", "  ", "Tổng cộng", "đ)"),
    ]
)
_LINES = st.lists(st.one_of(st.lists(_WORDS, max_size=5).map(" ".join), st.text(max_size=40)), max_size=40)
_CELLS = st.one_of(st.none(), _WORDS, st.builds(Across, _WORDS, st.integers(1, 9)), st.text(max_size=12))
_GRIDS = st.lists(st.lists(_CELLS, min_size=4, max_size=4), min_size=1, max_size=10)


class TestAnything:
    """Whatever the text, the tasks are well formed and their lines lie in the document."""

    @given(_LINES, st.booleans())
    @settings(deadline=None, max_examples=60)
    def test_lines(self, lines: list[str], damaged: bool) -> None:
        clean = [text.replace("\n", " ") for text in lines]
        self._check(from_lines(["TT Nội dung Chủ trì Phối hợp Thời gian", *clean], marks_lost=damaged))
        self._check(from_lines(clean, marks_lost=damaged))

    @given(_GRIDS)
    @settings(deadline=None, max_examples=60)
    def test_grids(self, grid: list[list[str | None]]) -> None:
        self._check(document("Phụ lục", [("TT", "Nhiệm vụ", "Chủ trì", "Thời gian"), *grid]))
        self._check(document(grid))

    @staticmethod
    def _check(source: Document) -> None:
        found = read(source)
        keys = [task.key for task in found.tasks]
        assert len(keys) == len(set(keys))
        assert {task.group for task in found.tasks} <= {group.key for group in found.groups}
        last = len(source.lines)
        assert all(1 <= task.at.first <= task.at.last <= last for task in found.tasks)
        assert all(1 <= span.first <= span.last <= last for span in found.read)
        spans = [table.span for table in find_task_tables(source, damaged=source.marks_lost)]
        assert all(one.last < other.first for one, other in pairwise(spans))


@pytest.mark.parametrize("damaged", [False, True])
def test_an_empty_document_has_no_tasks(damaged: bool) -> None:
    assert read(from_lines([], marks_lost=damaged)) == TasksRead()
