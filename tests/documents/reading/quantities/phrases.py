"""Phrases of our own in the wordings of administrative Vietnamese, and the quantity that each states."""

from decimal import Decimal
from typing import NamedTuple

from nscl.documents.pack.enums import MeasureOp as Op
from nscl.documents.pack.enums import MeasureWhen as When


class Said(NamedTuple):
    """A phrase, and what it says: comparison, value, upper end, unit."""

    phrase: str
    op: Op
    value: str
    value_to: str | None
    unit: str | None

    @property
    def key(self) -> tuple[Op, Decimal, Decimal | None, str | None]:
        """As `Quantity` has them."""
        upper = Decimal(self.value_to) if self.value_to is not None else None
        return self.op, Decimal(self.value), upper, self.unit


# --- One figure with its unit -----------------------------------------------------------------------------------------
SINGLE = (
    Said("mở 12 lớp cho cán bộ xã", Op.EXACTLY, "12", None, "lớp"),
    Said("Tổ chức 03 khóa tập huấn", Op.EXACTLY, "3", None, "khóa"),
    Said("in 1.500 tờ rơi phát cho hộ dân", Op.EXACTLY, "1500", None, "tờ rơi"),
    Said("thực hiện 2.000.000 lượt người", Op.EXACTLY, "2000000", None, "lượt người"),
    Said("lập 05 tổ hợp tác", Op.EXACTLY, "5", None, "tổ hợp tác"),
    Said("07 hội nghị khách hàng", Op.EXACTLY, "7", None, "hội nghị"),
    Said("ký 10 hợp đồng", Op.EXACTLY, "10", None, "hợp đồng"),
    Said("cho 1 200 lượt người", Op.EXACTLY, "1200", None, "lượt người"),
    Said("02 cuộc thi trực tuyến", Op.EXACTLY, "2", None, "cuộc thi"),
    Said("Xây dựng 01 cơ sở dữ liệu dùng chung", Op.EXACTLY, "1", None, "cơ sở dữ liệu"),
    Said("đúng 06 phóng sự", Op.EXACTLY, "6", None, "phóng sự"),
    Said("đủ 20 học viên", Op.EXACTLY, "20", None, "học viên"),
    Said("cấp 80 chứng chỉ", Op.EXACTLY, "80", None, "chứng chỉ"),
    Said("có 40 sản phẩm OCOP tham gia", Op.EXACTLY, "40", None, "sản phẩm OCOP"),
    Said("Thành lập 3 câu lạc bộ", Op.EXACTLY, "3", None, "câu lạc bộ"),
    Said("đăng 30 tin, bài trên trang điện tử", Op.EXACTLY, "30", None, "tin, bài"),
    Said("04 (bốn) mô hình điểm", Op.EXACTLY, "4", None, "mô hình điểm"),
    Said("hỗ trợ 2000 doanh nghiệp", Op.EXACTLY, "2000", None, "doanh nghiệp"),
    Said("01(một) phòng thử nghiệm", Op.EXACTLY, "1", None, "phòng thử nghiệm"),
    Said("khảo sát 150 doanh nghiệp nhỏ và vừa", Op.EXACTLY, "150", None, "doanh nghiệp nhỏ và vừa"),
    Said("biên soạn 02 sổ tay", Op.EXACTLY, "2", None, "sổ tay"),
    Said("15 đề tài cấp cơ sở", Op.EXACTLY, "15", None, "đề tài"),
    Said("lắp đặt 25 thiết bị", Op.EXACTLY, "25", None, "thiết bị"),
    Said("gấp 1,5 lần", Op.EXACTLY, "1.5", None, "lần"),
    Said("tăng 2,5 điểm phần trăm", Op.EXACTLY, "2.5", None, "điểm phần trăm"),
)

