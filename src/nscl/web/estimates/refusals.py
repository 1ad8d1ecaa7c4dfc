"""What an operation refused, told in the form: at the field to mend, or on top."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _

from nscl.finance.operations.estimates.errors import EstimateError, LineConflict, ReasonMissing, Refused
from nscl.web.plans.words import capital


def refuse(form: forms.Form, error: EstimateError) -> None:
    """Say why nothing was written."""
    match error:
        case Refused(problems=problems):
            for problem in problems:
                field = problem.field if problem.field in form.fields else None
                form.add_error(field, capital(str(problem)))
        case LineConflict(fields=fields):
            form.add_error(None, str(error))
            for one in fields:
                message = _("Đang lưu: %(theirs)s. Lưu lần nữa thì giữ giá trị của bạn.")
                form.add_error(one.field, message % {"theirs": one.theirs or _("để trống")})
        case ReasonMissing(field=field) if field in form.fields:
            form.add_error(field, str(error))
        case _:
            form.add_error(None, str(error))
