"""Forms of evidence: files or photographs, a link, a caption; the reason of a removal."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from nscl.records.evidence_files.limits import MAX_BYTES, MAX_FILES, MEGA
from nscl.records.evidence_files.links import LINK_LENGTH
from nscl.records.evidence_files.naming import ACCEPT
from nscl.records.queries.evidence import CAPTION_LENGTH, NAME_LENGTH
from nscl.web.evidence.uploading import ReceivedFile

_PHOTOGRAPHS: Final = "image/jpeg,image/png,image/webp"


class SeveralFiles(forms.FileInput):
    """A file input that takes several at once."""

    allow_multiple_selected = True

    def __init__(self, attrs: dict[str, str]) -> None:
        super().__init__({**attrs, "multiple": True})


class EvidenceFilesField(forms.FileField):
    """Files of one input, as they were received."""

    def clean(self, data: Any, initial: Any = None) -> list[ReceivedFile]:
        """All of them, in their order; whether each is taken is told one by one when it is added."""
        return [file for file in data or [] if isinstance(file, ReceivedFile)]


class EvidenceForm(forms.Form):
    """What to add. On a phone the second field opens the camera."""

    tep = EvidenceFilesField(
        label=_("Tệp"),
        required=False,
        widget=SeveralFiles({"accept": ACCEPT, "data-most": str(MAX_BYTES)}),
        help_text=_("Ảnh (JPEG, PNG, WebP), PDF, Word (.docx), Excel (.xlsx); chọn được nhiều tệp."),
    )
    anh = EvidenceFilesField(
        label=_("Chụp ảnh"),
        required=False,
        widget=SeveralFiles({"accept": _PHOTOGRAPHS, "capture": "environment", "data-most": str(MAX_BYTES)}),
        help_text=_("Trên điện thoại, ô này mở máy ảnh."),
    )
    duong_dan = forms.CharField(
        label=_("Hoặc đường dẫn"),
        required=False,
        max_length=2 * LINK_LENGTH,  # the operation says why a long one is refused
        widget=forms.URLInput(attrs={"placeholder": "https://", "autocomplete": "off"}),
        help_text=_("Phóng sự, bài báo, trang tin của cơ quan."),
    )
    ten_duong_dan = forms.CharField(label=_("Tên của đường dẫn"), required=False, max_length=NAME_LENGTH)
    chu_thich = forms.CharField(
        label=_("Chú thích"),
        required=False,
        max_length=CAPTION_LENGTH,
        help_text=_("Cho thấy gì: ai, ở đâu, việc gì. Ghi chung cho các tệp của lần gửi này."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bounds = _("Mỗi tệp nhiều nhất %(size)s MB, mỗi lần %(files)s tệp.") % {
            "size": MAX_BYTES // MEGA,
            "files": MAX_FILES,
        }
        field = self.fields["tep"]
        field.help_text = f"{field.help_text} {bounds}"
        for name in ("tep", "anh"):
            # Said by the browser after the names of the files, before they are on their way (nscl.js).
            self.fields[name].widget.attrs["data-too-large"] = _(
                "nặng hơn %(size)s MB. Hãy giảm độ phân giải hoặc tách tệp; với video hãy gửi đường dẫn."
            ) % {"size": MAX_BYTES // MEGA}

    @property
    def files_sent(self) -> list[ReceivedFile]:
        """The files of both inputs."""
        return [*self.cleaned_data["tep"], *self.cleaned_data["anh"]]


class CaptionForm(forms.Form):
    """What is to be seen."""

    chu_thich = forms.CharField(label=_("Chú thích"), required=False, max_length=CAPTION_LENGTH)


class RemovalForm(forms.Form):
    """Why evidence is taken away."""

    ly_do = forms.CharField(
        label=_("Lý do"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Ví dụ: gửi nhầm ảnh của hoạt động khác. Lý do được lưu cùng tên người gỡ."),
    )
