"""In which province something of a plan happens on a day."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from nscl.institutions.queries import successor_of
from nscl.institutions.rules import InstitutionsError
from nscl.work.operations.errors import Refused
from nscl.work.rules.problems import Problem, Reason


def province_on(unit_id: int, on: date) -> int:
    """The number of the province that holds a plan's province on a day. Raises Refused where none is known."""
    try:
        return successor_of(unit_id, on).id
    except InstitutionsError as error:
        remedy = _("báo quản trị bổ sung dữ liệu đơn vị hành chính")
        raise Refused([Problem("", Reason.NO_HOLDER, str(error).rstrip("."), remedy)]) from error
