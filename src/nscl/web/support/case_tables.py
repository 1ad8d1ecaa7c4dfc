"""Answers, costs and papers of one case as tables."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.support.enums import DocumentStage, DocumentVerdict
from nscl.support.queries.cases import CaseDetail, CostRow, DocumentRow
from nscl.support.queries.current import AnswerRow
from nscl.text.dates import format_date
from nscl.web.plans.words import capital
from nscl.web.support.places import case_href
from nscl.web.support.words import VERDICT_CHIPS, yes_no
from nscl.web.ui.parts import Chip, Empty, Tone
from nscl.web.ui.tables import Column, Kind, Table
from nscl.web.ui.tables.columns import Link


def answers_table(rows: Sequence[AnswerRow]) -> Table[AnswerRow]:
    """What was answered, and by whom."""
    return Table(
        name="tra-loi",
        caption=_("Câu trả lời"),
        rows=rows,
        columns=[
            Column("name", _("Điều kiện"), value=lambda row: capital(row.name), filling=True, sortable=False),
            Column("answer", _("Trả lời"), value=lambda row: capital(yes_no(answer=row.answer)), sortable=False),
            Column(
                "source",
                _("Nguồn"),
                value=lambda row: capital(row.source.label),
                note=lambda row: row.note,
                sortable=False,
            ),
        ],
        exportable=False,
        empty=Empty(_("Chưa có câu trả lời nào"), _("Quy định không hỏi gì thêm, hoặc tổ chức chưa trả lời."), "list"),
    )


def costs_table(rows: Sequence[CostRow]) -> Table[CostRow]:
    """The costs, each counted or not."""
    return Table(
        name="chi-phi",
        caption=_("Chi phí"),
        rows=rows,
        columns=[
            Column(
                "head_name",
                _("Khoản chi"),
                value=lambda row: capital(row.head_name),
                note=lambda row: row.about,
                filling=True,
                sortable=False,
            ),
            Column("on", _("Ngày"), Kind.DATE, sortable=False),
            Column("invoice", _("Hóa đơn"), value=invoice_words, note=_seller, sortable=False),
            Column("vnd", _("Số tiền"), Kind.VND, unit=_("đồng"), total=True, sortable=False),
            Column("is_accepted", _("Xét"), Kind.CHIP, value=_counted, note=lambda row: row.remark, sortable=False),
        ],
        exportable=False,
        empty=Empty(_("Chưa có khoản chi nào"), icon="receipt-text"),
    )


def invoice_words(row: CostRow) -> str:
    """Symbol and number of an invoice."""
    return " ".join(filter(None, [row.invoice_symbol, row.invoice_number]))


def _seller(row: CostRow) -> str:
    return _("bên bán %(code)s") % {"code": row.seller_tax_code} if row.seller_tax_code else ""


def _counted(row: CostRow) -> Chip:
    if row.is_accepted:
        return Chip(_("Được tính"), Tone.GOOD, "circle-check", 0)
    return Chip(_("Không tính"), Tone.BAD, "circle-x", 1)


def documents_table(detail: CaseDetail, *, may_examine: bool) -> Table[DocumentRow]:
    """The papers, each with what was found of it."""
    number = detail.header.number
    examines = may_examine and detail.header.submitted_at is not None

    def acts(row: DocumentRow) -> Link:
        href = reverse("support-document", kwargs={"number": number, "document": row.number})
        return Link(_("Xem, ghi nhận xét") if row.verdict is DocumentVerdict.PENDING else _("Sửa nhận xét"), href)

    columns = [
        Column[DocumentRow](
            "name",
            _("Giấy tờ"),
            Kind.LINK,
            value=lambda row: Link(
                row.name, reverse("support-document-file", kwargs={"number": number, "document": row.number}), row.file
            ),
            filling=True,
            sortable=False,
        ),
        Column[DocumentRow]("stage", _("Dùng khi"), value=lambda row: _STAGES[row.stage](), sortable=False),
        Column[DocumentRow](
            "added_at", _("Nộp ngày"), value=lambda row: format_date(row.added_at.date()), sortable=False
        ),
        Column[DocumentRow](
            "verdict",
            _("Nhận xét"),
            Kind.CHIP,
            value=lambda row: VERDICT_CHIPS[row.verdict],
            note=lambda row: row.remark,
            sortable=False,
        ),
    ]
    if examines:
        columns.append(Column("acts", _("Việc làm"), Kind.LINK, value=acts, sortable=False, exported=False))
    return Table(
        name="giay-to",
        caption=_("Giấy tờ"),
        rows=detail.documents,
        columns=columns,
        exportable=False,
        empty=Empty(_("Chưa có giấy tờ nào"), _("Giấy tờ tổ chức nộp hoặc cán bộ thêm sẽ hiện ở đây."), "paperclip"),
    )


_STAGES = {
    DocumentStage.APPLICATION: lambda: _("xét hồ sơ"),
    DocumentStage.PAYMENT: lambda: _("thanh toán"),
}


def case_page_href(number: int) -> str:
    """The papers of a case, for the way back."""
    return f"{case_href(number)}#bang-giay-to"