# --- Words of comparison ----------------------------------------------------------------------------------------------
COMPARED = (
    Said("ít nhất 10 doanh nghiệp", Op.AT_LEAST, "10", None, "doanh nghiệp"),
    Said("Ít nhất 10 hợp tác xã", Op.AT_LEAST, "10", None, "hợp tác xã"),
    Said("tối thiểu 05 đơn vị", Op.AT_LEAST, "5", None, "đơn vị"),
    Said("tối thiểu có 05 đơn vị", Op.AT_LEAST, "5", None, "đơn vị"),
    Said("tối thiểu: 05 đơn vị", Op.AT_LEAST, "5", None, "đơn vị"),
    Said("không dưới 300 lượt người", Op.AT_LEAST, "300", None, "lượt người"),
    Said("không ít hơn 8 chuyên gia", Op.AT_LEAST, "8", None, "chuyên gia"),
    Said("không thấp hơn 45%", Op.AT_LEAST, "45", None, "%"),
    Said("đạt tối thiểu 45%", Op.AT_LEAST, "45", None, "%"),
    Said("đạt từ 45% trở lên", Op.AT_LEAST, "45", None, "%"),
    Said("20 lớp trở lên", Op.AT_LEAST, "20", None, "lớp"),
    Said("từ 04 mô hình trở lên theo 5S", Op.AT_LEAST, "4", None, "mô hình"),
    Said("≥ 90% văn bản", Op.AT_LEAST, "90", None, "%"),
    Said("ít nhất là 4 mô hình", Op.AT_LEAST, "4", None, "mô hình"),
    Said("trên 70% trạm y tế", Op.MORE_THAN, "70", None, "%"),
    Said("hơn 1.200 sản phẩm", Op.MORE_THAN, "1200", None, "sản phẩm"),
    Said("đạt trên 8,5%", Op.MORE_THAN, "8.5", None, "%"),
    Said("cao hơn 12%", Op.MORE_THAN, "12", None, "%"),
    Said("vượt 30 doanh nghiệp", Op.MORE_THAN, "30", None, "doanh nghiệp"),
    Said("> 60% hộ", Op.MORE_THAN, "60", None, "%"),
    Said("khoảng 25 lớp", Op.ABOUT, "25", None, "lớp"),
    Said("xấp xỉ 7%", Op.ABOUT, "7", None, "%"),
    Said("gần 400 học viên", Op.ABOUT, "400", None, "học viên"),
    Said("dự kiến 12 hội thảo", Op.ABOUT, "12", None, "hội thảo"),
    Said("ước đạt 6,2%", Op.ABOUT, "6.2", None, "%"),
    Said("tối đa 15 ngành", Op.AT_MOST, "15", None, "ngành"),
    Said("không quá 2% sản phẩm lỗi", Op.AT_MOST, "2", None, "%"),
    Said("không vượt quá 5%", Op.AT_MOST, "5", None, "%"),
    Said("dưới 3%", Op.AT_MOST, "3", None, "%"),
    Said("< 3%", Op.AT_MOST, "3", None, "%"),
    Said("5% trở xuống", Op.AT_MOST, "5", None, "%"),
    Said("nhiều nhất 3 lần", Op.AT_MOST, "3", None, "lần"),
    Said("100% cơ quan", Op.ALL, "100", None, "%"),
    Said("đạt 100 %", Op.ALL, "100", None, "%"),
    Said("phấn đấu toàn bộ doanh nghiệp được phổ biến", Op.ALL, "100", None, "%"),
    Said("bảo đảm tất cả các trường tham gia", Op.ALL, "100", None, "%"),
    Said("tối thiểu 20 vườn mẫu được công nhận", Op.AT_LEAST, "20", None, "vườn mẫu"),
)

# --- Ranges -----------------------------------------------------------------------------------------------------------
RANGES = (
    Said("02 - 04 đợt", Op.RANGE, "2", "4", "đợt"),
    Said("02-04 đợt", Op.RANGE, "2", "4", "đợt"),
    Said("02 – 04 đợt", Op.RANGE, "2", "4", "đợt"),
    Said("từ 02 đến 04 đợt", Op.RANGE, "2", "4", "đợt"),
    Said("từ 2 tới 4 đợt", Op.RANGE, "2", "4", "đợt"),
    Said("khoảng 10-12 chuyên gia", Op.RANGE, "10", "12", "chuyên gia"),
    Said("đạt 35-40%", Op.RANGE, "35", "40", "%"),
    Said("đạt 35% - 40%", Op.RANGE, "35", "40", "%"),
    Said("tăng từ 8% đến 10%", Op.RANGE, "8", "10", "%"),
    Said("6,5 - 7,0%", Op.RANGE, "6.5", "7.0", "%"),
    Said("từ 5 doanh nghiệp đến 8 doanh nghiệp", Op.RANGE, "5", "8", "doanh nghiệp"),
    Said("10 (mười) đến 12 (mười hai) mô hình", Op.RANGE, "10", "12", "mô hình"),
    Said("1.000 - 1.500 lượt người", Op.RANGE, "1000", "1500", "lượt người"),
    Said("tăng từ 30% lên 55%", Op.EXACTLY, "55", None, "%"),
    Said("giảm từ 9% năm 2024 xuống còn 5%", Op.EXACTLY, "5", None, "%"),
    Said("nâng từ 30% năm 2025 lên ít nhất 55%", Op.AT_LEAST, "55", None, "%"),
)

