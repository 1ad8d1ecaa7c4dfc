"""The form of one item: its fields, its rows, its grid of figures; filled from a record, read back into one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from nscl.documents.pack.schema import Record
from nscl.documents.pack.values import Span
from nscl.finance.operations.editing import build
from nscl.plans.operations.errors import FieldProblem, InvalidItem
from nscl.web.plan_editing.forms.agreement import Agreement
from nscl.web.plan_editing.forms.amounts import Grid, amount_fields, grid_of
from nscl.web.plan_editing.forms.fields import AmountField, Selects, SeveralField
from nscl.web.plan_editing.forms.paths import SEPARATOR, form_name, put, take, value_at
from nscl.web.plan_editing.forms.rows import Rows
from nscl.web.plan_editing.forms.spec import Choices, KindSpec

# How many more drop-downs stand ready after the button "more".
MORE_SELECTS = 2
# Where an item says its lines, and what it is about: the first of these fields that it has.
LINES = "at"
TEXTS = ("text", "title", "about", "name", "what", "says")


@dataclass(frozen=True)
class Complaint:
    """One thing to mend, with the field it is about ("" for the whole)."""

    href: str
    label: str
    message: str


class _MainForm(forms.Form):
    """The item's own fields."""

    def __init__(
        self,
        fields: dict[str, forms.Field],
        data: Any = None,
        *,
        initial: dict[str, Any] | None = None,
        agrees: Agreement | None = None,
    ) -> None:
        super().__init__(data, initial=initial, use_required_attribute=False)
        self.fields.update(fields)
        self.agrees = agrees

    def clean(self) -> dict[str, Any]:
        """What the fields say together."""
        cleaned = super().clean() or {}
        if self.agrees is not None:
            for name, message in list(self.agrees(cleaned)):
                if name not in self.errors:
                    self.add_error(name, message)
        return cleaned


