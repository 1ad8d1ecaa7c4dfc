"""Kinds and states of organisations, what is noted of them, and what is told of people."""

from __future__ import annotations

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# What the audit trail, evidence and search call things of this package.
ORGANISATION: Final = "organisations.organisation"
FLAG: Final = "organisations.flag"
IMPORT: Final = "organisations.import"


class OrganisationKind(TextChoices):
    """What an organisation is."""

    ENTERPRISE = "enterprise", _("doanh nghiệp")
    COOPERATIVE = "cooperative", _("hợp tác xã")
    COOPERATIVE_UNION = "cooperative_union", _("liên hiệp hợp tác xã")
    HOUSEHOLD = "household", _("hộ kinh doanh")
    SCHOOL = "school", _("cơ sở giáo dục")
    HEALTH = "health", _("cơ sở y tế")
    PUBLIC = "public", _("cơ quan, đơn vị công lập")
    CONFORMITY_BODY = "conformity_body", _("tổ chức đánh giá sự phù hợp")
    CONSULTANCY = "consultancy", _("tổ chức tư vấn")


class OrganisationState(TextChoices):
    """Whether it works. GONE: dissolved, bankrupt, or gone into another organisation."""

    ACTIVE = "active", _("đang hoạt động")
    SUSPENDED = "suspended", _("tạm ngừng")
    GONE = "gone", _("đã chấm dứt")


class VsicEdition(TextChoices):
    """The edition of the system of industries that a code is of: a code means nothing without it.

    Decisions 27/2018/QĐ-TTg, and 36/2025/QĐ-TTg from 15 November 2025.
    """

    V2018 = "2018", _("VSIC 2018")
    V2025 = "2025", _("VSIC 2025")


class FlagKind(TextChoices):
    """What is noted of an organisation with a date and a basis, because rules or plans ask for it."""

    KEY_PRODUCT = "key_product", _("sản phẩm chủ lực của tỉnh")
    OCOP = "ocop", _("sản phẩm OCOP")
    STARTUP = "startup", _("doanh nghiệp khởi nghiệp sáng tạo")
    SCIENCE = "science", _("doanh nghiệp khoa học và công nghệ")
    HIGH_TECH = "high_tech", _("doanh nghiệp công nghệ cao")
    EXPORT = "export", _("sản xuất hàng xuất khẩu")
    KEY_EXPORT = "key_export", _("sản phẩm xuất khẩu chủ lực")
    RISK = "risk", _("mức độ rủi ro của hàng hóa")
    WOMEN_OWNED = "women_owned", _("doanh nghiệp do phụ nữ làm chủ")
    MANY_WOMEN = "many_women", _("sử dụng nhiều lao động nữ")
    SOCIAL = "social", _("doanh nghiệp xã hội")
    CLUSTER = "cluster", _("tham gia cụm liên kết ngành, chuỗi giá trị")
    PROGRAMME = "programme", _("thuộc Chương trình quốc gia năng suất, chất lượng")


class RiskLevel(TextChoices):
    """Risk levels of goods (Decree 37/2026/NĐ-CP, article 5)."""

    LOW = "low", _("rủi ro thấp")
    MEDIUM = "medium", _("rủi ro trung bình")
    HIGH = "high", _("rủi ro cao")


class SuccessionKind(TextChoices):
    """How one organisation came of another (Law on Enterprises 59/2020/QH14, articles 198 to 205)."""

    CONVERTED = "converted", _("chuyển đổi loại hình")
    MERGED = "merged", _("sáp nhập")
    CONSOLIDATED = "consolidated", _("hợp nhất")
    DIVIDED = "divided", _("chia")
    SEPARATED = "separated", _("tách")


class Sex(TextChoices):
    """As programmes report it; "" in the database where nobody said."""

    FEMALE = "female", _("nữ")
    MALE = "male", _("nam")


class ImportOutcome(TextChoices):
    """What becomes of a row of a file of organisations."""

    NEW = "new", _("thêm mới")
    CHANGED = "changed", _("bổ sung, cập nhật")
    SAME = "same", _("đã có, không đổi")
    DOUBTFUL = "doubtful", _("nghi trùng")
    WRONG = "wrong", _("phải sửa")