# --- Numbers in words -------------------------------------------------------------------------------------------------
IN_WORDS = (
    Said("ít nhất một trường đại học", Op.AT_LEAST, "1", None, "trường đại học"),
    Said("xây dựng hai mô hình điểm", Op.EXACTLY, "2", None, "mô hình điểm"),
    Said("tối thiểu năm doanh nghiệp", Op.AT_LEAST, "5", None, "doanh nghiệp"),
    Said("ba mươi học viên", Op.EXACTLY, "30", None, "học viên"),
    Said("hai mươi (20) doanh nghiệp", Op.EXACTLY, "20", None, "doanh nghiệp"),
    Said("ít nhất một (01) câu lạc bộ", Op.AT_LEAST, "1", None, "câu lạc bộ"),
    Said("khoảng mười lăm đơn vị", Op.ABOUT, "15", None, "đơn vị"),
)

# --- Units ------------------------------------------------------------------------------------------------------------
UNITS = (
    Said("20 tổ chức, cá nhân được tư vấn", Op.EXACTLY, "20", None, "tổ chức, cá nhân"),
    Said("9 tổ chức, doanh nghiệp, hợp tác xã", Op.EXACTLY, "9", None, "tổ chức, doanh nghiệp, hợp tác xã"),
    Said("6 doanh nghiệp và hợp tác xã", Op.EXACTLY, "6", None, "doanh nghiệp và hợp tác xã"),
    Said("5 phóng sự hoặc chuyên đề về lúa", Op.EXACTLY, "5", None, "phóng sự hoặc chuyên đề"),
    Said("3 đề tài, dự án", Op.EXACTLY, "3", None, "đề tài, dự án"),
    Said("2 trường cao đẳng, trung cấp của tỉnh", Op.EXACTLY, "2", None, "trường cao đẳng, trung cấp"),
    Said("4 trường trung học phổ thông ở vùng cao", Op.EXACTLY, "4", None, "trường trung học phổ thông"),
    Said("7 cơ sở giáo dục nghề nghiệp", Op.EXACTLY, "7", None, "cơ sở giáo dục nghề nghiệp"),
    Said("8 cơ sở khám bệnh, chữa bệnh", Op.EXACTLY, "8", None, "cơ sở"),
    Said("2 bệnh viện, trung tâm y tế", Op.EXACTLY, "2", None, "bệnh viện, trung tâm y tế"),
    Said("500 lượt cán bộ, công chức", Op.EXACTLY, "500", None, "lượt cán bộ, công chức"),
    Said("60 lượt doanh nghiệp", Op.EXACTLY, "60", None, "lượt doanh nghiệp"),
    Said("3 QUY CHUẨN KỸ THUẬT ĐỊA PHƯƠNG", Op.EXACTLY, "3", None, "QUY CHUẨN KỸ THUẬT ĐỊA PHƯƠNG"),
    Said("11 tiêu chuẩn cơ sở", Op.EXACTLY, "11", None, "tiêu chuẩn cơ sở"),
    Said("2 Trung tâm khởi nghiệp", Op.EXACTLY, "2", None, "Trung tâm"),
    Said("63 tỉnh, thành phố", Op.EXACTLY, "63", None, "tỉnh, thành phố"),
    Said("10 chuyên gia tư vấn năng suất", Op.EXACTLY, "10", None, "chuyên gia tư vấn"),
    Said("Số lớp tập huấn: 12", Op.EXACTLY, "12", None, "lớp"),
    Said("Số lượt người được bồi dưỡng đạt ít nhất 900", Op.AT_LEAST, "900", None, "lượt người"),
    Said("Số lượng chuyên gia: tối thiểu 10", Op.AT_LEAST, "10", None, "chuyên gia"),
    Said("Lớp phổ biến kiến thức (24 lớp)", Op.EXACTLY, "24", None, "lớp"),
)

