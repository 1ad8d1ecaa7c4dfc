"""The names of a pack's parts, fields and fixed words in administrative Vietnamese, for texts that people compare."""

from collections.abc import Mapping
from enum import StrEnum

from nscl.documents.pack.enums import (
    AgencyKind,
    DutyRole,
    FindingKind,
    FindingSeverity,
    MeasureOp,
    MeasureWhen,
    ReportingFrequency,
    ReviewKind,
    ScheduleKind,
    SupportRuleKind,
)


class Part(StrEnum):
    """A part of the pack in which items are compared, in the order of the format."""

    HEADER = "plan"
    LEGAL_BASIS = "legal_basis"
    AGENCIES = "agencies"
    TARGETS = "targets"
    MEASURES = "measures"
    TASK_GROUPS = "task_groups"
    TASKS = "tasks"
    BUDGET = "budget"
    BUDGET_LINES = "budget_lines"
    STATED_SUMS = "stated_sums"
    RESPONSIBILITIES = "responsibilities"
    REPORTING = "reporting"
    REVIEWS = "reviews"
    SUPPORT_RULES = "support_rules"
    FINDINGS = "findings"

    @property
    def label(self) -> str:
        """The part's name on the screen."""
        return _PART_LABELS[self]


_PART_LABELS: Mapping[Part, str] = {
    Part.HEADER: "Thông tin chung",
    Part.LEGAL_BASIS: "Căn cứ pháp lý",
    Part.AGENCIES: "Cơ quan, đơn vị",
    Part.TARGETS: "Mục tiêu",
    Part.MEASURES: "Chỉ tiêu",
    Part.TASK_GROUPS: "Nhóm nhiệm vụ",
    Part.TASKS: "Nhiệm vụ",
    Part.BUDGET: "Bảng dự toán",
    Part.BUDGET_LINES: "Dòng dự toán",
    Part.STATED_SUMS: "Số tiền nêu trong lời văn",
    Part.RESPONSIBILITIES: "Trách nhiệm",
    Part.REPORTING: "Chế độ báo cáo",
    Part.REVIEWS: "Sơ kết, tổng kết",
    Part.SUPPORT_RULES: "Quy định hỗ trợ",
    Part.FINDINGS: "Phát hiện",
}

FIELD_LABELS: Mapping[str, str] = {
    "about": "Trích yếu",
    "agency": "Cơ quan thực hiện",
    "at": "Vị trí trong văn bản",
    "conflicts_with": "Trái với",
    "coordinate": "Đơn vị phối hợp",
    "date": "Ngày ban hành",
    "due": "Hạn báo cáo",
    "every": "Định kỳ",
    "grand_total": "Tổng cộng",
    "group": "Nhóm nhiệm vụ",
    "indicator": "Mã chỉ tiêu",
    "issued_on": "Ngày ban hành",
    "issuer": "Cơ quan ban hành",
    "key": "Ký hiệu",
    "kind": "Loại",
    "label": "Tên chỉ tiêu",
    "lead": "Đơn vị chủ trì",
    "likely": "Nhiều khả năng là",
    "lines": "Số dòng của văn bản nguồn",
    "name": "Tên",
    "note": "Ghi chú",
    "number": "Số, ký hiệu",
    "of": "Tính trên",
    "op": "So sánh",
    "outputs": "Sản phẩm",
    "parent": "Thuộc dòng",
    "partners": "Phối hợp với",
    "period": "Giai đoạn",
    "phase": "Giai đoạn",
    "printed": "Số in trong văn bản",
    "province": "Tỉnh",
    "quantity": "Số lượng",
    "quantity_unit": "Đơn vị tính",
    "recipient": "Nơi nhận báo cáo",
    "role": "Vai trò",
    "says": "Văn bản viết",
    "schedule": "Thời gian",
    "senders": "Cơ quan báo cáo",
    "severity": "Mức độ",
    "sha256": "Mã SHA-256 của văn bản nguồn",
    "slug": "Mã kế hoạch",
    "source": "Nguồn",
    "sources": "Các nguồn kinh phí",
    "text": "Nội dung",
    "title": "Tên",
    "total": "Tổng",
    "unit": "Đơn vị tính",
    "unit_cost": "Đơn giá",
    "unit_vnd": "Đơn vị tiền của bảng",
    "value": "Giá trị",
    "value_to": "Đến giá trị",
    "vnd": "Số tiền bằng số",
    "what": "Khoản",
    "when": "Cách tính thời gian",
    "words": "Số tiền bằng chữ",
    "words_vnd": "Giá trị của số tiền bằng chữ",
    "year": "Năm",
    "years": "Các năm",
}

