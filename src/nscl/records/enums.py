"""Who may find an indexed item."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Audience(TextChoices):
    """The circle of people to whom a search result may appear."""

    EVERYONE = "everyone", _("mọi người đã đăng nhập")
    PROVINCE = "province", _("người của tỉnh")
    PROVINCE_STAFF = "province_staff", _("cán bộ soạn thảo của tỉnh")