EVERY = (*SINGLE, *COMPARED, *RANGES, *IN_WORDS, *UNITS)

# --- Several in one text ----------------------------------------------------------------------------------------------
SEVERAL: tuple[tuple[str, tuple[tuple[Op, str, str | None], ...]], ...] = (
    (
        "ít nhất 02 phóng sự trên sóng truyền hình và 05 bài viết trên báo in",
        ((Op.AT_LEAST, "2", "phóng sự"), (Op.AT_LEAST, "5", "bài viết")),
    ),
    (
        "khoảng 10 lớp, 4 hội thảo mỗi năm",
        ((Op.ABOUT, "10", "lớp"), (Op.EXACTLY, "4", "hội thảo")),
    ),
    (
        "tối thiểu 10 lớp, 4 hội thảo và 2 cuộc thi",
        ((Op.AT_LEAST, "10", "lớp"), (Op.AT_LEAST, "4", "hội thảo"), (Op.AT_LEAST, "2", "cuộc thi")),
    ),
    (
        "có ít nhất 15 doanh nghiệp làm điểm; 05 hợp tác xã tham gia",
        ((Op.AT_LEAST, "15", "doanh nghiệp"), (Op.EXACTLY, "5", "hợp tác xã")),
    ),
    (
        "(30% số trường tiểu học, 60% trường cao đẳng)",
        ((Op.EXACTLY, "30", "%"), (Op.EXACTLY, "60", "%")),
    ),
    (
        "khoảng 90 chuyên gia, trong đó có trên 20 chuyên gia được chứng nhận",
        ((Op.ABOUT, "90", "chuyên gia"), (Op.MORE_THAN, "20", "chuyên gia")),
    ),
    (
        "05 mô hình tại doanh nghiệp và 100% cơ quan áp dụng",
        ((Op.EXACTLY, "5", "mô hình"), (Op.ALL, "100", "%")),
    ),
    (
        "ít nhất một trường đại học và hai trường cao đẳng",
        ((Op.AT_LEAST, "1", "trường đại học"), (Op.AT_LEAST, "2", "trường cao đẳng")),
    ),
    (
        "tổ chức 3 lớp, mỗi lớp 30 học viên",
        ((Op.EXACTLY, "3", "lớp"), (Op.EXACTLY, "30", "học viên")),
    ),
)

# --- No quantities ----------------------------------------------------------------------------------------------------
NOTHING = (
    "Quyết định số 1322/QĐ-TTg ngày 31/8/2020",
    "Nghị quyết số 57-NQ/TW ngày 22 tháng 12 năm 2024",
    "Luật số 68/2006/QH11",
    "giai đoạn 2026-2030, tầm nhìn đến năm 2045",
    "từ năm 2026 đến năm 2030",
    "đến 2030 doanh nghiệp là trung tâm của đổi mới",
    "theo TCVN ISO 9001:2015",
    "ISO 14001, 22000, 17025 và HACCP",
    "ISO 9001 doanh nghiệp tự công bố",
    "công cụ 5S, 6 Sigma, TPM",
    "Cách mạng công nghiệp 4.0",
    "Cách mạng công nghiệp lần thứ tư",
    "tại khoản 2 Điều 5 và Mục 1 Chương trình này",
    "Phụ lục 2 kế hoạch này",
    "trong 05 năm tới",
    "thời hạn 30 ngày",
    "trước ngày 20 tháng 11 hằng năm",
    "điện thoại 0204.3854.325",
    "một trong những địa phương dẫn đầu",
    "một doanh nghiệp bất kỳ",
    "hằng năm tổ chức đánh giá",
    "mỗi năm số doanh nghiệp thành lập mới đều tăng",
    "COVID-19 doanh nghiệp gặp khó khăn",
    "phường 3 tỉnh này",
    "quý 2 doanh nghiệp nộp báo cáo",
    "toàn bộ nội dung kế hoạch",
    "tất cả các doanh nghiệp đều bình đẳng",
    "gắn kết chặt chẽ nghiên cứu với sản xuất",
    "",
    "   ",
)

