"""Tables of what is wrong: problems that keep a pack from being read, contradictions in one that was read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from nscl.documents.checks import Finding
from nscl.documents.pack.enums import FindingKind, FindingSeverity
from nscl.documents.pack.problems import PackProblem
from nscl.plans.enums import label
from nscl.text.formats import format_number
from nscl.web.plans.addresses import lines_in_words
from nscl.web.plans.words import SEVERITY_CHIPS, capital
from nscl.web.ui.parts import Empty
from nscl.web.ui.tables import Column, Filter, Kind, Table


def problems_table(problems: Sequence[PackProblem]) -> Table[PackProblem]:
    """Every problem of a file: where, what, how to mend it."""
    return Table[PackProblem](
        name="loi",
        caption=_("Lỗi trong tệp"),
        rows=problems,
        columns=[
            Column("line", _("Dòng"), Kind.INTEGER, sortable=False),
            Column("key_path", _("Ký hiệu"), sortable=False),
            Column("message", _("Lỗi"), value=lambda p: capital(p.message), filling=True, sortable=False),
            Column("remedy", _("Cách sửa"), value=lambda p: capital(p.remedy), sortable=False),
            Column("file", _("Tệp"), sortable=False),
        ],
        page_size=max(len(problems), 1),
        # The page answers a POST: the same address asked by GET has no such table.
        exportable=False,
    )


def findings_table(findings: Sequence[Finding]) -> Table[Finding]:
    """The contradictions of a pack."""
    return Table[Finding](
        name="phat-hien",
        caption=_("Phát hiện"),
        rows=findings,
        columns=[
            Column("severity", _("Mức độ"), Kind.CHIP, value=lambda f: SEVERITY_CHIPS[f.severity]),
            Column("kind", _("Loại"), value=lambda f: capital(label(f.kind))),
            Column("says", _("Văn bản viết"), filling=True, note=lambda f: f.subject),
            Column("conflicts_with", _("Trái với"), filling=True),
            Column("likely", _("Nhiều khả năng là")),
            Column("at", _("Dòng"), value=_lines, sort_value=lambda f: f.at or None, narrow=True),
        ],
        search=lambda f: " ".join(filter(None, (f.says, f.conflicts_with, f.likely, f.subject))),
        filters=[
            Filter("muc-do", _("Mức độ"), lambda f: f.severity.value, _options(FindingSeverity)),
            Filter("loai", _("Loại"), lambda f: f.kind.value, _met_kinds(findings)),
        ],
        empty=Empty(_("Không tìm thấy chỗ mâu thuẫn nào"), _("Mọi phép kiểm tra đều khớp."), "circle-check"),
    )


def severities_in_words(counts: Mapping[FindingSeverity, int]) -> str:
    """1 chỗ sai, 9 chỗ cần xem lại; what there is none of is left out."""
    words = {
        FindingSeverity.ERROR: _("%(count)s chỗ sai"),
        FindingSeverity.WARNING: _("%(count)s chỗ cần xem lại"),
        FindingSeverity.INFO: _("%(count)s lưu ý"),
    }
    return ", ".join(words[severity] % {"count": format_number(count)} for severity, count in counts.items() if count)


def _lines(finding: Finding) -> str:
    return lines_in_words(*finding.at) if finding.at else ""


def _options(vocabulary: type[FindingSeverity]) -> list[tuple[str, str]]:
    return [(member.value, capital(label(member))) for member in vocabulary]


def _met_kinds(findings: Sequence[Finding]) -> list[tuple[str, str]]:
    met = {finding.kind for finding in findings}
    return [(kind.value, capital(label(kind))) for kind in FindingKind if kind in met]
