"""Forms: labels above, help and errors tied to their field, a summary with links, what was typed stays."""

from __future__ import annotations

import re
from datetime import date

from django import forms
from django.utils import formats, translation

from nscl.web.ui.gallery.forms import SampleForm

GOOD = {
    "title": "Lớp",
    "kind": "class",
    "begins": "05/11/2026",
    "amount": "1.234.000",
    "scope": "province",
    "confirmed": "on",
}


def test_a_fresh_form_has_labels_help_and_no_errors() -> None:
    html = str(SampleForm())
    assert "error-summary" not in html
    assert '<label for="id_title">' in html
    assert re.search(r'<input[^>]*name="title"[^>]*aria-describedby="id_title_helptext"', html)
    assert 'id="id_title_helptext"' in html
    assert "<legend>" in html
    assert "style=" not in html


def test_a_wrong_form_sums_up_its_errors_with_links_and_keeps_what_was_typed() -> None:
    form = SampleForm({**GOOD, "title": "", "amount": "bốn <b>mươi"})
    html = str(form)
    assert 'role="alert"' in html
    assert '<a href="#id_title">' in html
    assert re.search(r'<input[^>]*name="title"[^>]*aria-invalid="true"[^>]*>', html)
    assert 'id="id_title_error"' in html
    assert 'value="bốn &lt;b&gt;mươi"' in html
    assert "<b>" not in html


def test_every_id_that_a_field_points_to_is_there() -> None:
    html = str(SampleForm({}))
    pointed = {name for text in re.findall(r'aria-describedby="([^"]+)"', html) for name in text.split()}
    assert pointed
    assert pointed <= set(re.findall(r'\bid="([^"]+)"', html))


def test_dates_are_read_day_first() -> None:
    form = SampleForm(GOOD)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["begins"] == date(2026, 11, 5)
    assert form.cleaned_data["amount"] == 1_234_000


def test_an_error_of_the_whole_form_is_shown_once() -> None:
    form = forms.Form({})
    form.add_error(None, "Hai ngày trái nhau.")
    assert str(form).count("Hai ngày trái nhau.") == 1


def test_dates_and_figures_are_localised_day_first_in_both_languages() -> None:
    for language in ("vi", "en"):
        with translation.override(language):
            assert formats.get_format("DATE_INPUT_FORMATS")[0] == "%d/%m/%Y"
            assert formats.date_format(date(2026, 11, 5)) == "05/11/2026"
            assert formats.number_format(3926000000, force_grouping=True) == "3.926.000.000"
            assert formats.localize(12345) == "12345"
