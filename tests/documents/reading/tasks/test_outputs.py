"""Outputs: from the product's cell, else from the title."""

from decimal import Decimal

import pytest

from nscl.documents.pack.enums import MeasureOp
from nscl.documents.reading.tasks.outputs import outputs_of_product, outputs_of_title

O = MeasureOp  # noqa: E741  # the table below is read by columns
Figures = list[tuple[MeasureOp | None, int | None, int | None, int | None]]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("05 lớp", [(O.EXACTLY, 5, None, None)]),
        ("Lớp tập huấn (12 lớp)", [(O.EXACTLY, 12, None, None)]),
        ("Tối thiểu 03 mô hình", [(O.AT_LEAST, 3, None, None)]),
        ("từ 4 đến 6 hội nghị", [(O.RANGE, 4, 6, None)]),
        ("07 - 09 đợt", [(O.RANGE, 7, 9, None)]),
        ("02 phóng sự; ít nhất 10 bài viết", [(O.EXACTLY, 2, None, None), (O.AT_LEAST, 10, None, None)]),
        (
            "Đến năm 2027 có ít nhất 03 mô hình và đến năm 2030 có ít nhất 08 mô hình",
            [(O.AT_LEAST, 3, None, 2027), (O.AT_LEAST, 8, None, 2030)],
        ),
        ("Báo cáo khảo sát", [(None, None, None, None)]),
        ("Thường xuyên", [(None, None, None, None)]),
        ("Theo Quyết định số 36/QĐ-TTg", [(None, None, None, None)]),
        ("  ", []),
        (" - ", []),
    ],
)
def test_the_cell_of_the_product(text: str, figures: Figures) -> None:
    def whole(value: Decimal | None) -> int | None:
        return None if value is None else int(value)

    outputs = outputs_of_product(text)
    assert [(one.op, whole(one.value), whole(one.value_to), one.by) for one in outputs] == figures


def test_the_first_output_keeps_the_wording_of_the_cell() -> None:
    first, second = outputs_of_product("Tin, bài (ít nhất 05 phóng sự và 08 bài viết)")
    assert first.text == "Tin, bài (ít nhất 05 phóng sự và 08 bài viết)"
    assert second.text == "08 bài viết"


def test_milestones_are_cut_apart() -> None:
    first, second = outputs_of_product("Đến năm 2027: 02 câu lạc bộ; đến năm 2030: 05 câu lạc bộ sinh viên")
    assert (first.by, second.by) == (2027, 2030)
    assert first.text.startswith("Đến năm 2027")
    assert second.text.startswith("đến năm 2030")
    assert second.text.endswith("sinh viên")


def test_the_title_yields_its_quantities_alone() -> None:
    (output,) = outputs_of_title("Thành lập và duy trì 05 câu lạc bộ cải tiến ở các trường nghề")
    assert (output.text, output.value, output.unit) == ("05 câu lạc bộ", Decimal(5), "câu lạc bộ")
    assert outputs_of_title("Khảo sát theo TCVN ISO 9001:2015 giai đoạn 2026 - 2030") == ()


def test_letters_misread_as_figures_are_no_quantities() -> None:
    assert outputs_of_title("hop tac cac du 4n va 1y lich nam 22%2278 truong", damaged=True) == ()
