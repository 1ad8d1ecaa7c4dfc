"""Filters and tags of templates."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template

from nscl.text.dates import PartialDate
from nscl.web.ui.parts import Act, Chip, Progress, Tone, standing_chip
from nscl.web.ui.tables.rendering import chip_html


def render(text: str, **context: object) -> str:
    return Template("{% load nscl_ui %}" + text).render(Context(context))


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("vnd", 14_767_550_000, "14.767.550.000 đồng"),
        ("million", 41_250_000, "41,25"),
        ("number", Decimal("1234567.8"), "1.234.567,8"),
        ("day", date(2026, 11, 20), "20/11/2026"),
        ("day", PartialDate(2021, 8), "8/2021"),
        ("day", datetime(2026, 11, 20, 18, 0, tzinfo=UTC), "21/11/2026"),
        ("day_long", date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        ("moment", datetime(2026, 11, 20, 18, 0, tzinfo=UTC), "01:00 21/11/2026"),
        ("in_words", 3_926_000_000, "Ba tỷ chín trăm hai mươi sáu triệu đồng"),
        ("vnd", None, "–"),
        ("million", None, "–"),
        ("number", None, "–"),
        ("day", None, "–"),
        ("moment", None, "–"),
    ],
)
def test_filters(name: str, value: object, expected: str) -> None:
    assert render("{{ value|" + name + " }}", value=value) == expected


def test_icons_are_decoration_and_inline() -> None:
    svg = render('{% icon "bell" %}')
    assert svg.startswith("<svg")
    assert 'aria-hidden="true"' in svg
    assert "style=" not in svg
    assert 'width="32"' in render('{% icon "bell" 32 %}')


def test_a_part_escapes_its_texts() -> None:
    assert "<script>" not in render("{% part chip %}", chip=Chip("<script>", Tone.BAD))
    assert "&lt;script&gt;" in render("{% part chip %}", chip=Chip("<script>", Tone.BAD))


def test_the_chip_of_a_table_is_the_chip_of_a_page() -> None:
    assert chip_html(standing_chip("late")) == render('{% standing "late" %}')


def test_an_unknown_standing_is_refused() -> None:
    with pytest.raises(ValueError, match="perhaps"):
        standing_chip("perhaps")


def test_a_posting_act_carries_the_token_and_its_values() -> None:
    html = render("{% part act %}", act=Act("Xóa", "/x/", post=True, values=[("a", '"1"')]), csrf_token="t0ken")
    assert 'name="csrfmiddlewaretoken" value="t0ken"' in html
    assert 'name="a" value="&quot;1&quot;"' in html
    assert "<form" not in render("{% part act %}", act=Act("Xem", "/x/"))


def test_progress_places_value_due_and_target_on_one_scale_and_no_data_draws_no_bar() -> None:
    bar = Progress("x", Decimal(50), Decimal(75), Decimal(100), "50", "75", "100", standing_chip("late"))
    assert (bar.value_at, bar.due_at, bar.target_at) == (462, 694, 925)
    beyond = Progress("x", Decimal(150), None, Decimal(100), "150", "–", "100", standing_chip("done"))
    assert (beyond.value_at, beyond.due_at, beyond.target_at) == (925, None, 617)
    none = Progress("x", None, Decimal(0), Decimal(0), "–", "0", "0", standing_chip("no_data"))
    assert (none.value_at, none.due_at) == (None, 0)
    assert 'class="value"' not in render("{% part bar %}", bar=none)
