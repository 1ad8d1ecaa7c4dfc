"""What an operation of support or of the ledger refused, told in the form: at the field to mend, or on top."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from nscl.finance.operations.ledger import DuplicateVoucher, InvalidVoucher, LedgerError
from nscl.support.operations.errors import Conflict, ReasonMissing, Refused, SupportError
from nscl.support.operations.refusals import FundExists
from nscl.web.work.forms.editor import Editor

# What is told on the page; everything else is no refusal but a fault.
EXPECTED: Final = (SupportError, LedgerError)
# Where a form asks for something under another name than the operation has.
_NAMES: Final[Mapping[str, str]] = {"entries": "vnd"}


def is_conflict(error: Exception) -> bool:
    """Whether somebody else changed the thing in the meantime."""
    return isinstance(error, Conflict)


def refuse(editor: Editor, error: Exception) -> None:
    """Say why nothing was written."""
    match error:
        case Conflict():
            _refuse_conflict(editor, error)
        case Refused(problems=problems):
            editor.refuse(problems)
        case ReasonMissing(field=field):
            at = next((name for name in (field, "reason", "comment") if name in editor.form.fields), None)
            editor.form.add_error(at, str(error))
        case InvalidVoucher(problems=wrong):
            for one in wrong:
                name = _NAMES.get(one.field, one.field)
                editor.form.add_error(name if name in editor.form.fields else None, str(one))
        case FundExists(number=number):
            door = format_html('<a href="{}">{}</a>', reverse("fund", kwargs={"number": number}), _("Mở trần đó"))
            editor.refuse_whole(format_html("{} {}", str(error), door))
        case DuplicateVoucher():
            editor.refuse_whole(str(error))
        case _:
            editor.refuse_whole(str(error))


def _refuse_conflict(editor: Editor, error: Conflict) -> None:
    """Both values of what differs; what was typed stays, and is kept when it is sent once more."""
    who = _("%(name)s vừa sửa") % {"name": error.by} if error.by else _("Người khác vừa sửa")
    words = _("%(who)s sau khi bạn mở trang này. Chưa lưu gì; nội dung bạn gõ còn nguyên. Xem lại rồi bấm lần nữa.")
    editor.refuse_whole(words % {"who": who})
    for one in error.fields:
        different = _("%(label)s: đang lưu “%(theirs)s”, bạn ghi “%(mine)s”.")
        editor.refuse_whole(different % {"label": one.label, "theirs": one.theirs or "–", "mine": one.mine or "–"})
