"""How a target can stand, and where its value comes from."""

from __future__ import annotations

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ProgressKind(StrEnum):
    """What the audit trail and evidence call a thing of this package."""

    STATED_VALUE = "progress.stated_value"


class StandingStatus(TextChoices):
    """Where a measure stands on a day (`nscl.progress.rules.status`)."""

    DONE = "done", _("đã đạt")
    ON_TRACK = "on_track", _("đúng tiến độ")
    AT_RISK = "at_risk", _("có nguy cơ chậm")
    LATE = "late", _("chậm")
    NOT_DUE = "not_due", _("chưa đến hạn")
    NO_DATA = "no_data", _("chưa có số liệu")
    UNCOUNTED = "uncounted", _("chưa có cách đếm")


class ValueSource(TextChoices):
    """Where a value comes from."""

    COUNTED = "counted", _("đếm từ hồ sơ")
    RATIO = "ratio", _("tỷ lệ của hai số đếm")
    COMPUTED = "computed", _("tính theo phương pháp")
    STATED = "stated", _("do cán bộ nêu")
    NOT_YET = "not_yet", _("chưa có cách đếm")


class StatedState(TextChoices):
    """How far a stated value is: it counts once a leader has signed it."""

    WAITING = "waiting", _("chờ xác nhận")
    SIGNED = "signed", _("đã xác nhận")
    WITHDRAWN = "withdrawn", _("đã rút")
