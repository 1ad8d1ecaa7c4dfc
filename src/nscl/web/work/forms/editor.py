"""A form of fields and rows: read, judged, refused at the place to mend, nothing typed lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS

from nscl.web.plan_editing.forms.editor import Complaint
from nscl.web.plan_editing.forms.rows import RowForm, Rows
from nscl.web.plan_editing.forms.spec import Choices, RowsSpec
from nscl.web.plans.words import capital
from nscl.work.rules.problems import Problem

_PLACE: Final = re.compile(r"(\w+)\[(\d+)\](?:\.(\w+))?")


class PlainForm(forms.Form):
    """A form whose fields are given."""

    def __init__(
        self, fields: Mapping[str, forms.Field], data: Any = None, initial: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=dict(initial or {}), use_required_attribute=False)
        self.fields.update(fields)


@dataclass(frozen=True)
class RowList:
    """Rows of the form: their fields, and by what they are ordered where a refusal counts them."""

    spec: RowsSpec
    order: Callable[[RowForm], Any]


class Editor:
    """The form. Made by `shown`, `sent` or `resumed`."""

    def __init__(self, fields: Mapping[str, forms.Field], rows: Mapping[str, RowList], choices: Choices) -> None:
        self._fields = fields
        self._lists = rows
        self.form = PlainForm(fields)
        self.rows = {name: Rows(name, one.spec, choices) for name, one in rows.items()}
        self._whole: list[str] = []

    def show(self, values: Mapping[str, Any], rows: Mapping[str, Sequence[object]]) -> Editor:
        """Filled with what is stored."""
        self.form = PlainForm(self._fields, initial=values)
        for name, one in self.rows.items():
            one.show(rows.get(name, ()))
        return self

    def read(self, data: Any) -> Editor:
        """With what was sent."""
        self.form = PlainForm(self._fields, data)
        for one in self.rows.values():
            one.read(data)
        return self

    def resume(self, data: Any, more: str) -> Editor:
        """With what was typed, not judged yet, and one more row in the list `more`."""
        values = {name: field.widget.value_from_datadict(data, {}, name) for name, field in self._fields.items()}
        self.form = PlainForm(self._fields, initial=values)
        for name, one in self.rows.items():
            one.reshow(data, more=1 if name == more else 0)
        return self

    def is_valid(self) -> bool:
        """Whether everything can be read; whether it can be kept is for the operation to say."""
        verdicts = [self.form.is_valid(), *[one.is_valid() for one in self.rows.values()]]
        return all(verdicts)

    def values(self) -> dict[str, Any]:
        """What the fields say."""
        return dict(self.form.cleaned_data)

    # --- refusals

    def refuse(self, problems: Iterable[Problem]) -> None:
        """Say each problem at its field; what has no field here is said on top."""
        for problem in problems:
            owner, name = self._place_of(problem.field)
            if owner is not None and name in owner.fields:
                owner.add_error(name, capital(str(problem)))
            else:
                self._whole.append(capital(str(problem)))

    def refuse_whole(self, sentence: str) -> None:
        """Say on top why nothing was written."""
        self._whole.append(sentence)

    def _place_of(self, field: str) -> tuple[forms.Form | None, str]:
        match = _PLACE.fullmatch(field)
        if match is None:
            return self.form, field
        name, place, part = match[1], int(match[2]), match[3]
        if name not in self.rows:
            return self.form, self._numbered(name, place)
        kept = sorted(self.rows[name].kept, key=self._lists[name].order)
        if place >= len(kept):
            return None, ""
        return kept[place], part or next(iter(kept[place].fields))

    def _numbered(self, name: str, place: int) -> str:
        """The field of a list that has a field for each kind ("outputs.copies"), counted over those sent."""
        sent = sorted(
            field
            for field, value in self.form.cleaned_data.items()
            if field.startswith(f"{name}.") and value is not None
        )
        return sent[place] if place < len(sent) else ""

    @property
    def complaints(self) -> list[Complaint]:
        """Everything to mend, in the order of the form."""
        found = [Complaint("", "", sentence) for sentence in self._whole]
        if self.form.is_bound:
            found += [Complaint("", "", str(error)) for error in self.form.errors.get(NON_FIELD_ERRORS, [])]
            found += [
                Complaint(f"#{bound.id_for_label}", str(bound.label), str(error))
                for bound in self.form
                for error in bound.errors
            ]
        for rows in self.rows.values():
            found += [
                Complaint(f"#{bound.id_for_label}", f"{capital(rows.spec.noun)}, {bound.label}", error)
                for bound, error in rows.bound_errors()
            ]
        return found

    def bound(self, *names: str) -> list[forms.BoundField]:
        """The fields of these names that the form has."""
        return [self.form[name] for name in names if name in self.form.fields]
