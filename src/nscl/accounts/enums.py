"""Roles and permissions."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What a person is to the programme; each is given for a scope (the country, a province, an agency, a body)."""

    ADMINISTRATOR = "administrator", _("quản trị hệ thống")
    NATIONAL_VIEWER = "national_viewer", _("cán bộ Bộ, Ủy ban TCĐLCL quốc gia")
    PROVINCE_OFFICER = "province_officer", _("chuyên viên chương trình")
    PROVINCE_LEADER = "province_leader", _("lãnh đạo")
    PROVINCE_FINANCE = "province_finance", _("cán bộ tài chính")
    AGENCY_FOCAL_POINT = "agency_focal_point", _("đầu mối sở, ngành, xã, phường")
    BENEFICIARY = "beneficiary", _("tổ chức thụ hưởng")
    CONSULTANT = "consultant", _("tư vấn, chuyên gia")
    AUDITOR = "auditor", _("kiểm tra, kiểm toán")


class Scope(TextChoices):
    """How far a role reaches."""

    NATION = "nation", _("cả nước")
    PROVINCE = "province", _("một tỉnh")
    AGENCY = "agency", _("một cơ quan")
    ORGANISATION = "organisation", _("một tổ chức")


class Permission(TextChoices):
    """One thing that a person may do. Views and operations ask for these, never for a role."""

    VIEW_PLANS = "view_plans", _("xem kế hoạch đã ban hành")
    VIEW_DRAFTS = "view_drafts", _("xem bản nháp kế hoạch")
    EDIT_PLANS = "edit_plans", _("nạp, sửa kế hoạch và xử lý phát hiện")
    ISSUE_PLANS = "issue_plans", _("ban hành kế hoạch và mở điều chỉnh")
    VIEW_INSTITUTIONS = "view_institutions", _("xem đơn vị hành chính và cơ quan")
    VIEW_HISTORY = "view_history", _("xem nhật ký thay đổi")
    MANAGE_ACCOUNTS = "manage_accounts", _("quản lý tài khoản và vai trò")
    VIEW_WORK = "view_work", _("xem kế hoạch năm và hoạt động")
    PLAN_WORK = "plan_work", _("lập kế hoạch năm")
    APPROVE_WORK = "approve_work", _("duyệt kế hoạch năm")
    RECORD_WORK = "record_work", _("ghi kết quả hoạt động")
    STATE_VALUES = "state_values", _("nêu số liệu của chỉ tiêu")
    SIGN_VALUES = "sign_values", _("xác nhận số liệu của chỉ tiêu")
    RAISE_DIFFICULTIES = "raise_difficulties", _("nêu vướng mắc")
    ANSWER_DIFFICULTIES = "answer_difficulties", _("trả lời vướng mắc")
    ESCALATE = "escalate", _("giao, kết thúc vướng mắc và báo cáo lên UBND tỉnh")
    COMMEND = "commend", _("đề nghị và ghi quyết định khen thưởng")
    VIEW_MONEY = "view_money", _("xem dự toán và sổ kinh phí")
    ESTIMATE = "estimate", _("lập dự toán")
    APPRAISE = "appraise", _("thẩm định, duyệt dự toán")
    RECORD_MONEY = "record_money", _("ghi sổ kinh phí")
    SETTLE_MONEY = "settle_money", _("quyết toán và khóa sổ năm")
    VIEW_TRAINING = "view_training", _("xem đào tạo, chuyên gia, câu lạc bộ")
    RUN_CLASSES = "run_classes", _("mở lớp, ghi danh, điểm danh; xem liên hệ của học viên")
    ISSUE_CERTIFICATES = "issue_certificates", _("cấp, cấp lại, thu hồi chứng nhận")
    KEEP_REGISTERS = "keep_registers", _("ghi sổ chuyên gia, câu lạc bộ, chương trình ở trường")
    MERGE_PEOPLE = "merge_people", _("gộp người học trùng")
    ENROL_OWN = "enrol_own", _("ghi danh người của đơn vị mình")
    VIEW_REGISTRY = "view_registry", _("xem sổ đăng ký tổ chức")
    KEEP_REGISTRY = "keep_registry", _("ghi sổ đăng ký tổ chức; xem liên hệ")
    MERGE_ORGANISATIONS = "merge_organisations", _("gộp tổ chức trùng, ghi quan hệ giữa các tổ chức")
    VIEW_SUPPORT = "view_support", _("xem hồ sơ hỗ trợ")
    APPLY_SUPPORT = "apply_support", _("nộp hồ sơ hỗ trợ của đơn vị mình")
    HANDLE_SUPPORT = "handle_support", _("tiếp nhận, thẩm tra, ghi hợp đồng và nghiệm thu hồ sơ hỗ trợ")
    DECIDE_SUPPORT = "decide_support", _("quyết định hỗ trợ")
    PAY_SUPPORT = "pay_support", _("chi tiền hỗ trợ")
    VISIT_ORGANISATIONS = "visit_organisations", _("ghi chuyến thăm, khảo sát nhu cầu")
    VIEW_PRODUCTIVITY = "view_productivity", _("xem số liệu và kết quả tính năng suất")
    KEEP_PRODUCTIVITY = "keep_productivity", _("nhập số liệu, tính năng suất")
    PUBLISH_PRODUCTIVITY = "publish_productivity", _("công bố, thu hồi kết quả tính năng suất")
    VIEW_REPORTS = "view_reports", _("xem kỳ báo cáo và báo cáo của mọi cơ quan")
    WRITE_REPORTS = "write_reports", _("soạn, nộp báo cáo của cơ quan mình")
    RUN_ROUNDS = "run_rounds", _("mở kỳ báo cáo, nhận và trả báo cáo, soạn báo cáo của tỉnh")
    ISSUE_REPORTS = "issue_reports", _("ban hành báo cáo của tỉnh")
    TAKE_IN_PACKAGES = "take_in_packages", _("nhận gói số liệu của tỉnh, quản lý khóa tin cậy")
