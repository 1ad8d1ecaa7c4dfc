"""One organisation: where it is, how large, what is noted of it, who is related, what it was supported with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.organisations.enums import FLAG, OrganisationState
from nscl.organisations.queries.detail import organisation_history, organisation_on
from nscl.organisations.queries.rows import OrganisationDetail
from nscl.organisations.queries.sizes import explain_size
from nscl.records.queries.evidence import count_evidence
from nscl.text.dates import format_date
from nscl.text.phones import shown_phone
from nscl.web.access import require_safe, requires, viewer
from nscl.web.institutions.days import Day, day_asked
from nscl.web.organisations.history import organisation_timeline
from nscl.web.organisations.places import OWN, organisation_href, organisation_or_404, registry_crumbs, registry_page
from nscl.web.organisations.sizing import sizing_view
from nscl.web.organisations.support_table import support_table
from nscl.web.organisations.tables import figures_table, flag_table, kin_table, seat_days, seat_table
from nscl.web.organisations.views.facts import YEAR
from nscl.web.organisations.words import STATE_CHIPS, flag_words, size_words, state_chip
from nscl.web.plans.words import capital
from nscl.web.ui.parts import Act, Empty, Fact, Facts, Notice, Tone, Weight
from nscl.web.ui.samples import sample_notices
from nscl.web.ui.tables import Table, TableQuery
from nscl.web.work.places import today


@requires(Permission.VIEW_REGISTRY)
@require_safe
def organisation(request: HttpRequest, number: int) -> HttpResponse:
    """The page of an organisation; `?ngay=30/6/2025` tells what it was on a day."""
    return _page_of(request, organisation_or_404(request, number), is_own=False)


@requires(Permission.APPLY_SUPPORT)
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """What the registry knows of the person's own organisation; of several, `?to-chuc=…` chooses one."""
    numbers = sorted(viewer(request).own_organisations)
    if not numbers:
        raise Http404
    asked = request.GET.get("to-chuc", "")
    chosen = next((number for number in numbers if str(number) == asked), numbers[0])
    others = [organisation_or_404(request, number) for number in numbers if number != chosen]
    return _page_of(request, organisation_or_404(request, chosen), is_own=True, others=others)


def _page_of(
    request: HttpRequest, detail: OrganisationDetail, *, is_own: bool, others: Sequence[OrganisationDetail] = ()
) -> HttpResponse:
    """The page. is_own: of the organisation's own person, who reads and may ask for what is wrong to be mended."""
    acts = detail.may_edit and not is_own and detail.merged_into is None
    query = TableQuery(request.path, {})
    person = viewer(request)
    sees_history = not is_own and (person.may(Permission.VIEW_HISTORY, detail.unit_id) or detail.may_edit)
    crumbs = [] if is_own else registry_crumbs()
    support = None if is_own else support_table(request, detail)
    context: dict[str, Any] = {
        "page": registry_page(
            detail.name,
            _answer(detail),
            crumbs=crumbs,
            acts=_acts(detail) if acts else [],
            chip=state_chip(detail.state, detail.state_on),
        ),
        "notices": [*sample_notices(is_sample=detail.is_sample), *_notices(detail, is_own=is_own)],
        "facts": Facts(_facts(detail)),
        "sizing": sizing_view(explain_size(person, detail.number, on=today())),
        "flags": _flags(detail, acts=acts, doors=not is_own).present(query),
        "figures": _figures(detail, acts=acts).present(query),
        "kin": kin_table(detail, doors=not is_own, empty=_no_kin()).present(query),
        "seats": seat_table(detail.seats).present(query) if len(detail.seats) > 1 else None,
        "support": support.present(query) if support is not None else None,
        "merges": detail.merges,
        "others": [(one.name, f"{reverse(OWN)}?to-chuc={one.number}") for one in others],
        "timeline": organisation_timeline(organisation_history(person, detail.number)) if sees_history else None,
        **_then(request, detail),
        **(_doors(detail) if acts else {}),
    }
    return render(request, "organisations/detail.html", context)


def _answer(detail: OrganisationDetail) -> str:
    """ "Doanh nghiệp ở phường Kép, Bắc Ninh; quy mô nhỏ; 2 cờ đang có hiệu lực." """
    where = ", ".join(filter(None, [detail.commune, detail.province]))
    parts = [_("%(kind)s ở %(where)s") % {"kind": capital(detail.kind.label), "where": where}]
    if detail.size is not None:
        parts.append(_("quy mô: %(size)s") % {"size": str(size_words(detail.size)).lower()})
    held = [flag_words(one.kind, one.stars, one.risk) for one in detail.flags if one.is_in_force and one.holds]
    if held:
        parts.append(", ".join(dict.fromkeys(held)))
    return f"{'; '.join(parts)}."


def _acts(detail: OrganisationDetail) -> list[Act]:
    number = detail.number
    edit = Act(_("Sửa"), organisation_href(number, "organisation-edit"), "pencil", Weight.PRIMARY)
    suspend = Act(_("Ghi tạm ngừng"), organisation_href(number, "organisation-suspend"), "circle-pause", Weight.QUIET)
    end = Act(_("Ghi chấm dứt"), organisation_href(number, "organisation-end"), "archive", Weight.QUIET)
    resume = Act(_("Ghi hoạt động lại"), organisation_href(number, "organisation-resume"), "circle-play")
    return {
        OrganisationState.ACTIVE: [suspend, end, edit],
        OrganisationState.SUSPENDED: [end, resume, edit],
        OrganisationState.GONE: [resume, edit],
    }[detail.state]


