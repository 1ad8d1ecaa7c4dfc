"""What the form of a kind of item consists of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from django import forms

from nscl.documents.pack.schema import Record
from nscl.plans.enums import ItemKind
from nscl.web.plan_editing.forms.agreement import Agreement
from nscl.web.ui.parts.base import Text

Choice = tuple[str, str]


@dataclass(frozen=True)
class Choices:
    """What an item of the edition may refer to: keys with their names, in the order of the document."""

    agencies: Sequence[Choice] = ()
    groups: Sequence[Choice] = ()
    lines: Sequence[Choice] = ()
    sources: Sequence[Choice] = ()
    years: Sequence[int] = ()


Fields = Callable[[Choices], dict[str, forms.Field]]


@dataclass(frozen=True)
class RowsSpec:
    """Rows of an item that have fields of their own: measures of a target, outputs of a task."""

    caption: Text
    noun: Text
    fields: Fields
    help: Text = ""
    agrees: Agreement | None = None


@dataclass(frozen=True)
class AmountsSpec:
    """A grid of figures, years × sources; `prefix` is where the figures stand in the record ("" or "grand_total")."""

    caption: Text
    help: Text = ""
    prefix: str = ""


@dataclass(frozen=True)
class KindSpec:
    """A kind of item: its record, what people call one, its fields by their place in the record, its rows, its grid."""

    kind: ItemKind
    record: type[Record]
    noun: Text
    fields: Fields
    rows: Mapping[str, RowsSpec] = field(default_factory=dict)
    amounts: AmountsSpec | None = None
    is_list: bool = True
    agrees: Agreement | None = None
