"""The form of a line: what it is, what it costs, and its money by year and source; and where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from nscl.finance.enums import MoneySource
from nscl.finance.operations.estimates.errors import CellsConflict, InvalidCells
from nscl.finance.queries.estimates.lines import GridLine
from nscl.finance.queries.estimates.starts import LineOptions
from nscl.finance.rules.line_values import KEY_LENGTH, TITLE_LENGTH, UNIT_LENGTH, CellChange, CellValue, LineValues
from nscl.finance.rules.places import place_of
from nscl.rulebook import Norm
from nscl.text.formats import format_number
from nscl.web.estimates.forms.fields import PercentField, TypedMoneyField
from nscl.web.estimates.grid.saving import values_of
from nscl.web.estimates.words import source_name
from nscl.web.plan_editing.forms.amounts import Grid, GridRow
from nscl.web.plan_editing.forms.fields import NumberField
from nscl.web.plan_editing.forms.spec import Choice
from nscl.web.work.forms.fields import NumberedField
from nscl.web.work.forms.planning import known, long_field, text_field

Cell = tuple[int, MoneySource]


def cell_name(year: int, source: MoneySource) -> str:
    """The field of an amount."""
    return f"y{year}.{source.value}"


class AmountsForm(forms.Form):
    """Amounts by year and source."""

    use_required_attribute = False

    def __init__(
        self, years: Sequence[int], sources: Sequence[MoneySource], data: Any, cells: Mapping[Cell, int]
    ) -> None:
        initial = {cell_name(*cell): vnd for cell, vnd in cells.items()}
        super().__init__(data, initial=initial)
        self.years, self.sources = years, sources
        for year in years:
            for source in sources:
                field = TypedMoneyField(label=f"{year}, {source_name(source)}")
                field.widget.attrs["aria-label"] = str(field.label)
                self.fields[cell_name(year, source)] = field

    def grid(self, caption: str, help_text: str) -> Grid:
        """The cells as `plan_editing/grid.html` shows them."""
        rows = [
            GridRow(_("Năm %(year)s") % {"year": year}, [self[cell_name(year, source)] for source in self.sources])
            for year in self.years
        ]
        return Grid(caption, help_text, [source_name(source) for source in self.sources], rows)

    def amounts(self) -> dict[Cell, int | None]:
        """What was written, None for a blank."""
        return {
            (year, source): self.cleaned_data[cell_name(year, source)] for year in self.years for source in self.sources
        }

    def changes(self, line: int, stored: Mapping[Cell, int]) -> list[CellChange]:
        """The cells that differ from what is stored."""
        return [
            CellChange(line, year, source, vnd, stored.get((year, source)))
            for (year, source), vnd in self.amounts().items()
            if vnd != stored.get((year, source))
        ]

    def cells(self) -> tuple[CellValue, ...]:
        """The cells of a new line."""
        return tuple(CellValue(year, source, vnd) for (year, source), vnd in self.amounts().items() if vnd is not None)

    def refuse(self, error: InvalidCells | CellsConflict) -> None:
        """Say each refusal at its cell."""
        if isinstance(error, CellsConflict):
            for conflict in error.cells:
                said = format_number(conflict.theirs) if conflict.theirs is not None else _("để trống")
                message = _("%(name)s vừa ghi %(vnd)s; xem lại rồi lưu lần nữa.") % {
                    "name": conflict.by or _("Người khác"),
                    "vnd": said,
                }
                self.add_error(cell_name(conflict.year, conflict.source), message)
            return
        for problem in error.problems:
            name = cell_name(problem.year, MoneySource(problem.source)) if problem.year and problem.source else ""
            self.add_error(name if name in self.fields else None, str(problem))


class LineForm(forms.Form):
    """Everything of a line but its money and its place."""

    use_required_attribute = False

    def __init__(self, options: LineOptions, data: Any = None, line: GridLine | None = None) -> None:
        values = LineValues(title="") if line is None else values_of(line)
        super().__init__(data, initial={name: getattr(values, name) for name in LineValues.__dataclass_fields__})
        self.fields.update(_fields(options, line))

    def values(self) -> LineValues:
        """What was written."""
        given = dict(self.cleaned_data)
        return LineValues(**{name: given[name] for name in LineValues.__dataclass_fields__})


def _fields(options: LineOptions, line: GridLine | None) -> dict[str, forms.Field]:
    agencies = [(str(number), name) for number, name in options.agencies]
    tasks = [(str(number), name) for number, name in options.tasks]
    if line is not None:
        agencies = known(agencies, line.agency_number, line.agency_name)
        tasks = known(tasks, line.task_number, line.task_label)
    norm = line.norm.key if line is not None and line.norm is not None else ""
    return {
        "key": text_field(_("Số thứ tự"), KEY_LENGTH, help_text=_("Ví dụ II.3; để trống cũng được.")),
        "title": forms.CharField(
            label=_("Nội dung chi"),
            max_length=TITLE_LENGTH,
            widget=forms.Textarea({"rows": 2, "maxlength": TITLE_LENGTH}),
        ),
        "unit_cost_vnd": TypedMoneyField(label=_("Đơn giá (đồng)")),
        "quantity": NumberField(label=_("Số lượng"), required=False),
        "quantity_unit": text_field(_("Đơn vị tính"), UNIT_LENGTH, help_text=_("Ví dụ lớp, doanh nghiệp.")),
        "norm": forms.ChoiceField(label=_("Định mức"), required=False, choices=_norms(options.norms, norm)),
        "over_norm_reason": long_field(_("Lý do vượt định mức"), _("Bắt buộc khi đơn giá cao hơn định mức đã chọn.")),
        "agency_id": NumberedField(agencies, label=_("Đơn vị thực hiện"), required=False),
        "task_id": NumberedField(tasks, label=_("Nhiệm vụ của kế hoạch"), required=False),
        "state_ahead_percent": PercentField(
            label=_("Ngân sách được chi trước đối ứng (%)"),
            help_text=_("Thông tư 35/2021/TT-BTC, điều 4: theo tỷ lệ, trừ khi phương án nguồn đã duyệt cho phép khác."),
        ),
        "state_ahead_basis": text_field(_("Căn cứ cho chi trước"), 200, help_text=_("Văn bản cho phép.")),
        "note": long_field(_("Ghi chú")),
    }


def _norms(norms: Sequence[Norm], chosen: str) -> list[Choice]:
    choices = [("", _("– không chọn –")), *((norm.key, _norm_words(norm)) for norm in norms)]
    return choices if not chosen or any(key == chosen for key, _name in choices) else [*choices, (chosen, chosen)]


def _norm_words(norm: Norm) -> str:
    ceiling = _("chưa rõ mức") if norm.ceiling_vnd is None else f"{format_number(norm.ceiling_vnd)} {_('đồng')}"
    words = f"{norm.subject}: {ceiling}/{norm.unit} ({norm.cite})"
    return _("%(norm)s, chưa kiểm chứng") % {"norm": words} if norm.is_unverified else words


class PlaceForm(forms.Form):
    """Where a line stands: below which line, before which."""

    use_required_attribute = False

    def __init__(
        self, lines: Sequence[GridLine], data: Any = None, *, moving: GridLine | None = None, initial: Any = None
    ) -> None:
        super().__init__(data, initial=initial)
        below = _branch(lines, moving)
        others = [line for line in lines if line.number not in below]
        parents = [(str(line.number), _indented(line)) for line in others if not line.cells]
        self.fields["parent"] = NumberedField(
            parents, label=_("Thuộc dòng"), required=False, blank=_("– dòng cấp một –")
        )
        before = [(str(line.number), _indented(line)) for line in others]
        self.fields["before"] = NumberedField(
            before,
            label=_("Đứng ngay trước"),
            required=False,
            blank=_("– cuối nhóm –"),
            help_text=_("Phải là dòng cùng nhóm với “Thuộc dòng”."),
        )


def _branch(lines: Sequence[GridLine], moving: GridLine | None) -> set[int]:
    """The line that is moved, with all that stands under it: it cannot go there."""
    below: set[int] = set() if moving is None else {moving.number}
    for line in lines:
        if line.parent_number in below:
            below.add(line.number)
    return below


def _indented(line: GridLine) -> str:
    return f"{'— ' * line.depth}{place_of(line.key, line.title)}"
