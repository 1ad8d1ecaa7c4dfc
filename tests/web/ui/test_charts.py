"""Charts: drawn without a network, in Vietnamese figures, with their own letters; the same data are drawn once."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from nscl.web.ui import charts
from nscl.web.ui.charts import BudgetPoint, budget_chart

POINTS = [
    BudgetPoint(year, source, amount * 1_000_000)
    for year, state, firms in [(2026, 3100, 560), (2027, 4200, 10)]
    for source, amount in [("Ngân sách nhà nước", state), ("Doanh nghiệp", firms)]
]


def test_the_picture_names_years_sources_and_totals() -> None:
    text = charts.svg(budget_chart(POINTS)).decode()
    for word in (">2026<", ">2027<", ">Ngân sách nhà nước<", ">Doanh nghiệp<", ">3.660<", ">4.210<"):
        assert word in text
    assert f'width="{charts.WIDTH}" height="{charts.HEIGHT}"' in text


def test_dark_and_light_differ_and_png_is_a_png() -> None:
    drawing = budget_chart(POINTS)
    assert charts.svg(drawing) != charts.svg(drawing, dark=True)
    assert charts.png(drawing).startswith(b"\x89PNG")


def test_the_same_data_are_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    first = charts.svg(budget_chart(POINTS))

    def fail() -> None:
        raise AssertionError("drawn again")

    monkeypatch.setattr(charts, "_engine", fail)
    assert charts.svg(budget_chart(POINTS)) == first
    with pytest.raises(AssertionError, match="drawn again"):
        charts.svg(budget_chart(POINTS[:2]))


def test_the_response_allows_its_own_style_and_nothing_else() -> None:
    policy = charts.svg_response(budget_chart(POINTS)).headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


def test_names_beside_the_last_bar_do_not_run_into_each_other() -> None:
    names = budget_chart(POINTS).light["layer"][2]["data"]["values"]
    assert names[1]["at"] - names[0]["at"] >= charts.LABEL_DISTANCE * 4210


def test_no_points_and_too_many_sources_are_refused() -> None:
    with pytest.raises(ValueError, match="Không có số liệu"):
        budget_chart([])
    with pytest.raises(ValueError, match="4 nguồn, ở đây có 5"):
        budget_chart([BudgetPoint(2026, str(n), 1) for n in range(5)])


def test_csv_opens_in_vietnamese_excel_and_runs_nothing() -> None:
    data = charts.csv(["Năm", "=HYPERLINK(1)"], [["2026", "-1+1"], [2027, "ok"]])
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8-sig").splitlines() == ["Năm;'=HYPERLINK(1)", "2026;'-1+1", "2027;ok"]
