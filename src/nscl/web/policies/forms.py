"""The form of a trial: a draft or a policy, and the cases that it is tried on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from nscl.support.queries.rulebook import policies, vocabulary
from nscl.support.queries.trial_cases import MOST_CASES
from nscl.support.queries.trials import MOST_BYTES, SentFile
from nscl.web.plan_editing.forms.files import PACK_TYPES, SmallFileField

POLICY: Final = "quy-dinh"
DRAFT: Final = "du-thao"
PLACE: Final = "dia-ban"
DECIDED: Final = "da-quyet-dinh"
EXAMPLES: Final = "vi-du"
CASES: Final = "ho-so"
# What was sent goes along with the page, for the Excel file: nothing of it is kept on the server.
DRAFT_NAME: Final = "du-thao-ten"
DRAFT_TEXT: Final = "du-thao-chu"
CASES_NAME: Final = "ho-so-ten"
CASES_TEXT: Final = "ho-so-chu"


class TrialForm(forms.Form):
    """What to try, and on what."""

    def __init__(self, data: Any = None, files: Any = None, *, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, files, initial=dict(initial or {}), use_required_attribute=False)
        shipped = [(slug, policy.number) for slug, policy in policies().items()]
        provinces = [(key, capfirst(name)) for key, name in vocabulary().provinces.items()]
        size = {"size": MOST_BYTES // 1000}
        self.fields |= {
            DRAFT: SmallFileField(
                label=_("Tệp dự thảo"),
                limit=MOST_BYTES,
                accept=PACK_TYPES,
                required=False,
                help_text=_("Tệp .yaml, nhiều nhất %(size)s kB; soạn từ tệp của một chính sách đang có.") % size,
            ),
            PLACE: forms.ChoiceField(
                label=_("Địa bàn của dự thảo"), choices=[("", _("– chọn –")), *provinces], required=False
            ),
            POLICY: forms.ChoiceField(
                label=_("Hoặc một chính sách đang có"), choices=[("", _("– không –")), *shipped], required=False
            ),
            DECIDED: forms.BooleanField(
                label=_("Hồ sơ đã có quyết định trong hệ thống"),
                required=False,
                initial=True,
                help_text=_(
                    "Của tỉnh đang chọn: đã duyệt, không duyệt hoặc không đủ điều kiện; "
                    "nhiều nhất %(most)s hồ sơ mới nhất."
                )
                % {"most": MOST_CASES},
            ),
            EXAMPLES: forms.ChoiceField(
                label=_("Ví dụ của một chính sách"), choices=[("", _("– không –")), *shipped], required=False
            ),
            CASES: SmallFileField(
                label=_("Tệp hồ sơ"),
                limit=MOST_BYTES,
                accept=PACK_TYPES,
                required=False,
                help_text=_("Tệp .cases.yaml, nhiều nhất %(size)s kB; số đã chi ghi ở paid_vnd.") % size,
            ),
        }
        for name in (DRAFT_NAME, DRAFT_TEXT, CASES_NAME, CASES_TEXT):
            self.fields[name] = forms.CharField(
                required=False, strip=False, max_length=MOST_BYTES, widget=forms.HiddenInput
            )

    def clean(self) -> dict[str, Any]:
        """One thing to try, a place for a draft, something to try it on. Raises ValidationError at the fields."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        draft = self.draft()
        if (draft is not None) == bool(cleaned[POLICY]):
            self.add_error(DRAFT, _("Hãy chọn tệp dự thảo hoặc một chính sách đang có: đúng một trong hai."))
        if draft is not None and not cleaned[PLACE]:
            self.add_error(PLACE, _("Hãy chọn địa bàn mà dự thảo áp dụng."))
        if not cleaned[DECIDED] and not cleaned[EXAMPLES] and self.cases() is None:
            self.add_error(DECIDED, _("Hãy chọn ít nhất một nguồn hồ sơ để thử."))
        return cleaned

    def draft(self) -> SentFile | None:
        """The draft that was sent, just now or along with the page."""
        return self._sent(DRAFT, DRAFT_NAME, DRAFT_TEXT)

    def cases(self) -> SentFile | None:
        """The file of cases that was sent."""
        return self._sent(CASES, CASES_NAME, CASES_TEXT)

    def _sent(self, file: str, name: str, text: str) -> SentFile | None:
        chosen: UploadedFile[bytes] | None = self.cleaned_data.get(file)
        if chosen is not None:
            chosen.seek(0)
            return SentFile(chosen.name or "tep.yaml", chosen.read())
        kept = str(self.cleaned_data.get(text) or "")
        return SentFile(str(self.cleaned_data.get(name) or "tep.yaml"), kept.encode()) if kept else None
