"""Rows within a form, one blank one at the end: they grow and shrink without script."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from nscl.web.plan_editing.forms.agreement import Agreement
from nscl.web.plan_editing.forms.paths import SEPARATOR, put, value_at
from nscl.web.plan_editing.forms.spec import Choices, RowsSpec

COUNT = "so-dong"
DROP = "bo-dong"
KNOWN = "da-co"
# A person who asks for more than this at once has pasted something else.
MOST_ROWS = 200


class RowForm(forms.Form):
    """One row; blank it is no row."""

    def __init__(
        self,
        fields: dict[str, forms.Field],
        data: Any = None,
        *,
        prefix: str,
        is_new: bool,
        agrees: Agreement | None = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, prefix=prefix, initial=initial, empty_permitted=True, use_required_attribute=False)
        self.fields.update(fields)
        self.is_new = is_new
        self.agrees = agrees
        if not is_new:
            self.fields[DROP] = forms.BooleanField(required=False, label=_("Bỏ dòng này"))

    def clean(self) -> dict[str, Any]:
        """What the fields say together; a blank row says nothing."""
        cleaned = super().clean() or {}
        if self.agrees is not None and not self.errors and self.has_changed():
            for name, message in list(self.agrees(cleaned)):
                self.add_error(name, message)
        return cleaned

    def add_prefix(self, field_name: str) -> str:
        """Names as refusals have them: measures.2.value."""
        return f"{self.prefix}{SEPARATOR}{field_name}"

    @property
    def is_dropped(self) -> bool:
        """Whether it is to go: marked so, or blank."""
        return not self.has_changed() or bool(self.cleaned_data.get(DROP))

    @property
    def known_name(self) -> str:
        """The hidden field that says that the row was there before: it can be marked to go."""
        return self.add_prefix(KNOWN)

    def values(self) -> dict[str | int, Any]:
        """The row as nested values of its record."""
        values: dict[str | int, Any] = {}
        for name in self.fields:
            if name != DROP:
                put(values, name, self.cleaned_data[name])
        return values


class Rows:
    """The rows of one list of an item."""

    def __init__(self, name: str, spec: RowsSpec, choices: Choices) -> None:
        self.name = name
        self.spec = spec
        self.choices = choices
        self.forms: list[RowForm] = []

    @property
    def count_name(self) -> str:
        """The hidden field that says how many rows were sent."""
        return f"{self.name}{SEPARATOR}{COUNT}"

    def show(self, records: Sequence[object]) -> None:
        """Rows of records, and a blank one."""
        for place, record in enumerate(records):
            fields = self.spec.fields(self.choices)
            initial = {name: value_at(record, name) for name in fields}
            self.forms.append(RowForm(fields, initial=initial, prefix=self._prefix(place), is_new=False))
        self._blank()

    def read(self, data: Any) -> None:
        """Rows as they were sent."""
        for place in range(self._sent(data)):
            fields = self.spec.fields(self.choices)
            self.forms.append(self._sent_row(fields, data, place))

    def _sent_row(self, fields: dict[str, forms.Field], data: Any, place: int) -> RowForm:
        is_new = self._is_new(data, place)
        return RowForm(fields, data, prefix=self._prefix(place), is_new=is_new, agrees=self.spec.agrees)

    def reshow(self, data: Any, *, more: int) -> None:
        """Rows with what was typed, not judged yet, and `more` blank ones."""
        for place in range(self._sent(data)):
            fields = self.spec.fields(self.choices)
            is_new = self._is_new(data, place)
            form = RowForm(fields, prefix=self._prefix(place), is_new=is_new)
            form.initial = {
                name: field.widget.value_from_datadict(data, {}, form.add_prefix(name))
                for name, field in form.fields.items()
            }
            self.forms.append(form)
        for _more in range(more):
            self._blank()

    def is_valid(self) -> bool:
        """Whether every row that stays can be read."""
        return all(form.is_valid() or self._is_marked(form) for form in self.forms)

    def values(self) -> list[dict[str | int, Any]]:
        """The rows that stay."""
        return [form.values() for form in self.kept]

    @property
    def kept(self) -> list[RowForm]:
        """The forms of the rows that stay, in order."""
        return [form for form in self.forms if not self._is_marked(form) and not form.is_dropped]

    def bound_errors(self) -> Iterator[tuple[forms.BoundField, str]]:
        """Every complaint with its field."""
        for form in self.forms:
            if form.is_bound and not self._is_marked(form):
                for bound in form:
                    for error in bound.errors:
                        yield bound, str(error)

    def marks(self) -> Iterable[tuple[int, RowForm]]:
        """The rows with their place, counted from 1."""
        return enumerate(self.forms, start=1)

    def _is_marked(self, form: RowForm) -> bool:
        return bool(form.data.get(form.add_prefix(DROP)))

    def _prefix(self, place: int) -> str:
        return f"{self.name}{SEPARATOR}{place}"

    def _sent(self, data: Any) -> int:
        text = str(data.get(self.count_name, "0"))
        return min(int(text), MOST_ROWS) if text.isascii() and text.isdigit() else 0

    def _is_new(self, data: Any, place: int) -> bool:
        return f"{self._prefix(place)}{SEPARATOR}{KNOWN}" not in data

    def _blank(self) -> None:
        fields = self.spec.fields(self.choices)
        self.forms.append(RowForm(fields, prefix=self._prefix(len(self.forms)), is_new=True))
