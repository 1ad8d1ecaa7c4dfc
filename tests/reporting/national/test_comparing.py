"""What of provinces' figures compares and adds up, what does not, and why."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from nscl.documents.national_targets import national_targets
from nscl.documents.pack.enums import MeasureOp, MeasureWhen
from nscl.documents.pack.labels import INDICATOR_LABELS
from nscl.progress.enums import ValueSource
from nscl.reporting.rules.comparing import Compared, PhaseSum, Totals, compare, total
from nscl.reporting.rules.twice import Granted, Twice, content_key, enterprise_code, how_twice


def a_measure(province: int = 1, **changes: Any) -> Compared:
    values: dict[str, Any] = {
        "plan": province,
        "unit": "lượt người",
        "counted_unit": "lượt người",
        "op": MeasureOp.AT_LEAST,
        "when": MeasureWhen.TOTAL,
        "of": "",
        "phase": (2026, 2030),
        "source": ValueSource.COUNTED,
        "target": Decimal(100),
        "value": Decimal(30),
        "value_year": Decimal(10),
    }
    return Compared(province=province, **{**values, **changes})


def share(province: int = 1, **changes: Any) -> Compared:
    return a_measure(
        province, **{"unit": "%", "counted_unit": "%", "when": MeasureWhen.BY_END, "of": "tăng trưởng", **changes}
    )


def totals(*measures: Compared) -> Totals:
    return total(measures, compare(measures))


def test_what_is_counted_alike_adds_up_whatever_it_is_called() -> None:
    measures = (a_measure(1), a_measure(2, unit="lượt cán bộ", when=MeasureWhen.EACH_YEAR, value_year=Decimal(5)))
    said = compare(measures)
    assert [one.compares for one in said] == [True, True]
    assert said[1].remarks == ("kế hoạch gọi là “lượt cán bộ”, hệ thống đếm như nhau: lượt người",)
    found = total(measures, said)
    assert found.adds
    assert found.value_year == 15
    assert (found.provinces, found.left_out) == (2, 0)
    assert found.least == 5
    assert found.most == 10


def test_no_data_is_not_zero() -> None:
    found = totals(a_measure(1), a_measure(2, value=None, value_year=None))
    assert found.value_year == 10
    assert found.provinces == 1
    assert totals(a_measure(1, value=None, value_year=None)).value_year is None


def test_a_stated_figure_in_another_unit_is_left_out_and_said() -> None:
    measures = (a_measure(1), a_measure(2), a_measure(3, unit="người", source=ValueSource.STATED))
    said = compare(measures)
    assert said[2].differences == ("đơn vị tính khác: “người”, số đông “lượt người”",)
    assert "số do cán bộ nêu" in said[2].remarks[0]
    found = total(measures, said)
    assert found.value_year == 20
    assert found.left_out == 1
    same = a_measure(3, source=ValueSource.STATED)
    assert totals(a_measure(1), same).value_year == 20, "the same unit at its word"


def test_shares_are_never_added_nor_averaged() -> None:
    found = totals(share(1, value_year=Decimal(40)), share(2, value_year=Decimal(60)))
    assert (found.adds, found.value_year, found.phases) == (False, None, ())
    assert "không lấy bình quân" in found.why_not
    assert (found.least, found.most) == (Decimal(40), Decimal(60))
    assert found.provinces == 2
    assert found.left_out == 2


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"when": MeasureWhen.EACH_YEAR}, "tính theo thời gian khác: mỗi năm, số đông đến cuối giai đoạn"),
        ({"of": "doanh nghiệp"}, "tính trên mẫu số khác: “doanh nghiệp”, số đông “tăng trưởng”"),
    ],
)
def test_why_a_share_does_not_compare(changes: dict[str, Any], words: str) -> None:
    said = compare((share(1), share(2), share(3, **changes)))
    assert [one.compares for one in said] == [True, True, False]
    assert said[2].differences == (words,)


def test_growth_over_other_years_has_another_base() -> None:
    yearly = {"when": MeasureWhen.AVERAGE_PER_YEAR, "of": ""}
    said = compare((share(1, **yearly), share(2, **yearly, unit="%/năm"), share(3, **yearly, phase=(2021, 2025))))
    assert [one.compares for one in said] == [True, True, False]
    assert said[2].differences == ("gốc so sánh khác: giai đoạn 2021–2025, số đông 2026–2030",)


def test_two_measures_of_a_plan_over_the_same_records_count_once() -> None:
    long, short = a_measure(1, phase=(2021, 2030)), a_measure(1, phase=(2026, 2030))
    said = compare((long, short, a_measure(2)))
    assert [one.is_double for one in said] == [True, False, False]
    assert totals(long, short, a_measure(2)).value_year == 20


def test_wholes_add_up_within_a_phase_only() -> None:
    found = totals(a_measure(1), a_measure(2), a_measure(3, phase=(2021, 2030), value=Decimal(7)))
    assert found.phases == (
        PhaseSum(2021, 2030, Decimal(7), Decimal(100), 1),
        PhaseSum(2026, 2030, Decimal(60), Decimal(200), 2),
    )
    assert any(
        "không so số lũy kế" in remark
        for remark in compare((a_measure(1), a_measure(2, phase=(2021, 2030))))[1].remarks
    )


def test_ratios_and_ceilings_do_not_add_up() -> None:
    assert "bình quân" in totals(a_measure(1, is_ratio=True), a_measure(2)).why_not
    assert "mức trần" in totals(a_measure(1, op=MeasureOp.AT_MOST)).why_not
    assert compare(()) == ()


def test_national_targets_stand_beside_known_indicators_with_their_documents() -> None:
    for target in national_targets():
        assert set(target.indicators) <= INDICATOR_LABELS.keys()
        assert target.source.startswith("Quyết định số")
    shares = [one.value for one in national_targets() if "tfp_share" in one.indicators and one.is_of(2026)]
    assert shares == [50], "that of 2025 is over"
    models = next(one for one in national_targets() if one.key == "small-enterprises")
    assert (models.is_of(2022), models.is_certain) == (True, False)


def test_branches_are_the_enterprise_and_a_personal_number_is_its_own() -> None:
    assert enterprise_code("0101248141-001") == enterprise_code("0101248141") == "0101248141"
    assert enterprise_code("024085001234") == "024085001234"
    assert content_key("", "Chứng nhận  ISO") == content_key("", "chứng nhận iso")


def test_how_serious_two_grants_are() -> None:
    assert how_twice([Granted(1, "iso"), Granted(2, "iso")]) is Twice.SAME_CONTENT
    assert how_twice([Granted(1, "iso"), Granted(2, "5s")]) is Twice.OTHER_PROVINCE
    assert how_twice([Granted(1, "iso"), Granted(1, "5s")]) is Twice.OTHER_CONTENT
