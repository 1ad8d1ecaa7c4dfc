"""Levels and kinds of places and bodies."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class UnitLevel(TextChoices):
    """Tier of an administrative unit. Districts ended on 1 July 2025 (Law 72/2025/QH15)."""

    PROVINCE = "province", _("cấp tỉnh")
    DISTRICT = "district", _("cấp huyện")
    COMMUNE = "commune", _("cấp xã")


class UnitKind(TextChoices):
    """What a unit is called."""

    PROVINCE = "province", _("tỉnh")
    CITY = "city", _("thành phố")
    COMMUNE = "commune", _("xã")
    WARD = "ward", _("phường")
    SPECIAL_ZONE = "special_zone", _("đặc khu")


class Confidence(TextChoices):
    """How well a fact of the reference data is known. Anything but HIGH is shown as unverified."""

    HIGH = "H", _("đã đọc văn bản")
    MEDIUM = "M", _("theo một nguồn gián tiếp")
    LOW = "L", _("chưa kiểm chứng")
