"""Markup of the drop-down rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _


def selects_html(
    name: str, values: Sequence[str], choices: Sequence[tuple[str, str]], attrs: Mapping[str, Any]
) -> SafeString:
    """A list of drop-downs with one name; each is called by its place for those who hear the page."""
    identity = str(attrs.get("id", name))
    wrong = format_html(' aria-invalid="{}"', "true") if attrs.get("aria-invalid") else ""
    rows = [
        format_html(
            '<li><select name="{}" id="{}" aria-label="{}"{}>{}</select></li>',
            name,
            identity if place == 1 else f"{identity}_{place}",
            _("Thứ %(place)s") % {"place": place},
            wrong,
            _options(value, choices),
        )
        for place, value in enumerate(values, start=1)
    ]
    return format_html("<ul>{}</ul>", format_html_join("", "{}", ((row,) for row in rows)))


def suggestions_html(box: SafeString, identity: str, known: Mapping[str, str]) -> SafeString:
    """A text box and the list it offers: code → meaning, said in the language of the moment."""
    options = format_html_join(
        "", '<option value="{}">{}</option>', ((code, _(meaning)) for code, meaning in known.items())
    )
    return format_html('{}<datalist id="{}">{}</datalist>', box, identity, options)


def _options(value: str, choices: Sequence[tuple[str, str]]) -> SafeString:
    known = [("", _("– không có –")), *choices]
    if value and all(value != key for key, _label in known):
        known.append((value, value))
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((key, SafeString(" selected") if key == value else "", label) for key, label in known),
    )
