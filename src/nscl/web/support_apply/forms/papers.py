"""The form by which one paper of an application is sent in: a photograph, or a file."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _

from nscl.records.evidence_files.limits import MAX_BYTES, MEGA
from nscl.records.evidence_files.naming import ACCEPT
from nscl.web.evidence.forms import EvidenceFilesField, SeveralFiles
from nscl.web.evidence.uploading import ReceivedFile

NAME: Final = "giay"
NAME_LENGTH: Final = 250


class PaperForm(forms.Form):
    """Files of one paper; `other`: of a paper that nobody asked for, which is named. place: of the form on its page."""

    def __init__(self, data: Any = None, files: Any = None, *, place: int = 0, other: bool = False) -> None:
        super().__init__(data, files, use_required_attribute=False, auto_id=f"id_{place}_%s")
        if other:
            self.fields["ten"] = forms.CharField(label=_("Tên giấy tờ"), max_length=NAME_LENGTH)
        too_large = _("nặng hơn %(size)s MB. Hãy giảm độ phân giải hoặc tách tệp.") % {"size": MAX_BYTES // MEGA}
        self.fields["tep"] = EvidenceFilesField(
            label=_("Ảnh chụp hoặc tệp"),
            widget=SeveralFiles({"accept": ACCEPT, "data-most": str(MAX_BYTES), "data-too-large": too_large}),
            help_text=_("Ảnh chụp rõ cả trang, hoặc PDF, Word, Excel; nhiều nhất %(size)s MB một tệp.")
            % {"size": MAX_BYTES // MEGA},
        )

    @property
    def sent(self) -> list[ReceivedFile]:
        """The files, once it was judged."""
        return list(self.cleaned_data.get("tep") or [])