OP_WORDS: Mapping[MeasureOp, str] = {
    MeasureOp.EXACTLY: "đúng",
    MeasureOp.AT_LEAST: "ít nhất",
    MeasureOp.MORE_THAN: "trên",
    MeasureOp.ABOUT: "khoảng",
    MeasureOp.RANGE: "trong khoảng",
    MeasureOp.ALL: "toàn bộ",
    MeasureOp.AT_MOST: "không quá",
}

# What the indicator codes in use mean. A pack may bring another code; one that is in use never changes its meaning.
INDICATOR_LABELS: Mapping[str, str] = {
    "tfp_share": "tỷ trọng đóng góp của TFP vào tăng trưởng kinh tế",
    "labour_productivity_growth": "tốc độ tăng năng suất lao động",
    "experts_trained": "chuyên gia được đào tạo",
    "experts_certified": "chuyên gia được chứng nhận",
    "assessors_certified": "chuyên gia đánh giá được chứng nhận",
    "people_trained": "lượt người được đào tạo, tập huấn",
    "people_trained_per_enterprise": "số người được đào tạo của mỗi doanh nghiệp",
    "enterprises_trained": "doanh nghiệp được đào tạo, nâng cao nhận thức",
    "training_courses": "lớp đào tạo, tập huấn",
    "institutions_training": "trường, trung tâm giảng dạy về năng suất chất lượng",
    "clubs": "câu lạc bộ năng suất chất lượng",
    "institutions_with_clubs": "trường có câu lạc bộ năng suất chất lượng",
    "pilot_models_enterprise": "mô hình điểm tại doanh nghiệp",
    "pilot_models_health": "mô hình điểm tại cơ sở y tế",
    "pilot_models_school": "mô hình điểm tại trường học",
    "pilot_models_public_agency": "mô hình điểm tại cơ quan nhà nước",
    "pilot_projects_sme": "dự án điểm tại doanh nghiệp nhỏ và vừa",
    "health_facilities_applying_share": "tỷ lệ cơ sở y tế áp dụng công cụ cải tiến",
    "schools_applying_share": "tỷ lệ trường học áp dụng công cụ cải tiến",
    "enterprises_supported": "doanh nghiệp được hỗ trợ",
    "enterprises_supported_growth": "tốc độ tăng số doanh nghiệp được hỗ trợ",
    "enterprises_standards_supported": "doanh nghiệp được hỗ trợ áp dụng tiêu chuẩn, quy chuẩn",
    "high_risk_enterprises_supported_share": "tỷ lệ doanh nghiệp có sản phẩm rủi ro cao được hỗ trợ",
    "enterprises_innovation_supported": "doanh nghiệp được hỗ trợ đổi mới sáng tạo",
    "quality_award_participants": "đơn vị tham gia Giải thưởng Chất lượng Quốc gia",
    "conformity_bodies_formed": "tổ chức đánh giá sự phù hợp được hình thành",
    "labs_supported": "phòng thử nghiệm được hỗ trợ",
    "local_technical_regulations": "quy chuẩn kỹ thuật địa phương được xây dựng",
    "standards_requests_served_share": "tỷ lệ đơn vị có nhu cầu được cung cấp thông tin tiêu chuẩn",
    "metrology_network_share": "tỷ lệ tổ chức kiểm định, thử nghiệm tham gia mạng lưới đo lường",
    "tv_reports": "phóng sự, chuyên mục truyền hình",
    "press_articles": "bài báo",
    "communication_events": "hoạt động tuyên truyền",
    "contests": "cuộc thi",
    "study_visits": "chuyến học tập kinh nghiệm",
    "conferences": "hội nghị, hội thảo",
    "innovation_centres": "trung tâm đổi mới sáng tạo",
    "hightech_research_zones_supported": "khu nghiên cứu công nghệ cao được hỗ trợ",
}

