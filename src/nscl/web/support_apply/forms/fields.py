"""Fields of an application that no other form has: a question that may be left open."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

YES, NO, OPEN = "co", "khong", ""
_ANSWERS: Final = ((YES, _("Có")), (NO, _("Không")), (OPEN, _("Chưa rõ")))
_MEANT: Final = {YES: True, NO: False}


class YesNo(forms.Widget):
    """Three buttons in a row, as large as a thumb: yes, no, not known."""

    use_fieldset = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        """What was chosen; nothing where nothing was."""
        return str(data.get(name) or OPEN)

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """The first button: where a complaint leads."""
        return f"{id_}_0" if id_ else ""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The buttons."""
        identity = (attrs or {}).get("id", name)
        chosen = value if value in _MEANT else OPEN
        buttons = (
            (identity, place, name, answer, " checked" if answer == chosen else "", label)
            for place, (answer, label) in enumerate(_ANSWERS)
        )
        line = '<label><input type="radio" id="{}_{}" name="{}" value="{}"{}> {}</label>'
        return format_html('<div class="yes-no">{}</div>', format_html_join("", line, buttons))


class YesNoField(forms.Field):
    """True, False, or None where nobody answered: that is not known, never a no."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=YesNo(), **kwargs)

    def clean(self, value: Any) -> bool | None:
        """The answer."""
        return _MEANT.get(str(value or OPEN))

    def prepare_value(self, value: Any) -> Any:
        """The button that is pressed."""
        if isinstance(value, bool):
            return YES if value else NO
        return value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another button was pressed."""
        return (self.prepare_value(initial) or OPEN) != (data or OPEN)
