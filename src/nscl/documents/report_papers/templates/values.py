"""What takes the place of each field, from a report that is put together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nscl.documents.report_papers.composition import Composition
from nscl.documents.report_papers.templates.fields import DRAFT_FIELD, SAMPLE_FIELD


@dataclass(frozen=True, slots=True)
class FieldValues:
    """texts: of fields within a line; lines: of names and lists."""

    texts: Mapping[str, str]
    lines: Mapping[str, tuple[str, ...]]


def values_of(composed: Composition) -> FieldValues:
    """The values of all fields but the blocks."""
    return FieldValues(
        texts={
            "ten_co_quan": composed.issuer_name,
            "so": composed.number,
            "ky_hieu": composed.symbol,
            "dia_danh": composed.place,
            "ngay_thang": composed.dated,
            "trich_yeu": composed.subject,
            "ket_thuc": composed.closing,
            "ngay_so_lieu": composed.as_of,
            "chuc_vu": composed.post,
            "nguoi_ky": composed.signatory,
            DRAFT_FIELD: composed.draft,
            SAMPLE_FIELD: composed.sample,
        },
        lines={
            "co_quan_cap_tren": composed.above,
            "co_quan": composed.issuer,
            "can_cu": composed.basis,
            "mo_dau": composed.opening,
            "noi_nhan": composed.recipients,
            "quyen_han": composed.authority,
        },
    )
