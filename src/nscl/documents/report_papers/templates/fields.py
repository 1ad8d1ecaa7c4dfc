"""The fields of a template: what may stand between {{ and }}, what takes its place, and which must be there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from nscl.documents.report_papers.tables import TableCode


class Purpose(StrEnum):
    """What a template is for; `reporting` calls them so."""

    PROVINCE = "province"
    AGENCY = "agency"


class FieldForm(StrEnum):
    """How a field is filled in.

    TEXT: within a line. NAME: a name of several lines; alone in its paragraph each line gets a paragraph, within a
    line they follow each other. LIST: its paragraph is repeated, one an entry. BLOCK: parts, tables, annexes take the
    place of the paragraph, which holds nothing else.
    """

    TEXT = "text"
    NAME = "name"
    LIST = "list"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class TemplateField:
    """A field: its name, what it stands for, how it is filled in, for which papers it has to be there."""

    name: str
    means: str
    form: FieldForm
    required: frozenset[Purpose] = frozenset()

    @property
    def is_block(self) -> bool:
        """Whether it has a paragraph of its own."""
        return self.form is FieldForm.BLOCK

    @property
    def written(self) -> str:
        """As it stands in the template: "{{ trich_yeu }}"."""
        return f"{{{{ {self.name} }}}}"


_BOTH: Final = frozenset(Purpose)
_AGENCY: Final = frozenset({Purpose.AGENCY})

BODY: Final = "noi_dung"
DRAFT_FIELD, SAMPLE_FIELD = "du_thao", "so_lieu_mau"

SECTION_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "danh_gia_chung": ("assessment",),
    "ket_qua": ("results",),
    "kho_khan": ("difficulties", "reasons"),
    "de_xuat": ("proposals",),
    "phuong_huong": ("next_year",),
    "uoc_va_thuc_hien": (TableCode.SETTLED,),
}
"""Fields that hold parts of the report, without their headings, and the keys of these parts."""

TABLE_FIELDS: Final[Mapping[str, TableCode]] = {
    "bang_chi_tieu": TableCode.MEASURES,
    "bang_nhiem_vu": TableCode.TASKS,
    "bang_kinh_phi": TableCode.MONEY,
    "bang_uoc_va_thuc_hien": TableCode.SETTLED,
    "bang_nang_suat": TableCode.PRODUCTIVITY,
    "bang_mo_hinh_diem": TableCode.PILOTS,
    "bang_dao_tao": TableCode.TRAINING,
    "bang_kho_khan": TableCode.DIFFICULTIES,
    "bang_nam_sau": TableCode.NEXT_YEAR,
    "bang_co_quan": TableCode.AGENCIES,
    "bang_hoat_dong": TableCode.ACTIVITIES,
    "bang_to_chuc": TableCode.ORGANISATIONS,
}

_MEANINGS: Final[Mapping[str, str]] = {
    "danh_gia_chung": "phần đánh giá chung",
    "ket_qua": "phần kết quả thực hiện, với các mục và bảng của nó",
    "kho_khan": "phần khó khăn, vướng mắc và nguyên nhân",
    "de_xuat": "phần đề xuất, kiến nghị",
    "phuong_huong": "phần phương hướng năm sau",
    "uoc_va_thuc_hien": "phần so ước năm trước với thực hiện",
    "bang_chi_tieu": "bảng chỉ tiêu",
    "bang_nhiem_vu": "bảng nhiệm vụ",
    "bang_kinh_phi": "bảng kinh phí",
    "bang_uoc_va_thuc_hien": "bảng ước và thực hiện năm trước",
    "bang_nang_suat": "bảng năng suất",
    "bang_mo_hinh_diem": "bảng mô hình điểm",
    "bang_dao_tao": "bảng đào tạo",
    "bang_kho_khan": "bảng khó khăn, vướng mắc",
    "bang_nam_sau": "bảng kế hoạch năm sau",
    "bang_co_quan": "bảng các cơ quan báo cáo",
    "bang_hoat_dong": "bảng hoạt động đã làm",
    "bang_to_chuc": "bảng tổ chức được hỗ trợ",
}

_PLAIN: Final = (
    TemplateField("co_quan_cap_tren", "cơ quan cấp trên, in trên cơ quan ban hành", FieldForm.NAME, _AGENCY),
    TemplateField("co_quan", "cơ quan ban hành, chữ in hoa", FieldForm.NAME, _BOTH),
    TemplateField("ten_co_quan", "tên cơ quan ban hành viết trong câu", FieldForm.TEXT),
    TemplateField("so", "số văn bản; để “…” đến khi có số", FieldForm.TEXT, _BOTH),
    TemplateField("ky_hieu", "ký hiệu văn bản, như BC-UBND", FieldForm.TEXT, _BOTH),
    TemplateField("dia_danh", "địa danh ban hành", FieldForm.TEXT, _BOTH),
    TemplateField("ngay_thang", "“ngày … tháng … năm …”; để “…” đến khi có ngày", FieldForm.TEXT, _BOTH),
    TemplateField("trich_yeu", "trích yếu nội dung", FieldForm.TEXT, _BOTH),
    TemplateField("can_cu", "các căn cứ, mỗi căn cứ một dòng", FieldForm.LIST),
    TemplateField("mo_dau", "câu mở đầu", FieldForm.LIST),
    TemplateField("ket_thuc", "câu kết thúc, với dấu “./.”", FieldForm.TEXT, _BOTH),
    TemplateField("ngay_so_lieu", "ngày của số liệu, như 30/11/2026", FieldForm.TEXT),
    TemplateField("noi_nhan", "nơi nhận, mỗi nơi một dòng", FieldForm.LIST, _BOTH),
    TemplateField("quyen_han", "quyền hạn ký (TM., KT., TL. …), trên chức vụ", FieldForm.NAME, _BOTH),
    TemplateField("chuc_vu", "chức vụ của người ký", FieldForm.TEXT, _BOTH),
    TemplateField("nguoi_ky", "họ tên người ký", FieldForm.TEXT, _BOTH),
    TemplateField(DRAFT_FIELD, "“DỰ THẢO” khi báo cáo chưa ban hành; thiếu thì ghi ở đầu văn bản", FieldForm.TEXT),
    TemplateField(SAMPLE_FIELD, "“(Số liệu mẫu)” khi có số liệu mẫu; thiếu thì ghi ở đầu văn bản", FieldForm.TEXT),
)
_BLOCKS: Final = (
    TemplateField(BODY, "toàn bộ các phần I, II, …, với các bảng", FieldForm.BLOCK),
    *(TemplateField(name, _MEANINGS[name], FieldForm.BLOCK) for name in SECTION_FIELDS),
    *(TemplateField(name, _MEANINGS[name], FieldForm.BLOCK) for name in TABLE_FIELDS),
    TemplateField("phu_luc", "các phụ lục, mỗi phụ lục từ một trang mới", FieldForm.BLOCK, _BOTH),
)

FIELDS: Final = (*_PLAIN, *_BLOCKS)
BY_NAME: Final[Mapping[str, TemplateField]] = {field.name: field for field in FIELDS}

WORDS_INSTEAD: Final = tuple(name for name in SECTION_FIELDS if name != "uoc_va_thuc_hien")
"""Where a template has no `noi_dung` it has all of these, so that nothing that people wrote is left out."""
