"""The reader takes the whole format and refuses everything else, each problem with its line and remedy."""

import hashlib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from nscl.documents.pack.enums import AgencyKind, MeasureOp, ReviewKind, ScheduleKind
from nscl.documents.pack.problems import PackError, PackProblem
from nscl.documents.pack.reader import MAX_PACK_BYTES, count_lines, read_pack, read_pack_file
from nscl.documents.pack.values import MonthDay, Span
from nscl.text.dates import PartialDate
from tests.documents.pack.sample import SAMPLE, read_sample, sample_with

SHARED_PLANS = sorted((Path(__file__).resolve().parents[4] / "shared" / "plans").glob("*/plan.yaml"))


def problems_of(text: str | bytes, *, source_lines: int | None = None) -> tuple[PackProblem, ...]:
    data = text.encode() if isinstance(text, str) else text
    with pytest.raises(PackError) as refused:
        read_pack(data, name="plan.yaml", source_lines=source_lines)
    return refused.value.problems


def only_problem(*changes: tuple[str, str]) -> PackProblem:
    problems = problems_of(sample_with(*changes))
    assert len(problems) == 1, "\n".join(map(str, problems))
    return problems[0]


def line_of(fragment: str, text: str = SAMPLE) -> int:
    return text[: text.index(fragment)].count("\n") + 1


def test_every_part_is_read_with_its_types() -> None:
    pack = read_sample()
    assert pack.schema_version == 1
    assert pack.plan.issued_on == PartialDate(2025, 8)
    assert pack.plan.number is None
    assert pack.legal_basis[0].at == Span(1, 2)
    assert pack.agencies[2].kind is AgencyKind.PEOPLES_COMMITTEE
    measure = pack.targets[0].measures[0]
    assert (measure.op, measure.value, measure.value_to) == (MeasureOp.RANGE, Decimal(10), Decimal("12.5"))
    task = pack.tasks[0]
    assert (task.lead, task.coordinate, task.schedule.kind) == (("so-khcn",), ("so-y-te",), ScheduleKind.YEARS)
    assert [(output.value, output.by, output.of) for output in task.outputs] == [
        (Decimal(2), 2027, None),
        (None, None, None),
    ]
    assert pack.budget is not None
    line = pack.budget.lines[1]
    assert line.unit_cost == Decimal("20.625")
    assert line.total == {"all": Decimal("41.25"), "state": Decimal("31.25"), "enterprise": Decimal(10)}
    assert line.by_year == {
        2026: {"state": Decimal("31.25"), "enterprise": Decimal(0)},
        2027: {"enterprise": Decimal(10)},
    }
    assert pack.responsibilities[0].partners == ("so-y-te",)
    assert (pack.reporting[0].senders, pack.reporting[0].recipient) == (("so-y-te",), "so-khcn")
    assert pack.reporting[0].due == MonthDay(11, 20)
    assert pack.reviews[0].kind is ReviewKind.FINAL
    assert pack.source is not None
    assert pack.source.lines == 40


def test_figures_never_pass_through_binary_floating_point() -> None:
    pack = read_sample(("value_to: 12.5", "value_to: 14767.5500000000000000001"))
    assert pack.targets[0].measures[0].value_to == Decimal("14767.5500000000000000001")


def test_a_plan_without_money_and_without_source_is_whole() -> None:
    before_budget, _, rest = SAMPLE.partition("budget:\n")
    after_budget = rest[rest.index("responsibilities:") :].partition("source: {")[0]
    pack = read_pack(f"{before_budget}budget: null\n{after_budget}".encode(), name="plan.yaml")
    assert pack.budget is None
    assert pack.source is None


def test_a_byte_order_mark_is_no_problem() -> None:
    assert read_pack(b"\xef\xbb\xbf" + SAMPLE.encode(), name="plan.yaml") == read_sample()


