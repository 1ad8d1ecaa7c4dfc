"""What the grid sends: read by the one parser, kept or told in place; never silently wrong by a thousand."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client

from nscl.finance.enums import MoneySource
from nscl.finance.models import EstimateAmount, EstimateLine
from nscl.plans.models import Plan
from tests.factories.plan_estimates import first_leaf, submitted

pytestmark = pytest.mark.django_db
MILLION = 1_000_000
YEAR = 2026
SOURCE = MoneySource.UNSPLIT.value


class Sheet:
    """An estimate's grid as the script speaks with it."""

    def __init__(self, client: Client, plan: Plan, number: int, page: str = "o/") -> None:
        self.client, self.number = client, number
        self.path = f"/kinh-phi/{plan.slug}/du-toan/{number}/{page}"
        self.line = first_leaf(number).pk

    def vnd(self, line: int | None = None, year: int = YEAR, field: str = "planned_vnd") -> int | None:
        rows = EstimateAmount.objects.filter(line=line or self.line, year=year, source=SOURCE).order_by("pk")
        found: int | None = rows.values_list(field, flat=True).first()
        return found

    def cell(self, text: str | None = None, **changes: Any) -> dict[str, Any]:
        given = {"line": self.line, "field": "amount", "year": YEAR, "source": SOURCE, "was": self.vnd(), **changes}
        return given if text is None else {**given, "text": text}

    def send(self, *cells: dict[str, Any], whole: bool = False, unit: int = MILLION) -> Any:
        body = json.dumps({"unit": unit, "whole": whole, "cells": cells})
        answer = self.client.post(self.path, body, content_type="application/json")
        return answer.json() if answer.headers["Content-Type"] == "application/json" else answer.status_code


@pytest.fixture
def sheet(officer: Client, plan: Plan, number: int) -> Sheet:
    return Sheet(officer, plan, number)


@pytest.mark.parametrize(
    ("text", "unit", "vnd"),
    [
        ("1.234,5", MILLION, 1_234_500_000),
        ("1,234.5", MILLION, 1_234_500_000),
        ("1 234", MILLION, 1_234_000_000),
        ("12,5 triệu", 1, 12_500_000),
        ("1.234", 1, 1_234),
        ("", MILLION, None),
    ],
)
def test_what_is_typed_is_kept_as_it_is_meant(sheet: Sheet, text: str, unit: int, vnd: int | None) -> None:
    answer = sheet.send(sheet.cell(text), unit=unit)
    assert answer["stored"] == [[0, vnd]]
    assert sheet.vnd() == vnd


def test_two_readings_are_asked_about_and_nothing_is_kept_meanwhile(sheet: Sheet) -> None:
    before = sheet.vnd()
    answer = sheet.send(sheet.cell("1.234"), sheet.cell("7", year=2027, was=sheet.vnd(year=2027)), whole=True)
    assert answer["stored"] == []
    assert [choice["vnd"] for choice in answer["ask"][0][1]] == [1_234_000_000, 1_234_000]
    assert answer["ask"][0][1][1]["words"] == "1,234 triệu đồng (1.234.000 đồng)"
    assert sheet.vnd() == before
    answer = sheet.send({**sheet.cell(), "vnd": 1_234_000}, whole=True)
    assert answer["stored"] == [[0, 1_234_000]]


def test_cells_typed_one_by_one_do_not_wait_for_each_other(sheet: Sheet) -> None:
    later = sheet.vnd(year=2027)
    answer = sheet.send(sheet.cell("abc"), sheet.cell("7", year=2027, was=later))
    assert answer["wrong"][0][0] == 0
    assert "không phải số tiền" in answer["wrong"][0][1]
    assert sheet.vnd(year=2027) == 7 * MILLION


@pytest.mark.parametrize(
    ("text", "changes", "reason"),
    [
        (str(10**16), {}, "lớn hơn"),
        ("-5", {}, "số âm"),
        ("5", {"year": 2031, "was": None}, "ngoài các năm"),
        ("5", {"line": 10**6, "was": None}, "không còn"),
    ],
)
def test_what_cannot_be_is_told_in_its_cell(sheet: Sheet, text: str, changes: dict[str, Any], reason: str) -> None:
    for whole in (True, False):
        answer = sheet.send(sheet.cell(text, **changes), whole=whole)
        assert answer["stored"] == []
        assert reason in answer["wrong"][0][1]