# --- Over what time ---------------------------------------------------------------------------------------------------
TIMES: tuple[tuple[str, When, int | None], ...] = (
    ("Đến năm 2028 có 10 doanh nghiệp", When.BY_END, 2028),
    ("đến hết năm 2030, có 80% tổ chức", When.BY_END, 2030),
    ("đạt 55% vào năm 2030", When.BY_END, 2030),
    ("60% doanh nghiệp tham gia", When.BY_END, None),
    ("duy trì 04 câu lạc bộ", When.BY_END, None),
    ("Hằng năm, mở ít nhất 02 lớp", When.EACH_YEAR, None),
    ("hàng năm hỗ trợ 05 doanh nghiệp", When.EACH_YEAR, None),
    ("Mỗi năm có 12 phóng sự", When.EACH_YEAR, None),
    ("mở 02 lớp/năm", When.EACH_YEAR, None),
    ("mở 02 lớp mỗi năm.", When.EACH_YEAR, None),
    ("800 lượt người / năm tại các xã", When.EACH_YEAR, None),
    ("tăng bình quân 7,5%/năm", When.AVERAGE_PER_YEAR, None),
    ("bình quân mỗi năm 30 doanh nghiệp", When.AVERAGE_PER_YEAR, None),
    ("trung bình hằng năm tăng 9%", When.AVERAGE_PER_YEAR, None),
    ("số tổ chức được hỗ trợ hằng năm tăng từ 8 - 12%", When.GROWTH_PER_YEAR, None),
    ("tăng 10%/năm", When.GROWTH_PER_YEAR, None),
    ("hỗ trợ 40 doanh nghiệp áp dụng chương trình đào tạo hằng năm của bộ", When.TOTAL, None),
    ("xây dựng 06 mô hình điểm", When.TOTAL, None),
)

# --- Of what ----------------------------------------------------------------------------------------------------------
DENOMINATORS: tuple[tuple[str, str | None], ...] = (
    ("trên 70% trạm y tế công lập áp dụng 5S", "trạm y tế công lập"),
    ("100% các hợp tác xã có nhu cầu được cung cấp thông tin", "hợp tác xã có nhu cầu"),
    ("50% số doanh nghiệp xuất khẩu đạt chứng nhận", "doanh nghiệp xuất khẩu"),
    ("đạt khoảng 35% vào tăng trưởng kinh tế", "tăng trưởng kinh tế"),
    ("Tỷ lệ cơ sở giáo dục áp dụng 5S đạt 40%", "cơ sở giáo dục"),
    ("Đóng góp của TFP vào tăng trưởng GRDP đạt 45%", "tăng trưởng GRDP"),
    ("70% trở lên phòng thử nghiệm được công nhận", "phòng thử nghiệm"),
    ("100% doanh nghiệp có hàng hóa nhóm 2 công bố hợp quy", "doanh nghiệp có hàng hóa nhóm 2"),
    ("mỗi huyện 01 mô hình điểm", "mỗi huyện"),
    ("ít nhất 02 doanh nghiệp/huyện", "mỗi huyện"),
    ("mỗi doanh nghiệp có nhu cầu, được đào tạo tối thiểu 02 người", "mỗi doanh nghiệp có nhu cầu"),
    ("đạt 55%", None),
)

# --- Without diacritics: phrases as optical recognition leaves them ---------------------------------------------------
DAMAGED: tuple[Said, ...] = (
    Said("it nhét 03 mo hinh diém", Op.AT_LEAST, "3", None, "mô hình điểm"),
    Said("it nhit 12 doanh nghiép", Op.AT_LEAST, "12", None, "doanh nghiệp"),
    Said("toi thiéu 250 luot ngudi", Op.AT_LEAST, "250", None, "lượt người"),
    Said("trén 45%", Op.MORE_THAN, "45", None, "%"),
    Said("khoang 20 lop", Op.ABOUT, "20", None, "lớp"),
    Said("duy tri 06 cau lac bd", Op.EXACTLY, "6", None, "câu lạc bộ"),
    Said("ho tro 30 - 35 t6 chirc, doanh nghiép", Op.RANGE, "30", "35", "tổ chức, doanh nghiệp"),
    Said("100% cac co quan", Op.ALL, "100", None, "%"),
    Said("10 chuyén gia danh gia", Op.EXACTLY, "10", None, "chuyên gia"),
    Said("co 1o trudng dai hoc", Op.EXACTLY, "10", None, "trường đại học"),
)
