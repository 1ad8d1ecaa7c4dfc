"""The form that asks for a reason or a comment."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class ReasonForm(forms.Form):
    """Why something is done. Whether a reason must be there is for the operation to say."""

    ly_do = forms.CharField(label=_("Lý do"), required=False, widget=forms.Textarea({"rows": 3}))

    use_required_attribute = False

    def __init__(
        self, data: Any = None, *, label: Any = None, help_text: Any = "", required: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.fields["ly_do"].help_text = help_text
        self.fields["ly_do"].required = required
        if label is not None:
            self.fields["ly_do"].label = label
