"""The standard template, built by code: what the office downloads, edits and uploads again; used where it has none."""

from __future__ import annotations

from functools import cache
from typing import Final

from nscl.documents.report_papers.composition import KIND
from nscl.documents.report_papers.templates.fields import BODY, BY_NAME, DRAFT_FIELD, SAMPLE_FIELD, Purpose
from nscl.documents.report_papers.templates.styles import TEXT, ensure_styles
from nscl.documents.support_papers.layout import add_title, new_paper
from nscl.documents.template.frame import add_closing, add_head
from nscl.documents.template.page import saved

_TITLES: Final = {Purpose.PROVINCE: "Mẫu báo cáo của tỉnh", Purpose.AGENCY: "Mẫu báo cáo của cơ quan"}


@cache
def standard_template(purpose: Purpose | str = Purpose.PROVINCE) -> bytes:
    """The template in the layout of Decree 30/2020/NĐ-CP; the same purpose gives the same bytes."""
    document = new_paper(_TITLES[Purpose(purpose)])
    ensure_styles(document)
    add_head(
        document,
        above=(_field("co_quan_cap_tren"),),
        issuer=(_field("co_quan"),),
        number=f"Số: {_field('so')}/{_field('ky_hieu')}",
        place=_field("dia_danh"),
        dated=_field("ngay_thang"),
        below=(_field(DRAFT_FIELD),),
    )
    add_title(document, KIND, (_field("trich_yeu"), _field(SAMPLE_FIELD)), is_sample=False)
    document.add_paragraph(style=TEXT.name).add_run(_field("can_cu")).italic = True
    for name in ("mo_dau", BODY, "ket_thuc"):
        document.add_paragraph(_field(name), style=TEXT.name)
    # A signature does not stand on a page without the end of what it signs.
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    add_closing(
        document,
        recipients=(_field("noi_nhan"),),
        signature=(_field("quyen_han"), _field("chuc_vu")),
        name=_field("nguoi_ky"),
    )
    document.add_paragraph(_field("phu_luc"), style=TEXT.name)
    return saved(document)


def _field(name: str) -> str:
    return BY_NAME[name].written
