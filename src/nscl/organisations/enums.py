"""Kinds of organisations, and what is told of people."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OrganisationKind(TextChoices):
    """What an organisation is."""

    ENTERPRISE = "enterprise", _("doanh nghiệp")
    COOPERATIVE = "cooperative", _("hợp tác xã")
    HOUSEHOLD = "household", _("hộ kinh doanh")
    SCHOOL = "school", _("cơ sở giáo dục")
    HEALTH = "health", _("cơ sở y tế")
    PUBLIC = "public", _("cơ quan, đơn vị công lập")
    CONFORMITY_BODY = "conformity_body", _("tổ chức đánh giá sự phù hợp")
    CONSULTANCY = "consultancy", _("tổ chức tư vấn")


class Sex(TextChoices):
    """As programmes report it; "" in the database where nobody said."""

    FEMALE = "female", _("nữ")
    MALE = "male", _("nam")
