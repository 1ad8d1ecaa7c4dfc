"""The budget matrix: shape, marks, escape."""

from __future__ import annotations

import pytest

from nscl.web.ui.matrix import Matrix, MatrixCell, MatrixGroup, MatrixRow

GROUPS = [MatrixGroup("2026", ["NSNN", "DN", "Cộng"], sum_at=2), MatrixGroup("2027", ["Cộng"], sum_at=0)]


def test_a_row_of_the_wrong_width_is_refused() -> None:
    with pytest.raises(ValueError, match="có 3 giá trị, bảng có 4 cột"):
        Matrix("m", "M", GROUPS, [MatrixRow("Dòng", [1, 2, 3])])


def test_years_span_their_sources_and_subtotals_are_marked() -> None:
    matrix = Matrix("m", "M", GROUPS, [MatrixRow("Dòng", [1_000_000, None, 1_000_000, 0])])
    head, body = str(matrix.head), str(matrix.body)
    assert 'colspan="3">2026<' in head
    assert 'colspan="1">2027<' in head
    assert body.count('class="figure sum"') == 1
    assert body.count('class="figure edge sum"') == 1
    assert ">–<" in body
    assert ">0<" in body


def test_a_disputed_amount_leads_to_its_contradiction_and_everything_is_escaped() -> None:
    cell = MatrixCell(2_500_000, '/"x', "<số> khác chữ")
    row = MatrixRow("<b>", [cell, 1, 2, 3], 2, "II.<1>", "/<", "<note>", 'a"b')
    body = str(Matrix("m", "M", GROUPS, [row]).body)
    assert "flagged" in body
    assert "2,5" in body
    assert 'title="&lt;số&gt; khác chữ"' in body
    for forbidden in ("<b>", "II.<1>", "<note>", 'id="a"b"', '/"x'):
        assert forbidden not in body
