"""Counts said in words, for the sentence that opens each page."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nscl.text.formats import format_million, format_number


def targets(n: int) -> str:
    """As in "14 mục tiêu"."""
    return ngettext("%(n)s mục tiêu", "%(n)s mục tiêu", n) % {"n": format_number(n)}


def measures(n: int) -> str:
    """As in "31 chỉ tiêu"."""
    return ngettext("%(n)s chỉ tiêu", "%(n)s chỉ tiêu", n) % {"n": format_number(n)}


def tasks(n: int) -> str:
    """As in "29 nhiệm vụ"."""
    return ngettext("%(n)s nhiệm vụ", "%(n)s nhiệm vụ", n) % {"n": format_number(n)}


def groups(n: int) -> str:
    """As in "5 nhóm nhiệm vụ"."""
    return ngettext("%(n)s nhóm nhiệm vụ", "%(n)s nhóm nhiệm vụ", n) % {"n": format_number(n)}


def plans(n: int) -> str:
    """As in "3 bản kế hoạch"."""
    return ngettext("%(n)s bản kế hoạch", "%(n)s bản kế hoạch", n) % {"n": format_number(n)}


def lines(n: int) -> str:
    """As in "60 dòng dự toán"."""
    return ngettext("%(n)s dòng dự toán", "%(n)s dòng dự toán", n) % {"n": format_number(n)}


def duties(n: int) -> str:
    """As in "18 trách nhiệm"."""
    return ngettext("%(n)s trách nhiệm", "%(n)s trách nhiệm", n) % {"n": format_number(n)}


def agencies(n: int) -> str:
    """As in "21 cơ quan"."""
    return ngettext("%(n)s cơ quan", "%(n)s cơ quan", n) % {"n": format_number(n)}


def documents(n: int) -> str:
    """As in "9 văn bản"."""
    return ngettext("%(n)s văn bản", "%(n)s văn bản", n) % {"n": format_number(n)}


def rules(n: int) -> str:
    """As in "7 quy định hỗ trợ"."""
    return ngettext("%(n)s quy định hỗ trợ", "%(n)s quy định hỗ trợ", n) % {"n": format_number(n)}


def results(n: int) -> str:
    """As in "12 kết quả"."""
    return ngettext("%(n)s kết quả", "%(n)s kết quả", n) % {"n": format_number(n)}


def million(vnd: int) -> str:
    """As in "14.767,55 triệu đồng"."""
    return _("%(amount)s triệu đồng") % {"amount": format_million(vnd)}


def findings(errors: int, warnings: int, infos: int) -> str:
    """Open findings: "1 chỗ sai, 9 chỗ cần xem lại"; that there are none, where there are none."""
    parts = []
    if errors:
        parts.append(ngettext("%(n)s chỗ sai", "%(n)s chỗ sai", errors) % {"n": format_number(errors)})
    if warnings:
        words = ngettext("%(n)s chỗ cần xem lại", "%(n)s chỗ cần xem lại", warnings)
        parts.append(words % {"n": format_number(warnings)})
    if infos:
        parts.append(ngettext("%(n)s điều lưu ý", "%(n)s điều lưu ý", infos) % {"n": format_number(infos)})
    return ", ".join(parts) if parts else _("không còn phát hiện nào chưa xử lý")