def test_a_problem_reads_as_one_line_that_says_where_what_and_how() -> None:
    problem = only_problem(
        ("title: Mở lớp", "titel: Mở lớp"), ("    note: null\n", "    title: Mở lớp\n    note: null\n")
    )
    assert str(problem) == (
        f"plan.yaml:{line_of('title: Mở lớp')}: tasks[1.1].titel: khoá lạ “titel”. Cách sửa: có phải “title”?"
    )


@pytest.mark.parametrize(
    ("before", "after", "key_path", "message", "remedy"),
    [
        ("schema: 1", "schema: 2", "schema", "phiên bản", "schema: 1"),
        ("op: range", "op: rnage", "targets[T1].measures[1].op", "“rnage” không có trong danh mục", "“range”"),
        ("value: 10,", 'value: "10",', "targets[T1].measures[1].value", "phải là số", "bỏ ngoặc kép"),
        ("value: 10,", "value: 1.000,", "targets[T1].measures[1].value", "“1.000”", "1000"),
        ("value: 10,", "value: 1.000.000,", "targets[T1].measures[1].value", "phải là số", "1000000"),
        ("value: 10,", "value: 010,", "targets[T1].measures[1].value", "“010”", "số 0 thừa"),
        ("value: 10,", "value: 08,", "targets[T1].measures[1].value", "phải là số", "8"),
        ("value: 10,", "value: yes,", "targets[T1].measures[1].value", "phải là số", "1000"),
        ("value_to: 12.5", "value_to: null", "targets[T1].measures[1]", "value_to", "đầu trên"),
        ("unit: người", "unit: no", "targets[T1].measures[1].unit", "phải là chuỗi", "ngoặc kép"),
        ("title: Kế hoạch mẫu", "title: 2026", "plan.title", "phải là chuỗi, đang là số 2026", '"2026"'),
        ("title: Kế hoạch mẫu", 'title: ""', "plan.title", "chuỗi rỗng", "null"),
        ("title: Kế hoạch mẫu", "title:", "plan.title", "đang là trống", "chuỗi chữ"),
        ('code: "99"', 'code: "9"', "plan.province.code", "không đúng dạng", "hai chữ số"),
        ("slug: tinh-mau", "slug: Tỉnh-mẫu", "plan.slug", "không đúng dạng", "không dấu"),
        ('issued_on: "2025-08"', 'issued_on: "2025-13"', "plan.issued_on", "2025-13", "2025-08-28"),
        ("issued_on: \"2025-08\"", "issued_on: 2025", "plan.issued_on", "chuỗi", "ngoặc kép"),
        ('due: "--11-20"', 'due: "--11-31"', "reporting[1].due", "không có ngày 31/11", "--11-20"),
        ('due: "--11-20"', 'due: "20/11"', "reporting[1].due", "--MM-DD", "--11-20"),
        ("start: 2026, end: 2030}\n\nl", "start: 2031, end: 2030}\n\nl", "plan.period", "giai đoạn ngược", "start"),
        ("at: [3, 4]", "at: [4, 3]", "targets[T1].at", "đoạn dòng ngược", "[3, 4]"),
        ("at: [3, 4]", "at: [0, 4]", "targets[T1].at", "số dòng 0", "dòng 1"),
        ("at: [3, 4]", "at: 3", "targets[T1].at", "hai số dòng", "at: [60, 64]"),
        ("at: [34, 34]", "at: [34, 41]", "reviews[1].at", "dòng 41 nằm ngoài văn bản", "số dòng"),
        ("lead: [so-khcn]\n", "lead: [so-khcm]\n", "tasks[1.1].lead[1]", "“so-khcm” không có", "“so-khcn”"),
        ("lead: [so-khcn]\n", "lead: [so-khcn, so-khcn]\n", "tasks[1.1].lead[2]", "ghi hai lần", "bỏ một lần"),
        ("lead: [so-khcn]\n", "lead: so-khcn\n", "tasks[1.1].lead", "phải là danh sách", "[a, b]"),
        ("to: so-khcn", "to: so-gddt", "reporting[1].to", "“so-gddt” không có", "so-khcn"),
        ("from: [so-y-te]", "from: [so-y]", "reporting[1].from[1]", "“so-y” không có", "so-y-te"),
        ("with: [so-y-te]", "with: [so-yte]", "responsibilities[1].with[1]", "“so-yte” không có", "“so-y-te”"),
        ("{agency: so-khcn", "{agency: khcn", "responsibilities[1].agency", "“khcn” không có", "so-khcn"),
        ("year: 2030, lead: so-khcn", "year: 2030, lead: so", "reviews[1].lead", "“so” không có", "so-khcn"),
        ('group: "1"', 'group: "2"', "tasks[1.1].group", "nhóm nhiệm vụ “2”", "1"),
        ("parent: I,", "parent: II,", "budget.lines[I.1].parent", "dòng dự toán “II”", "I"),
        ("parent: null", "parent: I.1", "budget.lines[I].parent", "cấp trên của chính nó", "null"),
        ("2027: {enterprise: 10}", "2028: {enterprise: 10}", "budget.lines[I.1].by_year[2028]", "năm 2028", "thêm vào"),
        ("2027: {enterprise: 10}", "2027: {dn: 10}", "budget.lines[I.1].by_year[2027].dn", "nguồn “dn”", "enterprise"),
        ("2027: {enterprise: 10}", '"2027": {enterprise: 10}', "budget.lines[I.1].by_year.2027", "phải là số", "2027"),
        ("2027: {enterprise: 10}", "2027: 10", "budget.lines[I.1].by_year[2027]", "nhóm khoá", "{"),
        ("{all: 41.25}, by_year: {2", "{xyz: 1}, by_year: {2", "budget.grand_total.total.xyz", "“xyz”", "state"),
        ("year: null, source: all", "year: 2030, source: all", "budget.stated[1].year", "năm 2030", "budget.years"),
        ("year: null, source: all", "year: null, source: dn", "budget.stated[1].source", "nguồn “dn”", "all"),
        ("{key: enterprise, name: DN}", "{key: all, name: DN}", "budget.sources[all].key", "dành cho", "khoá khác"),
        ("years: [2026, 2027]", "years: [2026, 2027, 2026]", "budget.years[3]", "hai lần", "bỏ"),
        ("unit_cost: 20.625", "unit_cost: -20.625", "budget.lines[I.1].unit_cost", "số âm", "không âm"),
        ("unit_vnd: 1000000", "unit_vnd: 1000000.5", "budget.unit_vnd", "số nguyên", "phần lẻ"),
        ("unit_vnd: 1000000", "unit_vnd: 0", "budget.unit_vnd", "quá nhỏ", "từ 1"),
        ("year: 2030, lead", "year: 20300, lead", "reviews[1].year", "quá lớn", "2100"),
        ("{key: so-y-te, name", "{key: so-khcn, name", "agencies[so-khcn].key", "đã dùng cho mục thứ 1", "khoá riêng"),
        ("start: 2026, end: 2028,", "start: 2026, end: null,", "tasks[1.1].schedule", "thiếu năm", "end"),
        ("op: exactly, value: 2,", "op: null, value: 2,", "tasks[1.1].outputs[1]", "op và value", "null"),
        ("sha256: 0123", "sha256: zzzz", "source.sha256", "không đúng dạng", "64 chữ số"),
        ("reviews:\n", "reviews: null\nx_reviews:\n", "reviews", "phải là danh sách", "[]"),
    ],
)  # fmt: skip
def test_each_slip_is_refused_where_it_stands(
    before: str, after: str, key_path: str, message: str, remedy: str
) -> None:
    problems = problems_of(sample_with((before, after)))
    found = [problem for problem in problems if problem.key_path == key_path]
    assert len(found) == 1, "\n".join(map(str, problems))
    assert message in found[0].message
    assert remedy in found[0].remedy
    changed = sample_with((before, after))
    assert abs(found[0].line - line_of(after, changed)) <= 1


