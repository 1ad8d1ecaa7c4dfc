"""Indicators that cases of support give: organisations of which a result was accepted, each once."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from nscl.progress.catalogue.registered import Registered, Source
from nscl.progress.catalogue.registry import registered

_CARRY_CASES = _("Ghi hồ sơ hỗ trợ đến nghiệm thu.")

registered(
    "enterprises_supported",
    Registered(Source.ORGANISATIONS_SUPPORTED),
    remedy=_CARRY_CASES,
    unit=_("tổ chức, doanh nghiệp"),
    counts=_(
        "Mỗi tổ chức có hồ sơ hỗ trợ đã nghiệm thu tính một lần, vào năm nghiệm thu đầu tiên của giai đoạn; "
        "chi nhánh, tổ chức kế thừa tính chung."
    ),
)
registered(
    "enterprises_supported_growth",
    Registered(Source.ORGANISATIONS_SUPPORTED),
    remedy=_CARRY_CASES,
    unit="%",
    counts=_(
        "Số tổ chức có hồ sơ hỗ trợ nghiệm thu trong năm so với năm trước; một tổ chức mỗi năm tính một lần, "
        "chi nhánh, tổ chức kế thừa tính chung."
    ),
)
registered(
    "enterprises_standards_supported",
    Registered(Source.STANDARDS_SUPPORTED),
    remedy=_CARRY_CASES,
    unit=_("tổ chức, doanh nghiệp"),
    counts=_(
        "Như số tổ chức được hỗ trợ, chỉ tính hồ sơ về tiêu chuẩn, quy chuẩn: tiêu chuẩn cơ sở, hợp chuẩn, hợp quy, "
        "thử nghiệm, chứng nhận sản phẩm, hệ thống quản lý theo tiêu chuẩn ISO hoặc TCVN."
    ),
)