def _doors(detail: OrganisationDetail) -> dict[str, Any]:
    """What may be added in each part of the page."""

    def act(label: str, name: str, icon: str) -> Act:
        return Act(label, organisation_href(detail.number, name), icon)

    relate = [act(_("Ghi quan hệ"), "organisation-relate", "link")] if detail.may_merge else []
    if detail.may_merge and detail.parent is not None:
        relate.append(act(_("Kết thúc quan hệ chi nhánh"), "organisation-unbranch", "link-2"))
    return {
        "seat_acts": [act(_("Ghi chuyển trụ sở"), "organisation-move", "map-pin")],
        "flag_acts": [act(_("Ghi cờ"), "organisation-flag", "flag")],
        "figure_acts": [act(_("Ghi số liệu năm"), "organisation-figures", "calculator")],
        "kin_acts": relate,
    }


def _notices(detail: OrganisationDetail, *, is_own: bool) -> list[Notice]:
    if detail.merged_into is not None:
        kept = detail.merged_into
        door = [] if is_own else [Act(kept.name, organisation_href(kept.number), "arrow-right")]
        text = _("Mọi điều của dòng này đã chuyển sang %(name)s.") % {"name": kept.name}
        return [Notice(_("Dòng này đã gộp"), text, Tone.WARN, door)]
    if is_own:
        text = _(
            "Đây là những gì sổ đăng ký của tỉnh đang ghi về tổ chức của bạn; hồ sơ hỗ trợ dùng các thông tin này. "
            "Thấy chỗ sai, hãy báo cơ quan thường trực chương trình kèm giấy tờ; không phải khai lại trong từng hồ sơ."
        )
        return [Notice(_("Thông tin sai thì sửa ở đâu?"), text, Tone.INFO)]
    return []


def _facts(detail: OrganisationDetail) -> list[Fact]:
    edition = detail.industry_edition
    industry = ""
    if detail.industry and edition is not None:
        industry = f"{detail.industry} ({edition.label})\n{detail.industry_words}".strip()
    facts = [
        Fact(_("Mã số thuế"), detail.tax_code or None),
        Fact(_("Loại hình"), capital(detail.kind.label)),
        Fact(_("Trụ sở"), "\n".join(filter(None, [detail.address, detail.commune, detail.province]))),
        Fact(_("Ngành chính"), industry or None),
        Fact(_("Ngày thành lập"), format_date(detail.founded_on) if detail.founded_on else None),
        Fact(_("Người đại diện"), detail.representative or None),
    ]
    if detail.sees_contacts:
        facts.append(Fact(_("Điện thoại"), shown_phone(detail.phone) if detail.phone else None))
        facts.append(Fact(_("Thư điện tử"), detail.email or None))
    if detail.former_names:
        words = _("%(name)s (đến %(day)s)")
        names = [words % {"name": one.name, "day": format_date(one.until)} for one in detail.former_names]
        facts.append(Fact(_("Tên cũ"), "\n".join(names)))
    return facts


def _flags(detail: OrganisationDetail, *, acts: bool, doors: bool) -> Table[Any]:
    text = _("Sản phẩm chủ lực, OCOP, khởi nghiệp, xuất khẩu, mức độ rủi ro: quy định hỗ trợ dựa vào đây.")
    empty = Empty(_("Chưa ghi cờ nào"), text, "flag")
    evidence = count_evidence(FLAG, [flag.number for flag in detail.flags])
    return flag_table(detail, evidence, acts=acts, doors=doors, empty=empty)


def _figures(detail: OrganisationDetail, *, acts: bool) -> Table[Any]:
    here = organisation_href(detail.number, "organisation-figures")
    text = _("Lao động, doanh thu, nguồn vốn của năm trước quyết định quy mô.")
    empty = Empty(_("Chưa có số liệu năm nào"), text, "calculator")
    return figures_table(detail.figures, (lambda year: f"{here}?{YEAR}={year}") if acts else None, empty=empty)


def _no_kin() -> Empty:
    text = _("Chi nhánh, tổ chức trước và sau khi chia, tách, sáp nhập dùng chung một lịch sử hỗ trợ.")
    return Empty(_("Chưa ghi quan hệ nào"), text, "network")


def _then(request: HttpRequest, detail: OrganisationDetail) -> dict[str, Any]:
    """What it was on the day of the address; nothing for today."""
    day: Day = day_asked(request)
    shown: dict[str, Any] = {"day": day, "problem": day.problem}
    if not day.is_given or day.problem:
        return shown
    then = organisation_on(viewer(request), detail.number, on=day.on)
    seat = then.seat
    flags = [flag_words(one.kind, one.stars, one.risk) for one in then.flags if one.holds]
    facts = [
        Fact(_("Tên"), then.name),
        Fact(_("Trụ sở"), "\n".join(filter(None, [seat.address, seat.commune, seat.province, f"({seat_days(seat)})"]))),
        Fact(_("Xã, phường hiện nay"), seat.commune_today or None) if seat.commune_today else None,
        Fact(_("Tình trạng"), STATE_CHIPS[then.state].label),
        Fact(_("Cờ"), ", ".join(flags) or None),
    ]
    shown["then"] = Facts([fact for fact in facts if fact is not None])
    return shown
