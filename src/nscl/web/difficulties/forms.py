"""Forms of difficulties: raising one, changing its words, and its steps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from nscl.web.difficulties.words import ACT_WORDS
from nscl.web.plan_editing.forms.spec import Choice
from nscl.web.work.forms.fields import DayField, NumberedField
from nscl.work.rules.difficulties import MOST_TEXT, MOST_TITLE, DifficultyAct

# Operations speak of their own fields; these are the form's.
FIELDS = {
    "about": "ke_hoach",
    "agency_id": "co_quan",
    "assignee_id": "co_quan",
    "answer_due": "han",
    "title": "tieu_de",
    "text": "noi_dung",
}
TEXT_ROWS = 7


class WordsForm(forms.Form):
    """What stands in the way, in words."""

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial, use_required_attribute=False)
        self.fields["tieu_de"] = forms.CharField(
            label=_("Tiêu đề"), max_length=MOST_TITLE, help_text=_("Một câu ngắn nêu điều đang vướng.")
        )
        self.fields["noi_dung"] = _text_field(
            _("Nội dung và kiến nghị"), _("Vướng ở đâu, vì sao, đề nghị cơ quan nào làm gì.")
        )


class RaiseForm(WordsForm):
    """A new difficulty. plans: to choose from, None where the page says what it is about; whole: for the province."""

    def __init__(
        self,
        data: Any = None,
        *,
        plans: Sequence[Choice] | None,
        agencies: Sequence[Choice],
        whole: bool,
        agency: int | None = None,
    ) -> None:
        super().__init__(data)
        own = agencies[0][0] if len(agencies) == 1 and not whole else agency
        words = dict(self.fields)
        self.fields.clear()
        if plans is not None:
            only = plans[0][0] if len(plans) == 1 else None
            self.fields["ke_hoach"] = NumberedField(plans, label=_("Về kế hoạch nào"), initial=only)
        self.fields["co_quan"] = NumberedField(
            agencies,
            label=_("Vướng mắc của cơ quan nào"),
            required=not whole,
            blank=_("Chung của tỉnh") if whole else "",
            initial=own,
        )
        self.fields.update(words)


class StepForm(forms.Form):
    """One step: its words; to whom and until when, where it is assigned."""

    def __init__(
        self,
        data: Any = None,
        *,
        act: DifficultyAct,
        needs_text: bool,
        agencies: Sequence[Choice] = (),
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial, use_required_attribute=False)
        if act is DifficultyAct.ASSIGN:
            self.fields["co_quan"] = NumberedField(agencies, label=_("Giao cơ quan"))
            self.fields["han"] = DayField(label=_("Hạn trả lời"))
        words = ACT_WORDS[act]
        self.fields["noi_dung"] = _text_field(words.text, words.help, required=needs_text)


def _text_field(label: Any, help_text: Any, *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=MOST_TEXT,
        widget=forms.Textarea({"rows": TEXT_ROWS}),
    )
