"""What work must name to serve an indicator: one of these words, folded (no diacritics, lower case).

The words are wide on purpose. A target is called "without a task" only when none of its words stands in any task,
task group or budget line, so each list holds every way in which the five published plans, and the two decisions
behind them (1322/QĐ-TTg, 36/QĐ-TTg), speak of such work, abbreviations included. Indicators of outcome (TFP, labour
productivity, growth of a number) and the widest ones (enterprises supported in any way) have no entry: every task
serves them, or none alone does.
"""

from collections.abc import Mapping

_TRAINING = ("dao tao", "tap huan", "boi duong")
_HEALTH = ("kham benh", "kham chua benh", "kham, chua benh", "benh vien", "y te")
_SCHOOLS = ("truong", "giao duc", "hoc sinh", "sinh vien", "day nghe")
_STANDARDS = ("tieu chuan", "quy chuan", "tcvn", "qcvn", "hop chuan", "hop quy")
_MEDIA = ("phuong tien thong tin", "thong tin dai chung", "truyen thong")

WORDS_BY_INDICATOR: Mapping[str, tuple[str, ...]] = {
    "experts_trained": ("chuyen gia", "chuyen vien"),
    "experts_certified": ("chuyen gia", "chuyen vien"),
    "assessors_certified": ("chuyen gia", "danh gia vien"),
    "people_trained": _TRAINING,
    "people_trained_per_enterprise": _TRAINING,
    "enterprises_trained": (*_TRAINING, "nhan thuc"),
    "training_courses": (*_TRAINING, "lop", "khoa hoc"),
    "institutions_training": (*_SCHOOLS, "trung tam"),
    "clubs": ("cau lac bo", "clb"),
    "institutions_with_clubs": ("cau lac bo", "clb"),
    "pilot_models_enterprise": ("mo hinh", "du an diem", "diem ve"),
    "pilot_projects_sme": ("du an", "mo hinh", "ke hoach nang suat"),
    "pilot_models_health": _HEALTH,
    "health_facilities_applying_share": _HEALTH,
    "pilot_models_school": _SCHOOLS,
    "schools_applying_share": _SCHOOLS,
    "pilot_models_public_agency": ("hanh chinh", "linh vuc cong", "khu vuc cong", "co quan nha nuoc", "iso 18091"),
    "enterprises_standards_supported": _STANDARDS,
    "high_risk_enterprises_supported_share": ("rui ro", *_STANDARDS),
    "standards_requests_served_share": _STANDARDS,
    "quality_award_participants": ("giai thuong", "gtclqg"),
    "conformity_bodies_formed": ("danh gia su phu hop", "danh gia chung nhan", "to chuc chung nhan", "dgsph"),
    "labs_supported": ("thu nghiem", "kiem nghiem", "giam dinh", "phong do", "trang thiet bi", "17025"),
    "enterprises_innovation_supported": ("doi moi sang tao", "dmst", "nghien cuu", "doi moi cong nghe", "de tai"),
    "local_technical_regulations": ("quy chuan ky thuat dia phuong", "quy chuan dia phuong", "qcktdp", "qcdp"),
    "tv_reports": ("phong su", "chuyen muc", "truyen hinh", "ptth", *_MEDIA),
    "press_articles": ("bai viet", "bai bao", "bao chi", "tin, bai", "tin bai", *_MEDIA),
    "communication_events": ("tuyen truyen", "pho bien", "truyen thong", "hoi nghi", "hoi thao"),
    "contests": ("cuoc thi", "hoi thi"),
    "metrology_network_share": ("do luong",),
    "study_visits": ("hoc tap kinh nghiem", "tham quan", "trao doi kinh nghiem", "hoc tap mo hinh"),
    "conferences": ("hoi nghi", "hoi thao", "dien dan"),
    "innovation_centres": ("trung tam", "khoi nghiep"),
    "hightech_research_zones_supported": ("khu nghien cuu", "khu thuc nghiem", "khu cong nghe cao", "khu ung dung"),
}

# Things that a target may promise without a figure: the word that opens it, and the words that serve it.
WORDS_BY_NAME: Mapping[str, tuple[str, ...]] = {
    "cuoc thi": WORDS_BY_INDICATOR["contests"],
    "cau lac bo": WORDS_BY_INDICATOR["clubs"],
    "giai thuong": WORDS_BY_INDICATOR["quality_award_participants"],
    "quy chuan ky thuat dia phuong": WORDS_BY_INDICATOR["local_technical_regulations"],
}
