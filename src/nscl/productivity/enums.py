"""What is measured, in which unit and prices; states of a run and the tables of its results."""

from __future__ import annotations

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ProductivityKind(StrEnum):
    """What the audit trail and search call a thing of this package."""

    SERIES = "productivity.series"
    IMPORT = "productivity.import"
    RUN = "productivity.run"
    STUDY = "productivity.study"


class Variable(TextChoices):
    """What a statistical series measures (productivity.md, sections 1 to 4)."""

    OUTPUT = "output", _("GRDP")
    GROSS_OUTPUT = "gross_output", _("Giá trị sản xuất")
    INTERMEDIATE = "intermediate", _("Chi phí trung gian")
    INVESTMENT = "investment", _("Vốn đầu tư thực hiện")
    CAPITAL_FORMATION = "capital_formation", _("Tích lũy tài sản gộp")
    FIXED_ASSETS = "fixed_assets", _("Tài sản cố định (điều tra)")
    OUTPUT_PRICE = "output_price", _("Chỉ số giá GRDP")
    INVESTMENT_PRICE = "investment_price", _("Chỉ số giá vốn đầu tư")
    WORKERS = "workers", _("Lao động có việc làm")
    HOURS = "hours", _("Giờ làm việc")
    WAGES = "wages", _("Thu nhập bình quân một lao động")
    LABOUR_INCOME = "labour_income", _("Thu nhập đầy đủ của người lao động")
    LABOUR_SHARE = "labour_share", _("Hệ số đóng góp của lao động")
    RESEARCH = "research", _("Chi nghiên cứu và phát triển")
    CAPACITY_USE = "capacity_use", _("Mức sử dụng công suất")


class PriceBasis(TextChoices):
    """In which prices a value is told; people, hours, shares and indexes have none."""

    NONE = "none", _("không có giá")
    CURRENT = "current", _("giá hiện hành")
    CONSTANT = "constant", _("giá so sánh")


class MeasureUnit(TextChoices):
    """The unit in which a source prints its figures; they are kept as printed and brought to one unit when used."""

    MILLION_DONG = "million_dong", _("triệu đồng")
    BILLION_DONG = "billion_dong", _("tỷ đồng")
    PERSON = "person", _("người")
    THOUSAND_PERSONS = "thousand_persons", _("nghìn người")
    THOUSAND_HOURS = "thousand_hours", _("nghìn giờ")
    MILLION_HOURS = "million_hours", _("triệu giờ")
    PERCENT = "percent", _("%")
    FRACTION = "fraction", _("phần của 1")
    INDEX = "index", _("chỉ số, năm gốc = 100")


class Breakdown(TextChoices):
    """By what a series is a part of the whole; the part has a code and a name."""

    WHOLE = "whole", _("toàn bộ")
    SECTOR = "sector", _("theo ngành kinh tế")
    ASSET = "asset", _("theo loại tài sản")
    EDUCATION = "education", _("theo trình độ lao động")
    INPUT = "input", _("theo loại chi phí")


class QuestionKind(TextChoices):
    """What is asked about a figure before it is used (`nscl.economics.linking`)."""

    HOLE = "hole", _("thiếu năm")
    UNIT = "unit", _("lệch đơn vị")
    BREAK = "break", _("gãy chuỗi")


class Answer(TextChoices):
    """What a person said of such a figure; the figure itself is never changed."""

    OPEN = "open", _("chưa trả lời")
    RIGHT = "right", _("số đúng như nguồn")
    ABSENT = "absent", _("nguồn không có số năm này")
    RESCALED = "rescaled", _("số năm này ghi đơn vị khác")
    LINKED = "linked", _("nối các năm trước bằng hệ số")


class FileForm(TextChoices):
    """The form of a file of figures."""

    EXCEL = "excel", _("mẫu Excel")
    SDMX = "sdmx", _("SDMX-CSV")


class RunState(TextChoices):
    """A run is worked on, then published and frozen; a published one may be withdrawn, never changed."""

    DRAFT = "draft", _("đang tính")
    PUBLISHED = "published", _("đã công bố")
    WITHDRAWN = "withdrawn", _("đã thu hồi")


class LabourInput(TextChoices):
    """What is counted as labour."""

    WORKERS = "workers", _("người có việc làm")
    HOURS = "hours", _("giờ làm việc")
    QUALITY = "quality", _("lao động điều chỉnh theo trình độ")


class CapitalInput(TextChoices):
    """What is counted as capital."""

    STOCK = "stock", _("trữ lượng vốn (kiểm kê liên tục)")
    SERVICES = "services", _("dịch vụ vốn theo loại tài sản")


class StockStart(TextChoices):
    """How the stock of capital begins, in order of preference (productivity.md, section 1)."""

    SURVEYED = "surveyed", _("tài sản cố định theo điều tra")
    STEADY = "steady", _("trạng thái dừng: đầu tư ÷ (tăng trưởng + khấu hao)")
    RATIO = "ratio", _("tỷ lệ vốn trên GRDP")


class ResultTable(TextChoices):
    """The tables of a run's results."""

    YEAR = "year", _("Từng năm")
    PERIOD = "period", _("Cả giai đoạn")
    CAPITAL = "capital", _("Vốn ban đầu")
    LABOUR_PRODUCTIVITY = "labour_productivity", _("Năng suất lao động")
    DECOMPOSITION = "decomposition", _("Tách năng suất lao động theo ngành")
    DEEPENING = "deepening", _("Vốn trên lao động và TFP trong năng suất lao động")
    SCIENCE = "science", _("Khoa học, công nghệ và đổi mới sáng tạo")
    SENSITIVITY = "sensitivity", _("Độ nhạy theo giả định")
    BAND = "band", _("Khoảng tin cậy")
    NEEDED = "needed", _("TFP cần có để đạt mục tiêu")
    FORECAST = "forecast", _("Dự báo")
    BACK_TEST = "back_test", _("Kiểm nghiệm ngược của dự báo")
