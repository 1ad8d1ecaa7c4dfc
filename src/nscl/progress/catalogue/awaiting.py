"""Codes in use that no record gives yet, each with the record that will. Until then an officer may state the value."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nscl.progress.catalogue.registry import awaited


@dataclass(frozen=True, slots=True)
class _Record:
    """What will be counted, and the package (architecture.md) that will keep it."""

    package: str
    words: str | Promise


# The registry's flag of high risk is set where somebody looked; how many have such goods, only a list of goods tells.
_HIGH_RISK = _Record(
    "standards",
    _(
        "Danh mục hàng hóa rủi ro cao và nơi sản xuất (phần tiêu chuẩn): hồ sơ hỗ trợ cho biết số được hỗ trợ, "
        "chưa cho biết trên tổng bao nhiêu doanh nghiệp."
    ),
)
# Equipment for laboratories is a content of no rule in data/rules, so of no case.
_LABORATORIES = _Record("standards", _("Sổ phòng thử nghiệm (phần tiêu chuẩn); chưa quy định nào hỗ trợ thiết bị."))
_PILOTS = _Record("improvement", _("Mô hình điểm và phiếu đánh giá trước, sau (phần cải tiến)."))
_APPLYING = _Record(
    "improvement", _("Đơn vị áp dụng công cụ cải tiến (phần cải tiến), trên số đơn vị trong sổ tổ chức.")
)
_AWARDS = _Record("improvement", _("Hồ sơ tham gia Giải thưởng Chất lượng Quốc gia (phần cải tiến)."))
_BODIES = _Record("standards", _("Sổ tổ chức đánh giá sự phù hợp (phần tiêu chuẩn)."))
_REGULATIONS = _Record("standards", _("Hồ sơ quy chuẩn kỹ thuật địa phương (phần tiêu chuẩn)."))
_REQUESTS = _Record("standards", _("Yêu cầu thông tin tiêu chuẩn và trả lời (phần tiêu chuẩn)."))
_METROLOGY = _Record("standards", _("Sổ thành viên mạng lưới đo lường (phần tiêu chuẩn)."))

for _codes, _unit, _record in (
    (("high_risk_enterprises_supported_share",), "%", _HIGH_RISK),
    (("labs_supported",), _("phòng thử nghiệm"), _LABORATORIES),
    (("pilot_models_enterprise", "pilot_models_health"), _("mô hình"), _PILOTS),
    (("pilot_models_school", "pilot_models_public_agency"), _("mô hình"), _PILOTS),
    (("pilot_projects_sme",), _("dự án"), _PILOTS),
    (("health_facilities_applying_share", "schools_applying_share"), "%", _APPLYING),
    (("quality_award_participants",), _("đơn vị"), _AWARDS),
    (("conformity_bodies_formed",), _("tổ chức"), _BODIES),
    (("local_technical_regulations",), _("quy chuẩn"), _REGULATIONS),
    (("standards_requests_served_share",), "%", _REQUESTS),
    (("metrology_network_share",), "%", _METROLOGY),
):
    for _code in _codes:
        awaited(_code, unit=_unit, package=_record.package, given_by=_record.words)