class ItemEditor:
    """A form for an item of one kind. Make it by `shown`, `sent` or `resumed`."""

    def __init__(self, spec: KindSpec, choices: Choices) -> None:
        self.spec = spec
        self.choices = choices
        self.rows = [Rows(name, rows, choices) for name, rows in spec.rows.items()]
        self._whole: list[str] = []
        self.form = _MainForm(self._fields())

    # --- three ways to make one

    @classmethod
    def shown(cls, spec: KindSpec, choices: Choices, record: Record | None) -> ItemEditor:
        """The form with the values of a record, blank without one."""
        editor = cls(spec, choices)
        if record is not None:
            editor.form.initial = {name: value_at(record, name) for name in editor.form.fields}
        for rows in editor.rows:
            rows.show(value_at(record, rows.name) or ())
        return editor

    @classmethod
    def sent(cls, spec: KindSpec, choices: Choices, data: Any, record: Record | None = None) -> ItemEditor:
        """The form as it was sent; `record` is what stands for fields that cannot be changed."""
        editor = cls(spec, choices)
        fixed = {name: value_at(record, name) for name, f in editor.form.fields.items() if f.disabled}
        editor.form = _MainForm(editor._fields(), data, initial=fixed, agrees=spec.agrees)
        for rows in editor.rows:
            rows.read(data)
        return editor

    @classmethod
    def resumed(cls, spec: KindSpec, choices: Choices, data: Any, *, more: str, record: Record | None) -> ItemEditor:
        """The form with what was typed, not judged yet, and more room in the list `more`."""
        editor = cls(spec, choices)
        editor.form.initial = {
            name: value_at(record, name) if field.disabled else field.widget.value_from_datadict(data, {}, name)
            for name, field in editor.form.fields.items()
        }
        widen = editor.form.fields.get(more)
        if widen is not None and isinstance(widen.widget, Selects):
            widen.widget.blank += MORE_SELECTS
        for rows in editor.rows:
            rows.reshow(data, more=1 if rows.name == more else 0)
        return editor

    def begin(self, lines: Span, words: str) -> None:
        """Fill a blank form with the lines that an item is made from, and with their words where its text stands."""
        if LINES in self.form.fields:
            self.form.initial[LINES] = lines
        text = next((name for name in TEXTS if name in self.form.fields), None)
        if text is not None and words:
            self.form.initial[text] = words

    # --- reading it

    def is_valid(self) -> bool:
        """Whether every field can be read."""
        return all([self.form.is_valid(), *(rows.is_valid() for rows in self.rows)])

    def values(self) -> dict[str | int, Any]:
        """The nested values of the record."""
        values: dict[str | int, Any] = {}
        if self.spec.amounts is not None:
            inner = values.setdefault(self.spec.amounts.prefix, {}) if self.spec.amounts.prefix else values
            inner.update(total={}, by_year={})
        for name, field in self.form.fields.items():
            value = self.form.cleaned_data[name]
            if value is not None or not isinstance(field, AmountField):
                put(values, name, value)
        for rows in self.rows:
            values[rows.name] = rows.values()
        return values

    def record(self, theirs: Record | None = None, chosen: Iterable[str] = ()) -> Record:
        """The record, with the values of `theirs` at the places `chosen`. Raises InvalidItem."""
        values = self.values()
        for name in chosen:
            value = value_at(theirs, name)
            if value is None and value_at(values, name) is not None and SEPARATOR in name:
                take(values, name)
            else:
                put(values, name, value)
        return build(self.spec.record, {str(key): value for key, value in values.items()})

    def refuse(self, problems: Iterable[FieldProblem]) -> None:
        """Show each problem at its field, or over the form where no field is meant."""
        for problem in problems:
            message = f"{problem.message}. {_('Cách sửa')}: {problem.remedy}."
            owner, name = self._find(form_name(problem.field))
            if owner is None:
                self._whole.append(f"{problem.field}: {message}" if problem.field else message)
            else:
                owner.add_error(name, message)

    def refuse_whole(self, error: InvalidItem | Exception) -> None:
        """Show a refusal that is about no field."""
        self._whole.append(str(error))

    # --- showing it

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        """The fields above rows and grid."""
        names = self.spec.fields(self.choices)
        return [self.form[name] for name in names]

    @property
    def grid(self) -> Grid | None:
        """The grid of figures."""
        return grid_of(self.form, self.spec.amounts, self.choices) if self.spec.amounts is not None else None

    @property
    def complaints(self) -> list[Complaint]:
        """All that is wrong, in the order of the form."""
        found = [Complaint("", "", message) for message in self._whole]
        if self.form.is_bound:
            for bound in self.form:
                found += [Complaint(f"#{bound.id_for_label}", str(bound.label), str(error)) for error in bound.errors]
        for rows in self.rows:
            found += [
                Complaint(f"#{bound.id_for_label}", f"{rows.spec.noun}, {bound.label}", error)
                for bound, error in rows.bound_errors()
            ]
        return found

    def as_data(self) -> QueryDict:
        """What a browser would send of the form as it is shown: to keep an item that is removed."""
        data = QueryDict(mutable=True)
        for form in (self.form, *(form for rows in self.rows for form in rows.forms)):
            for name, field in form.fields.items():
                value = field.prepare_value(form.initial.get(name))
                values = value if isinstance(field, SeveralField) else [value]
                kept = [str(one) for one in values or () if one is not None]
                if kept:
                    data.setlist(form.add_prefix(name), kept)
        for rows in self.rows:
            data[rows.count_name] = str(len(rows.forms))
        return data

    # --- inside

    def _fields(self) -> dict[str, forms.Field]:
        fields = dict(self.spec.fields(self.choices))
        if self.spec.amounts is not None:
            fields |= amount_fields(self.spec.amounts, self.choices)
        return fields

    def _find(self, name: str) -> tuple[forms.Form | None, str]:
        """The form and field of a place, else of the narrowest place around it that has a field."""
        while name:
            for form, inner in self._owners(name):
                if inner in form.fields:
                    return form, inner
            name = name.rpartition(SEPARATOR)[0]
        return None, ""

    def _owners(self, name: str) -> Iterator[tuple[forms.Form, str]]:
        yield self.form, name
        for field in self.form.fields:
            if field.startswith(f"{name}{SEPARATOR}"):
                yield self.form, field
        for rows in self.rows:
            own = f"{rows.name}{SEPARATOR}"
            first, _mark, rest = name.removeprefix(own).partition(SEPARATOR)
            if name.startswith(own) and first.isdigit() and int(first) < len(rows.kept):
                form = rows.kept[int(first)]
                yield form, rest
                yield form, next(iter(form.fields))


def as_query(data: Mapping[str, list[str]]) -> QueryDict:
    """What `ItemEditor.as_data` kept, read again."""
    query = QueryDict(mutable=True)
    for name, values in data.items():
        query.setlist(name, values)
    return query
