"""How a target can stand, and where its value comes from."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ProgressKind(StrEnum):
    """What the audit trail and evidence call a thing of this package."""

    STATED_VALUE = "progress.stated_value"


class StandingStatus(TextChoices):
    """Where a measure stands on a day (`nscl.progress.rules.status`).

    Three ways to have no value, each with another remedy. NO_DATA: there is a way to count, and nothing was recorded by
    then. AWAITED: the catalogue knows the indicator, the records that give it are not kept in the system yet.
    UNCOUNTED: nobody knows how it is counted. Of the last two an officer may state the value.
    """

    DONE = "done", _("đã đạt")
    ON_TRACK = "on_track", _("đúng tiến độ")
    AT_RISK = "at_risk", _("có nguy cơ chậm")
    LATE = "late", _("chậm")
    NOT_DUE = "not_due", _("chưa đến hạn")
    NO_DATA = "no_data", _("chưa có số liệu")
    AWAITED = "awaited", _("chưa tính")
    UNCOUNTED = "uncounted", _("chưa có cách đếm")


UNMEASURED: Final = frozenset({StandingStatus.AWAITED, StandingStatus.UNCOUNTED})
# Nothing can be said of how these stand.
UNJUDGED: Final = UNMEASURED | {StandingStatus.NO_DATA}


class ValueSource(TextChoices):
    """Where a value comes from."""

    COUNTED = "counted", _("đếm từ hồ sơ")
    RATIO = "ratio", _("tỷ lệ của hai số đếm")
    COMPUTED = "computed", _("tính theo phương pháp")
    STATED = "stated", _("do cán bộ nêu")
    AWAITED = "awaited", _("chờ loại hồ sơ chưa có trong hệ thống")
    NOT_YET = "not_yet", _("chưa có cách đếm")


SOURCES_OF_NOTHING: Final = frozenset({ValueSource.AWAITED, ValueSource.NOT_YET})


class StatedState(TextChoices):
    """How far a stated value is: it counts once a leader has signed it."""

    WAITING = "waiting", _("chờ xác nhận")
    SIGNED = "signed", _("đã xác nhận")
    WITHDRAWN = "withdrawn", _("đã rút")


class CountReason(TextChoices):
    """Why a record counts for a measure that could take it, or does not."""

    ALONE = "alone", _("đã tính: chỉ chỉ tiêu này tính được")
    DECLARED = "declared", _("đã tính: đã khai cho chỉ tiêu này")
    UNDECLARED = "undeclared", _("chưa tính: chưa khai cho chỉ tiêu này")
    NOT_DONE = "not_done", _("chưa tính: hoạt động chưa xong")
    NO_QUANTITY = "no_quantity", _("chưa tính: chưa ghi số lượng sản phẩm")
    CANCELLED = "cancelled", _("không tính: hoạt động đã hủy")
