"""What an operation refused, told in the form: at the field to mend, or on top."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.translation import gettext as _

from nscl.web.work.forms.editor import Editor
from nscl.web.work.places import activity_href
from nscl.work.operations.errors import DuplicateActivity, ReasonMissing, Refused, WorkError


def refuse(editor: Editor, error: WorkError) -> None:
    """Say why nothing was written."""
    match error:
        case Refused(problems=problems):
            editor.refuse(problems)
        case ReasonMissing(field=field) if field in editor.form.fields:
            editor.form.add_error(field, str(error))
        case DuplicateActivity(other=other):
            door = format_html('<a href="{}">{}</a>', activity_href(other.number), _("Mở hoạt động đó"))
            editor.refuse_whole(format_html("{} {}", str(error), door))
        case _:
            editor.refuse_whole(str(error))