# One dictionary for each vocabulary: members of two string enums with the same value would be one key.
VALUE_LABELS: Mapping[type[StrEnum], Mapping[str, str]] = {
    MeasureOp: {op.value: words for op, words in OP_WORDS.items()},
    MeasureWhen: {
        MeasureWhen.BY_END: "đến cuối giai đoạn",
        MeasureWhen.TOTAL: "cộng cả giai đoạn",
        MeasureWhen.EACH_YEAR: "mỗi năm",
        MeasureWhen.AVERAGE_PER_YEAR: "bình quân hằng năm",
        MeasureWhen.GROWTH_PER_YEAR: "tăng hằng năm",
    },
    ScheduleKind: {
        ScheduleKind.YEARS: "theo các năm",
        ScheduleKind.ANNUAL: "hằng năm",
        ScheduleKind.FROM: "từ năm",
        ScheduleKind.SINGLE: "trong năm",
        ScheduleKind.ON_DEMAND: "khi có yêu cầu",
        ScheduleKind.UNSTATED: "không nêu",
    },
    AgencyKind: {
        AgencyKind.PEOPLES_COMMITTEE: "Ủy ban nhân dân",
        AgencyKind.DEPARTMENT: "sở, ban, ngành",
        AgencyKind.MINISTRY: "bộ, ngành Trung ương",
        AgencyKind.DISTRICT: "cấp huyện",
        AgencyKind.COMMUNE: "cấp xã",
        AgencyKind.ASSOCIATION: "hội, đoàn thể",
        AgencyKind.MEDIA: "cơ quan báo chí",
        AgencyKind.EDUCATION: "cơ sở giáo dục",
        AgencyKind.HEALTH: "cơ sở y tế",
        AgencyKind.ENTERPRISE: "doanh nghiệp",
        AgencyKind.CONFORMITY_BODY: "tổ chức đánh giá sự phù hợp",
        AgencyKind.GROUP: "nhóm cơ quan",
        AgencyKind.OTHER: "khác",
    },
    DutyRole: {
        DutyRole.LEAD: "chủ trì",
        DutyRole.COORDINATE: "phối hợp",
        DutyRole.ADVISE: "tham mưu",
        DutyRole.APPRAISE: "thẩm định",
        DutyRole.FUND: "bố trí kinh phí",
        DutyRole.REPORT: "báo cáo",
        DutyRole.SELECT: "lựa chọn",
        DutyRole.SUPERVISE: "kiểm tra, giám sát",
        DutyRole.INFORM: "tuyên truyền",
    },
    ReportingFrequency: {ReportingFrequency.YEAR: "hằng năm", ReportingFrequency.ON_DEMAND: "khi có yêu cầu"},
    ReviewKind: {ReviewKind.INTERIM: "sơ kết", ReviewKind.FINAL: "tổng kết"},
    SupportRuleKind: {
        SupportRuleKind.ELIGIBLE: "đối tượng được hỗ trợ",
        SupportRuleKind.PRIORITY: "ưu tiên",
        SupportRuleKind.LIMIT: "giới hạn",
        SupportRuleKind.MATCHING: "đối ứng",
    },
    FindingKind: {
        FindingKind.DIGITS_VS_WORDS: "số khác chữ",
        FindingKind.SUM: "cộng không khớp",
        FindingKind.UNIT_COST: "đơn giá không khớp",
        FindingKind.CROSS_TABLE: "các phần không khớp nhau",
        FindingKind.TARGET_VS_TASK: "mục tiêu và nhiệm vụ không khớp",
        FindingKind.RANGE: "khoảng giá trị",
        FindingKind.DATE: "thời gian",
        FindingKind.NUMBERING: "đánh số",
        FindingKind.UNIT: "đơn vị tính",
        FindingKind.AGENCY: "cơ quan",
        FindingKind.OTHER: "khác",
    },
    FindingSeverity: {
        FindingSeverity.ERROR: "sai",
        FindingSeverity.WARNING: "cần xem lại",
        FindingSeverity.INFO: "lưu ý",
    },
}


def value_label(value: StrEnum) -> str:
    """What a fixed word of the format means on the screen."""
    return VALUE_LABELS[type(value)][value.value]