def test_a_missing_key_is_named_at_its_item() -> None:
    problem = only_problem(("    title: Mở lớp\n", ""))
    assert (problem.key_path, problem.line) == ("tasks[1.1].title", line_of('- key: "1.1"'))
    assert "thiếu khoá “title”" in problem.message


def test_names_of_the_program_are_no_keys_of_the_format() -> None:
    problems = problems_of(sample_with(("with: [so-y-te]", "partners: [so-y-te]")))
    assert [problem.key_path for problem in problems] == ["responsibilities[1].with", "responsibilities[1].partners"]


def test_a_repeated_key_names_both_lines() -> None:
    text = sample_with(("    note: null\n", "    note: null\n    note: Ghi chú\n"))
    (problem,) = problems_of(text)
    first = line_of("    note: null\n")
    assert problem.line == first + 1
    assert problem.key_path == "tasks[1.1].note"
    assert f"ở dòng {first} và dòng {first + 1}" in problem.message


def test_two_tasks_of_one_key_are_refused() -> None:
    again = SAMPLE[SAMPLE.index('  - key: "1.1"') : SAMPLE.index("\nbudget:")]
    (problem,) = problems_of(SAMPLE.replace("\nbudget:", f"{again}\nbudget:"))
    assert problem.key_path == "tasks[1.1].key"
    assert "mục thứ 1 của tasks" in problem.message


