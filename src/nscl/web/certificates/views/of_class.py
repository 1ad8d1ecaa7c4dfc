"""The certificates of a class: who earned one, who holds one, what the others lack; and issuing them all at once."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.accounts.rules import NotAllowed
from nscl.records.signing import KeyUnusable
from nscl.text.formats import format_number
from nscl.training.operations.certificates import issue_certificates
from nscl.training.operations.errors import TrainingError
from nscl.training.queries.access import ClassHeader
from nscl.training.queries.certificates.of_class import ClassCertificates, Learner, class_certificates
from nscl.training.rules.results import percent_words
from nscl.web.access import actor, require_safe, requires, viewer
from nscl.web.certificates.places import certificate_href, signer
from nscl.web.certificates.words import AWAITS_CHIP, LACKS_CHIP, STATE_CHIPS
from nscl.web.plan_editing.views.pages import go_to
from nscl.web.plans.words import capital
from nscl.web.training.asking import show_question
from nscl.web.training.places import class_crumbs, class_href, class_or_404, training_crumbs, training_page
from nscl.web.training.tabs import CERTIFICATES, class_frame
from nscl.web.ui.parts import Act, Chip, Confirmation, Crumb, Empty, Fact, Facts, Stat, Stats, Tone
from nscl.web.ui.parts.acts import Weight
from nscl.web.ui.samples import sample_title
from nscl.web.ui.tables import Column, Filter, Kind, Link, Table, TableQuery
from nscl.web.ui.tables.export import xlsx_response

STATE = "tinh-trang"
EARNED, LACKING, HELD = "cho-cap", "chua-dat", "da-cap"


@requires(Permission.VIEW_TRAINING)
@require_safe
def class_certificates_page(request: HttpRequest, number: int) -> HttpResponse:
    """Everybody on the list, with what is missing for the certificate."""
    header = class_or_404(request, number)
    found = class_certificates(viewer(request), header, on=timezone.localdate())
    view = _table(header, found).present(TableQuery.of(request))
    if view.query.wants_xlsx:
        title = sample_title(_("Chứng nhận, %(title)s") % {"title": header.title}, is_sample=header.is_sample)
        return xlsx_response([view], title=title, at=timezone.localtime())
    frame = class_frame(
        viewer(request),
        header,
        CERTIFICATES,
        answer=_answer(found),
        acts=_acts(header, found),
        crumbs=training_crumbs(),
    )
    return render(
        request,
        "certificates/of_class.html",
        {**frame, "stats": _stats(header, found), "facts": _rule(found), "table": view},
    )


@requires(Permission.VIEW_TRAINING, Permission.ISSUE_CERTIFICATES)
@require_http_methods(["GET", "HEAD", "POST"])
def issue(request: HttpRequest, number: int) -> HttpResponse:
    """Ask, then give the certificate to everybody who earned it."""
    header = class_or_404(request, number)
    found = class_certificates(viewer(request), header, on=timezone.localdate())
    if not found.may_issue:
        raise NotAllowed(Permission.ISSUE_CERTIFICATES)
    refused: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            issued = issue_certificates(
                training_class=number,
                viewer=viewer(request),
                by=actor(request),
                at=timezone.now(),
                signer=signer(),
            )
        except (TrainingError, KeyUnusable) as error:
            refused = (str(error),)
        else:
            _say(request, issued.count, issued.first, issued.last)
            return go_to(request, class_href(number, CERTIFICATES))
    elif not found.awaiting:
        refused = (_("Không còn ai chờ cấp. Trang chứng nhận của lớp nói rõ từng người."),)
    page = training_page(
        _("Cấp chứng nhận"),
        header.title,
        crumbs=class_crumbs(header, Crumb(_("Chứng nhận"), class_href(number, CERTIFICATES))),
    )
    return show_question(request, page, _question(header, found), refused=refused, can=bool(found.awaiting))


def _say(request: HttpRequest, count: int, first: str, last: str) -> None:
    if not count:
        messages.info(request, _("Không còn ai chờ cấp; có thể người khác vừa cấp."))
        return
    span = first if count == 1 else f"{first} – {last}"
    words = ngettext("Đã cấp %(n)s chứng nhận, số %(span)s.", "Đã cấp %(n)s chứng nhận, số %(span)s.", count)
    messages.success(request, words % {"n": format_number(count), "span": span})


def _question(header: ClassHeader, found: ClassCertificates) -> Confirmation:
    count = found.awaiting
    words = ngettext("Cấp chứng nhận cho %(n)s người?", "Cấp chứng nhận cho %(n)s người?", count)
    consequences = [
        _("Tên ghi đúng như trong danh sách lớp; sai thì phải cấp lại bằng chứng nhận mới."),
        _("Mỗi chứng nhận có số riêng, mã QR và chữ ký số; ai có mã kiểm tra được."),
    ]
    if header.validity_months is not None:
        months = {"n": format_number(header.validity_months)}
        consequences.append(_("Có giá trị %(n)s tháng; người có thư điện tử được nhắc trước 30 ngày.") % months)
    return Confirmation(
        words % {"n": format_number(count)},
        consequences,
        _("Cấp chứng nhận"),
        class_href(header.number, CERTIFICATES),
        icon="award",
    )


def _answer(found: ClassCertificates) -> str:
    if not found.rule.gives_certificate:
        return _("Lớp này không cấp chứng nhận.")
    held = ngettext("%(n)s người đã được cấp", "%(n)s người đã được cấp", found.in_force) % {
        "n": format_number(found.in_force)
    }
    if not found.rule.is_done:
        return _("Lớp chưa kết thúc; kết thúc rồi mới biết ai đạt. %(held)s.") % {"held": capital(held)}
    said = [capital(held)]
    if found.awaiting:
        waiting = ngettext("%(n)s người đạt và chờ cấp", "%(n)s người đạt và chờ cấp", found.awaiting)
        said.append(waiting % {"n": format_number(found.awaiting)})
    lacking = sum(not one.has_earned for one in found.learners)
    if lacking:
        missing = ngettext("%(n)s người chưa đạt", "%(n)s người chưa đạt", lacking)
        said.append(missing % {"n": format_number(lacking)})
    return f"{', '.join(said)}."


def _acts(header: ClassHeader, found: ClassCertificates) -> list[Act]:
    acts: list[Act] = []
    if found.in_force:
        acts.append(Act(_("Tải cả lớp (PDF)"), class_href(header.number, "class-certificates-file"), "file-down"))
    if found.may_issue and found.awaiting:
        words = ngettext("Cấp cho %(n)s người", "Cấp cho %(n)s người", found.awaiting)
        href = class_href(header.number, "class-certificates-issue")
        acts.append(Act(words % {"n": format_number(found.awaiting)}, href, "award", Weight.PRIMARY))
    return acts


def _stats(header: ClassHeader, found: ClassCertificates) -> Stats:
    lacking = sum(not one.has_earned for one in found.learners)
    href = class_href(header.number, CERTIFICATES)
    return Stats(
        [
            Stat(_("Học viên"), format_number(len(found.learners)), icon="users", href=href),
            Stat(_("Đã được cấp"), format_number(found.in_force), icon="award", href=f"{href}?{STATE}={HELD}"),
            Stat(
                _("Đạt, chờ cấp"),
                format_number(found.awaiting),
                icon="hourglass",
                href=f"{href}?{STATE}={EARNED}",
                tone=Tone.WARN if found.awaiting else None,
            ),
            Stat(_("Chưa đạt"), format_number(lacking), icon="circle-dashed", href=f"{href}?{STATE}={LACKING}"),
        ]
    )


def _rule(found: ClassCertificates) -> Facts:
    rule = found.rule
    needed = rule.min_test_percent
    return Facts(
        [
            Fact(_("Số buổi được tính"), format_number(rule.sessions)),
            Fact(_("Phải dự ít nhất"), f"{rule.min_attendance_percent}%"),
            Fact(_("Kiểm tra phải đạt"), _("không yêu cầu") if needed is None else f"{needed}%"),
        ]
    )


def _table(header: ClassHeader, found: ClassCertificates) -> Table[Learner]:
    sessions = found.rule.sessions
    return Table(
        name="chung-nhan",
        caption=_("Học viên"),
        rows=found.learners,
        columns=[
            Column("name", _("Họ tên"), note=lambda r: r.organisation, filling=True),
            Column(
                "attended", _("Dự buổi"), value=lambda r: f"{r.attended}/{sessions}", sort_value=lambda r: r.attended
            ),
            Column(
                "percent",
                _("Kiểm tra"),
                value=lambda r: None if r.percent is None else percent_words(r.percent),
                sort_value=lambda r: r.percent,
            ),
            Column("state", _("Chứng nhận"), Kind.CHIP, value=_chip),
            Column("serial", _("Số"), Kind.LINK, value=_door, narrow=True),
            Column("missing", _("Còn thiếu"), value=lambda r: capital("; ".join(one.sentence for one in r.missing))),
        ],
        search=lambda r: f"{r.name} {r.organisation} {r.held.serial if r.held else ''}",
        filters=[
            Filter(
                STATE,
                _("Tình trạng"),
                _code,
                [(HELD, _("Đã cấp")), (EARNED, _("Đạt, chờ cấp")), (LACKING, _("Chưa đạt"))],
            )
        ],
        empty=Empty(
            _("Lớp chưa có học viên"),
            _("Ghi danh học viên rồi quay lại đây."),
            "users",
            [Act(_("Danh sách học viên"), reverse("class-people", kwargs={"number": header.number}), "users")],
        ),
    )


def _code(row: Learner) -> list[str]:
    codes = [HELD] if row.held is not None else []
    return [*codes, EARNED] if row.awaits else codes if row.has_earned else [*codes, LACKING]


def _chip(row: Learner) -> Chip:
    if row.held is not None:
        return STATE_CHIPS[row.held.state]
    return AWAITS_CHIP if row.awaits else LACKS_CHIP


def _door(row: Learner) -> Link | None:
    return None if row.held is None else Link(row.held.serial, certificate_href(row.held.number))
