"""The form of a run: few questions with sensible answers; the rest is folded away, and has a default each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from enum import StrEnum
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _

from nscl.economics.capital import CapitalBasis, InvestmentTiming
from nscl.economics.decomposition import Decomposition
from nscl.economics.growth.accounting import Method
from nscl.economics.growth.periods import Average
from nscl.productivity.enums import CapitalInput, LabourInput, StockStart
from nscl.productivity.rules.run_words import BASIS_NAMES, TIMING_NAMES
from nscl.productivity.rules.runs import FIELD_NAMES, SOURCE_LENGTH, TITLE_LENGTH, RunValues
from nscl.web.plan_editing.forms.spec import Choice, Choices
from nscl.web.productivity.words import AVERAGE_NOTES, AVERAGES, DECOMPOSITIONS, METHOD_NOTES, METHODS
from nscl.web.statistics.figures import FigureField, YearField, exact
from nscl.web.support.forms.fields import long_field, text_field
from nscl.web.ui.parts import Text
from nscl.web.work.forms.editor import Editor
from nscl.web.work.forms.fields import WholeField

# What is asked of everybody, row by row; the rest stands folded below it.
ASKED: Final = (
    ("title",),
    ("first_year", "last_year"),
    ("method",),
    ("labour_share", "labour_share_source"),
    ("target_share", "target_growth"),
    ("forecast_to",),
)
_ENUMS: Final[Mapping[str, type[StrEnum]]] = {
    "method": Method,
    "average": Average,
    "decomposition": Decomposition,
    "labour_input": LabourInput,
    "capital_input": CapitalInput,
    "stock_start": StockStart,
    "timing": InvestmentTiming,
    "basis": CapitalBasis,
}


def folded() -> list[tuple[Text, tuple[str, ...]]]:
    """The headings and fields of what is folded away."""
    return [
        (_("Phương pháp"), ("average", "decomposition", "labour_input", "capital_input")),
        (_("Vốn"), ("depreciation", "stock_start", "start_ratio", "start_years", "timing", "basis")),
        (_("Khoảng thử và mô phỏng"), ("share_low", "share_high", "depreciation_low", "depreciation_high", "draws")),
        (_("Khác"), ("research_elasticity", "seed", "note")),
    ]


class PercentField(FigureField):
    """A fraction, typed and shown in per cent."""

    def clean(self, value: Any) -> Any:
        """The fraction; None for a blank."""
        figure = super().clean(value)
        return None if figure is None else float(exact(figure) / 100)

    def prepare_value(self, value: Any) -> Any:
        """A fraction as per cent; what was typed stays as it was."""
        return super().prepare_value(float(exact(value) * 100)) if isinstance(value, float) else value


def run_form() -> Editor:
    """Every choice of a run."""
    return Editor({**_asked(), **_method(), **_capital(), **_ranges(), **_others()}, {}, Choices())


def values_of(sent: Mapping[str, Any]) -> RunValues:
    """What was chosen. sent: the values of the valid form."""
    chosen = dict(sent)
    for name, kind in _ENUMS.items():
        chosen[name] = kind(chosen[name])
    return RunValues(**chosen)


def initial_of(values: RunValues) -> dict[str, Any]:
    """What the form starts with."""
    found = {one.name: getattr(values, one.name) for one in fields(RunValues)}
    return {name: value.value if isinstance(value, StrEnum) else value for name, value in found.items()}


def _label(name: str) -> str:
    return str(FIELD_NAMES[name])


def _in_percent(name: str) -> str:
    return f"{_label(name)} (%)"


def _noted(names: Mapping[str, Text], notes: Mapping[str, Text]) -> list[Choice]:
    return [(code, f"{name}: {notes[code]}") for code, name in names.items()]


def _plain(names: Mapping[Any, Any]) -> list[Choice]:
    return [(str(code), str(name)) for code, name in names.items()]


def _choice(name: str, choices: Sequence[Choice], help_text: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=_label(name), choices=choices, help_text=help_text)


def _asked() -> dict[str, forms.Field]:
    gso = _("Chỉ phương pháp của Cục Thống kê cần. Để trống thì phương pháp này không tính được.")
    return {
        "title": text_field(_label("title"), TITLE_LENGTH),
        "first_year": YearField(label=_label("first_year"), help_text=_("Tốc độ tăng của năm này so với năm trước.")),
        "last_year": YearField(label=_label("last_year")),
        "method": _choice(
            "method",
            _noted(METHODS, METHOD_NOTES),
            _("Các phương pháp khác vẫn được tính và đặt bên cạnh, nếu số liệu cho phép."),
        ),
        "labour_share": FigureField(label=_label("labour_share"), help_text=f"{gso} {_('Ví dụ 0,55.')}"),
        "labour_share_source": text_field(
            _label("labour_share_source"),
            SOURCE_LENGTH,
            required=False,
            help_text=_("Bảng cân đối liên ngành nào, của năm nào."),
        ),
        "target_share": PercentField(
            label=_in_percent("target_share"), help_text=_("Theo kế hoạch của tỉnh, ví dụ 55.")
        ),
        "target_growth": PercentField(
            label=_in_percent("target_growth"),
            help_text=_("Mỗi năm. Để trống thì coi vốn và lao động tăng như giai đoạn đã qua."),
        ),
        "forecast_to": YearField(
            label=_label("forecast_to"), required=False, help_text=_("Để trống thì không dự báo.")
        ),
    }


def _method() -> dict[str, forms.Field]:
    return {
        "average": _choice("average", _noted(AVERAGES, AVERAGE_NOTES)),
        "decomposition": _choice("decomposition", _plain(DECOMPOSITIONS)),
        "labour_input": _choice("labour_input", [(code, str(label)) for code, label in LabourInput.choices]),
        "capital_input": _choice("capital_input", [(code, str(label)) for code, label in CapitalInput.choices]),
    }


def _capital() -> dict[str, forms.Field]:
    penn = _("Không có số chính thức. Penn World Table 10.01 tính cho Việt Nam từ 6,13 % (2012) đến 5,44 % (2019).")
    return {
        "depreciation": PercentField(label=_in_percent("depreciation"), required=True, help_text=penn),
        "stock_start": _choice("stock_start", [(code, str(label)) for code, label in StockStart.choices]),
        "start_ratio": FigureField(
            label=_label("start_ratio"), help_text=_("Chỉ ghi khi vốn ban đầu tính theo tỷ lệ, ví dụ 2.")
        ),
        "start_years": WholeField(label=_label("start_years"), required=True),
        "timing": _choice("timing", _plain(TIMING_NAMES)),
        "basis": _choice("basis", _plain(BASIS_NAMES)),
    }


def _ranges() -> dict[str, forms.Field]:
    return {
        "share_low": FigureField(label=_label("share_low"), help_text=_("Để trống cả hai đầu thì không thử.")),
        "share_high": FigureField(label=_label("share_high")),
        "depreciation_low": PercentField(label=_in_percent("depreciation_low")),
        "depreciation_high": PercentField(label=_in_percent("depreciation_high")),
        "draws": WholeField(
            label=_label("draws"), required=True, help_text=_("Nhiều nhất 100.000; 0 thì không mô phỏng.")
        ),
    }


def _others() -> dict[str, forms.Field]:
    return {
        "research_elasticity": FigureField(
            label=_label("research_elasticity"),
            help_text=_("Để tính phần của nghiên cứu và phát triển; để trống thì phương pháp đó không tính."),
        ),
        "seed": WholeField(
            label=_label("seed"), required=True, help_text=_("Cùng số gieo thì mô phỏng ra cùng kết quả.")
        ),
        "note": long_field(_label("note"), required=False),
    }
