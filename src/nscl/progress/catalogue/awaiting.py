"""Codes in use that no record gives yet, each with the record that will. Until then an officer may state the value."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from nscl.progress.catalogue.registry import awaited

_CLASSES = _("Lớp đào tạo và điểm danh (phần đào tạo).")
_EXPERTS = _("Sổ chuyên gia và chứng nhận (phần đào tạo).")
_CLUBS = _("Sổ câu lạc bộ năng suất chất lượng (phần đào tạo).")
_CASES = _("Hồ sơ hỗ trợ tổ chức, doanh nghiệp (phần hỗ trợ).")
_PILOTS = _("Mô hình điểm và phiếu đánh giá trước, sau (phần cải tiến).")
_AWARDS = _("Hồ sơ tham gia Giải thưởng Chất lượng Quốc gia (phần cải tiến).")
_STANDARDS = _("Sổ tiêu chuẩn, yêu cầu thông tin và tổ chức đánh giá sự phù hợp (phần tiêu chuẩn).")
_PRODUCTIVITY = _("Số liệu thống kê và lần tính năng suất được công bố (phần năng suất).")

for _codes, _unit, _given_by in (
    (("people_trained",), _("lượt người"), _CLASSES),
    (("people_trained_per_enterprise",), _("người"), _CLASSES),
    (("enterprises_trained",), _("doanh nghiệp"), _CLASSES),
    (("training_courses",), _("lớp"), _CLASSES),
    (("institutions_training",), _("trường, trung tâm"), _CLASSES),
    (("experts_trained", "experts_certified", "assessors_certified"), _("chuyên gia"), _EXPERTS),
    (("clubs",), _("câu lạc bộ"), _CLUBS),
    (("institutions_with_clubs",), _("trường"), _CLUBS),
    (("enterprises_supported", "enterprises_standards_supported"), _("tổ chức, doanh nghiệp"), _CASES),
    (("enterprises_supported_growth",), "%", _CASES),
    (("high_risk_enterprises_supported_share",), "%", _CASES),
    (("labs_supported",), _("phòng thử nghiệm"), _CASES),
    (("pilot_models_enterprise", "pilot_models_health"), _("mô hình"), _PILOTS),
    (("pilot_models_school", "pilot_models_public_agency"), _("mô hình"), _PILOTS),
    (("pilot_projects_sme",), _("dự án"), _PILOTS),
    (("health_facilities_applying_share", "schools_applying_share"), "%", _PILOTS),
    (
        ("quality_award_participants",),
        _("đơn vị"),
        _("Hồ sơ tham gia Giải thưởng Chất lượng Quốc gia (phần cải tiến)."),
    ),
    (("conformity_bodies_formed",), _("tổ chức"), _STANDARDS),
    (("local_technical_regulations",), _("quy chuẩn"), _STANDARDS),
    (("standards_requests_served_share", "metrology_network_share"), "%", _STANDARDS),
    (("tfp_share", "labour_productivity_growth"), "%", _PRODUCTIVITY),
):
    for _code in _codes:
        awaited(_code, unit=_unit, given_by=_given_by)