def test_all_problems_come_at_once_in_the_order_of_lines() -> None:
    problems = problems_of(
        sample_with(
            ("op: range", "op: rnage"),
            ("lead: [so-khcn]\n", "lead: [so-khcm]\n"),
            ("value: 10,", "value: 010,"),
            ("at: [34, 34]", "at: [34, 99]"),
            ("title: Kế hoạch mẫu", "titel: Kế hoạch mẫu"),
        )
    )
    assert {problem.key_path for problem in problems} == {
        "plan.titel",
        "plan.title",
        "targets[T1].measures[1].op",
        "targets[T1].measures[1].value",
        "tasks[1.1].lead[1]",
        "reviews[1].at",
    }
    assert [problem.line for problem in problems] == sorted(problem.line for problem in problems)
    assert str(PackError(problems)).count("\n") == len(problems) - 1


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", 1, "tệp trống"),
        ("# chỉ có lời bình\n", 1, "tệp trống"),
        ("- a\n- b\n", 1, "nhóm khoá"),
        ("schema: 1\nplan: {slug: x\nlegal_basis: []\n", 3, "không phải YAML"),
        ("schema: 1\nplan:\n\tslug: x\n", 3, "không phải YAML"),
        ("schema: 1\n---\nschema: 1\n", 2, "không phải YAML"),
        ("schema: 1\nplan: \x07\n", 2, "ký tự điều khiển U+0007"),
        ("schema: 1\nplan: *chung\n", 2, "không phải YAML"),
        ("[" * 100_000, 1, "quá sâu"),
        ("- " * 100_000, 1, "quá sâu"),
    ],
)
def test_what_is_not_one_plain_document_is_refused(text: str, line: int, message: str) -> None:
    (problem,) = problems_of(text)
    assert (problem.line, problem.file) == (line, "plan.yaml")
    assert message in problem.message
    assert problem.remedy


