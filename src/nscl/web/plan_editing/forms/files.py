"""Forms that take files and decisions: a pack, a document's text, what is made of a finding."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from nscl.documents.pack.reader import MAX_PACK_BYTES
from nscl.plans.enums import FindingState
from nscl.web.plan_editing.reading import MAX_TEXT_BYTES, too_large

PACK_TYPES = ".yaml,.yml"
TEXT_TYPES = ".txt"


class SmallFileField(forms.FileField):
    """A file of at most `limit` bytes; a larger one is refused before it is read."""

    def __init__(self, *, limit: int, accept: str, **kwargs: Any) -> None:
        super().__init__(widget=forms.FileInput(attrs={"accept": accept}), **kwargs)
        self.limit = limit

    def clean(self, data: Any, initial: Any = None) -> UploadedFile[bytes] | None:
        """The file. Raises ValidationError where it is too large."""
        file: UploadedFile[bytes] | None = super().clean(data, initial)
        if file and file.size is not None and file.size > self.limit:
            problem = too_large(file.name or "", file.size, self.limit)
            raise forms.ValidationError(f"{problem.message}. {problem.remedy}.", code="too_large")
        return file


class LoadForm(forms.Form):
    """A pack, with the document's text where it is to be kept beside the plan."""

    goi = SmallFileField(
        label=_("Gói kế hoạch"),
        limit=MAX_PACK_BYTES,
        accept=PACK_TYPES,
        help_text=_("Tệp plan.yaml, nhiều nhất 5 MB."),
    )
    van_ban = SmallFileField(
        label=_("Toàn văn của kế hoạch"),
        limit=MAX_TEXT_BYTES,
        accept=TEXT_TYPES,
        required=False,
        help_text=_("Tệp văn bản thuần (.txt, UTF-8), nhiều nhất 5 MB: để mỗi mục được xem cạnh các dòng của nó."),
    )


class CheckForm(forms.Form):
    """A pack to check, as a file or pasted."""

    goi = SmallFileField(
        label=_("Gói kế hoạch"),
        limit=MAX_PACK_BYTES,
        accept=PACK_TYPES,
        required=False,
        help_text=_("Tệp plan.yaml, nhiều nhất 5 MB."),
    )
    noi_dung = forms.CharField(
        label=_("Hoặc dán nội dung"),
        required=False,
        strip=False,
        max_length=MAX_PACK_BYTES,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "placeholder": "schema: 1"}),
    )

    def clean(self) -> dict[str, Any]:
        """One of the two. Raises ValidationError where there is neither, or both."""
        cleaned = super().clean() or {}
        if not self.errors and bool(cleaned.get("goi")) == bool(str(cleaned.get("noi_dung", "")).strip()):
            raise forms.ValidationError(_("Hãy chọn một tệp hoặc dán nội dung: đúng một trong hai cách."))
        return cleaned

    def sent(self) -> tuple[str, bytes]:
        """The name and the bytes of what was sent."""
        file: UploadedFile[bytes] | None = self.cleaned_data["goi"]
        if file is not None:
            return file.name or "", file.read()
        return str(_("nội dung dán")), str(self.cleaned_data["noi_dung"]).encode("utf-8")


class TextForm(forms.Form):
    """The text of an edition's document."""

    van_ban = SmallFileField(
        label=_("Toàn văn của kế hoạch"),
        limit=MAX_TEXT_BYTES,
        accept=TEXT_TYPES,
        help_text=_("Tệp văn bản thuần (.txt, UTF-8), nhiều nhất 5 MB, đúng tệp mà các số dòng được đếm theo."),
    )


class DecisionForm(forms.Form):
    """What is made of a finding."""

    quyet_dinh = forms.ChoiceField(
        label=_("Xử lý"),
        widget=forms.RadioSelect,
        choices=[
            (FindingState.ACCEPTED.value, _("Ghi nhận: văn bản đúng là viết như thế")),
            (FindingState.FIXED.value, _("Đã sửa: số liệu nay không còn mâu thuẫn")),
            (FindingState.WAIVED.value, _("Bỏ qua: không phải mâu thuẫn, có lý do")),
            (FindingState.OPEN.value, _("Mở lại: chưa xử lý")),
        ],
    )
    ly_do = forms.CharField(
        label=_("Lý do"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Bắt buộc khi bỏ qua; người đọc sau thấy lý do này cạnh phát hiện."),
    )