def test_a_total_typed_over_its_parts_is_refused(sheet: Sheet, number: int) -> None:
    heading = EstimateLine.objects.create(estimate_id=number, position=99, title="Nhóm")
    EstimateLine.objects.filter(pk=sheet.line).update(parent=heading)
    answer = sheet.send(sheet.cell("5", line=heading.pk, was=None))
    assert "phần mềm cộng" in answer["wrong"][0][1]


def test_the_second_of_two_people_sees_both_figures(sheet: Sheet) -> None:
    was = sheet.vnd()
    sheet.send(sheet.cell("55"))
    answer = sheet.send(sheet.cell("66", was=was))
    assert answer["stored"] == []
    assert answer["conflict"]["cells"] == [[0, 55 * MILLION]]
    assert "vừa sửa" in answer["conflict"]["message"]
    assert sheet.send(sheet.cell("66", was=55 * MILLION))["stored"] == [[0, 66 * MILLION]]


def test_unit_cost_and_quantity_are_kept_and_compared(sheet: Sheet) -> None:
    cost = {"line": sheet.line, "field": "unit_cost", "text": "100", "was": None}
    count = {"line": sheet.line, "field": "quantity", "text": "2,5", "was": ""}
    answer = sheet.send(cost, count)
    assert answer["stored"] == [[0, 100 * MILLION], [1, "2,5"]]
    assert [flag["text"] for flag in answer["flags"][str(sheet.line)]] == ["khác đơn giá × số lượng"]
    line = EstimateLine.objects.get(pk=sheet.line)
    assert (line.unit_cost_vnd, str(line.quantity)) == (100 * MILLION, "2.5000")
    late = sheet.send({**count, "text": "3"})
    assert late["conflict"]["cells"] == [[0, "2,5"]]
    assert sheet.send({**count, "text": "", "was": "2,5"})["stored"] == [[0, None]]


def test_the_total_in_words_follows(sheet: Sheet) -> None:
    EstimateAmount.objects.filter(line__estimate=sheet.number).exclude(line=sheet.line).delete()
    EstimateAmount.objects.filter(line=sheet.line).exclude(year=YEAR).delete()
    assert sheet.send(sheet.cell("5"))["words"] == "Năm triệu đồng"


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{}", b'{"unit": 7, "whole": true, "cells": []}', b'{"unit": 1, "whole": true, "cells": [{}]}',
     b'{"unit": 1, "whole": true, "cells": [{"line": "1", "field": "amount"}]}'],
)  # fmt: skip
def test_what_the_script_never_sends_is_refused(sheet: Sheet, body: bytes) -> None:
    answer = sheet.client.post(sheet.path, body, content_type="application/json")
    assert answer.status_code == HTTPStatus.BAD_REQUEST


def test_a_closed_estimate_keeps_nothing_and_says_why(sheet: Sheet, plan: Plan) -> None:
    before = sheet.vnd()
    submitted(plan)
    assert "chờ thẩm định" in sheet.send(sheet.cell("5"))["refused"]
    assert sheet.vnd() == before


def test_a_paste_of_a_thousand_cells_is_one_act(sheet: Sheet, number: int) -> None:
    lines = [EstimateLine(estimate_id=number, position=100 + n, title=f"Dòng {n}") for n in range(200)]
    EstimateLine.objects.bulk_create(lines)
    numbers = list(EstimateLine.objects.filter(position__gte=100, estimate=number).values_list("pk", flat=True))
    cells = [sheet.cell("1,5", line=line, year=year, was=None) for line in numbers for year in range(YEAR, YEAR + 5)]
    answer = sheet.send(*cells, whole=True)
    assert len(answer["stored"]) == 1_000
    assert EstimateAmount.objects.filter(line__in=numbers, planned_vnd=1_500_000).count() == 1_000


# --- appraising


@pytest.fixture
def appraisal(finance: Client, plan: Plan) -> Sheet:
    return Sheet(finance, plan, submitted(plan), "tham-dinh/o/")


def test_appraised_cells_and_the_reason_of_a_cut(appraisal: Sheet) -> None:
    proposed = appraisal.vnd()
    assert proposed is not None
    over = appraisal.send({**appraisal.cell(was=None), "vnd": proposed + 1})
    assert "cao hơn đề nghị" in over["wrong"][0][1]
    less = {**appraisal.cell(was=None), "vnd": proposed - MILLION}
    answer = appraisal.send(less, {"line": appraisal.line, "field": "reason", "text": " Giảm quy mô ", "was": ""})
    assert answer["stored"] == [[0, proposed - MILLION], [1, "Giảm quy mô"]]
    assert appraisal.vnd(field="appraised_vnd") == proposed - MILLION
    assert EstimateLine.objects.get(pk=appraisal.line).cut_reason == "Giảm quy mô"