def test_anchors_aliases_and_tags_are_refused_but_ampersands_are_not() -> None:
    anchored = sample_with(
        ("phase: {start: 2026, end: 2030}\n    measures:", "phase: &phase {start: 2026, end: 2030}\n    measures:"),
        ("at: [5, 5], phase: {start: 2026, end: 2030}", "at: [5, 5], phase: *phase"),
    )
    (problem,) = problems_of(anchored)
    assert problem.line == line_of("&phase", anchored)
    assert "neo (&)" in problem.message
    (unused,) = problems_of(sample_with(("title: Mở lớp", "title: &lop Mở lớp")))
    assert "neo (&)" in unused.message
    (tagged,) = problems_of(sample_with(("title: Mở lớp", "title: !!str Mở lớp")))
    assert "thẻ kiểu" in tagged.message
    assert read_sample(("title: Mở lớp", 'title: "R&D, KH&CN !quan trọng"')).tasks[0].title == "R&D, KH&CN !quan trọng"


def test_other_encodings_are_refused_at_the_line() -> None:
    text = SAMPLE[: SAMPLE.index("legal_basis")].encode() + "legal_basis: Chương".encode("utf-16-le")
    (problem,) = problems_of(text + b"\xff")
    assert "UTF-8" in problem.message
    assert problem.line >= line_of("legal_basis")


def test_a_file_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    with path.open("wb") as file:
        file.truncate(MAX_PACK_BYTES + 1)
    with pytest.raises(PackError, match="quá lớn"):
        read_pack_file(path)
    (problem,) = problems_of(b" " * (MAX_PACK_BYTES + 1))
    assert "quá lớn" in problem.message


def test_spans_are_held_to_the_text_at_hand() -> None:
    text = SAMPLE[: SAMPLE.index("source: {lines")]
    read_pack(text.encode(), name="plan.yaml")
    read_pack(text.encode(), name="plan.yaml", source_lines=35)
    (problem,) = problems_of(text, source_lines=34)
    assert problem.key_path == "support_rules[1].at"
    (other_text,) = problems_of(SAMPLE, source_lines=41)
    assert other_text.key_path == "source.lines"


def test_a_file_is_held_to_the_text_beside_it(tmp_path: Path) -> None:
    path, source = tmp_path / "plan.yaml", tmp_path / "source.txt"
    text = b"d\n" * 39 + b"cu\xe1\xbb\x91i"
    pack = SAMPLE.replace("0123456789abcdef" * 4, hashlib.sha256(text).hexdigest())
    path.write_text(pack, encoding="utf-8")
    assert read_pack_file(path).plan.slug == "tinh-mau-2026-2030"
    source.write_bytes(text)
    assert read_pack_file(path).source is not None
    source.write_bytes(text + b"!")
    with pytest.raises(PackError, match="SHA-256 khác"):
        read_pack_file(path)
    source.write_bytes(b"d\n")
    with pytest.raises(PackError) as refused:
        read_pack_file(path)
    assert refused.value.problems[0].file == str(path)
    assert {"source.lines", "source.sha256"} <= {problem.key_path for problem in refused.value.problems}


@pytest.mark.parametrize(("text", "lines"), [(b"", 0), (b"a", 1), (b"a\n", 1), (b"a\nb", 2), (b"a\x0cb\n", 1)])
def test_lines_are_counted_as_editors_do(text: bytes, lines: int) -> None:
    assert count_lines(text) == lines


def test_a_yearly_day_falls_on_a_day_of_each_year() -> None:
    assert MonthDay.parse("--02-29").on(2027) == date(2027, 2, 28)
    assert MonthDay.parse("--02-29").on(2028) == date(2028, 2, 29)
    assert str(MonthDay(11, 5)) == "--11-05"


@pytest.mark.skipif(not SHARED_PLANS, reason="../shared/plans is not here")
@pytest.mark.parametrize("path", SHARED_PLANS, ids=lambda path: path.parent.name)
def test_published_packs_are_read_as_they_stand(path: Path) -> None:
    pack = read_pack_file(path)
    plain = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    assert [task.key for task in pack.tasks] == [task["key"] for task in plain["tasks"]]
    assert len(pack.findings) == len(plain["findings"])
    stated = plain["budget"]["stated"] if plain["budget"] else []
    assert [row.vnd for row in (pack.budget.stated if pack.budget else ())] == [row["vnd"] for row in stated]
