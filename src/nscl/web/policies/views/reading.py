"""The list of policies, and one in words."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nscl.accounts.enums import Permission
from nscl.rulebook.policies import Policy
from nscl.support.queries.policies import (
    ItemRow,
    PolicyDetail,
    PolicyMissing,
    Standing,
    find_policy,
    list_policies,
    policy_file,
)
from nscl.support.rules.policies import BLOCKING
from nscl.text.dates import format_date
from nscl.text.formats import format_number
from nscl.web.access import require_safe, requires, signed_in, viewer
from nscl.web.policies.places import SECTION, policy_crumbs, policy_href, rule_href
from nscl.web.policies.tables import example_table, level_rows, policy_table
from nscl.web.policies.words import (
    CONFIDENCE_CHIPS,
    GAP_WORDS,
    STANDING_CHIPS,
    UNKNOWN,
    content_words,
    heads_words,
    once_words,
    period_words,
    role_words,
    subject_words,
    trigger_words,
    under_way_words,
    who_words,
)
from nscl.web.support.sections import section_tabs
from nscl.web.ui.parts import Act, Fact, Facts, Notice, Page, Tone
from nscl.web.ui.tables import TableQuery
from nscl.web.ui.tables.export import xlsx_response

YAML_TYPE = "application/yaml; charset=utf-8"


@signed_in
@require_safe
def policy_list(request: HttpRequest) -> HttpResponse:
    """Every policy, with what holds today and what is not known."""
    rows = list_policies(timezone.localdate())
    view = policy_table(rows).present(TableQuery.of(request))
    if view.query.wants_xlsx:
        view = policy_table(rows, is_file=True).present(view.query)
        return xlsx_response([view], title=_("Chính sách hỗ trợ"), at=timezone.localtime())
    in_force = sum(row.standing is Standing.IN_FORCE for row in rows)
    answer = _("%(all)s chính sách, %(n)s đang có hiệu lực. Chỗ chưa biết của văn bản thì chưa thể chi theo chỗ ấy.")
    acts = _trial_acts(request)
    context = {
        "page": Page(
            _("Chính sách hỗ trợ"),
            answer % {"all": format_number(len(rows)), "n": format_number(in_force)},
            section=SECTION,
            acts=acts,
        ),
        "tabs": section_tabs("policy-list") if viewer(request).may(Permission.VIEW_SUPPORT) else None,
        "table": view,
    }
    return render(request, "policies/list.html", context)


def _trial_acts(request: HttpRequest) -> list[Act]:
    if not viewer(request).may(Permission.VIEW_SUPPORT):
        return []
    return [Act(_("Thử dự thảo"), reverse("policy-trial"), "flask-conical")]


@signed_in
@require_safe
def policy_page(request: HttpRequest, folder: str, file: str) -> HttpResponse:
    """A policy in words: for whom, what, how much, under which article; and the cases beside it."""
    detail = _or_404(f"{folder}/{file}")
    policy, view = detail.row.policy, example_table(detail).present(TableQuery.of(request))
    if view.query.wants_xlsx:
        return xlsx_response([view], title=policy.number, at=timezone.localtime())
    context = {
        "page": Page(
            policy.number,
            policy.title if policy.number != policy.title else "",
            policy_crumbs(),
            SECTION,
            _acts(request, policy),
            STANDING_CHIPS[detail.row.standing],
        ),
        "notices": _notices(detail),
        "rules": [_rule(policy, row) for row in detail.items],
        "facts": _facts(detail),
        "periods": [
            (period_words(one.first, one.last), one.cite, one.note, CONFIDENCE_CHIPS[one.confidence])
            for one in policy.force
        ],
        "principles": [one for one in (policy.overlap, policy.choice) if one is not None],
        "priorities": policy.priorities,
        "limits": policy.limits,
        "documents": policy.documents,
        "table": view,
    }
    return render(request, "policies/detail.html", context)


@requires(Permission.VIEW_SUPPORT)
@require_safe
def policy_download(request: HttpRequest, folder: str, file: str) -> HttpResponse:  # noqa: ARG001
    """The file of a policy: what a draft starts from."""
    try:
        data = policy_file(f"{folder}/{file}")
    except PolicyMissing as missing:
        raise Http404 from missing
    disposition = f'attachment; filename="{file}.yaml"'
    return HttpResponse(data, content_type=YAML_TYPE, headers={"Content-Disposition": disposition})


def _or_404(slug: str) -> PolicyDetail:
    try:
        return find_policy(slug, timezone.localdate())
    except PolicyMissing as missing:
        raise Http404 from missing


def _acts(request: HttpRequest, policy: Policy) -> list[Act]:
    if not viewer(request).may(Permission.VIEW_SUPPORT):
        return []
    folder, _slash, file = policy.slug.partition("/")
    download = reverse("policy-file", kwargs={"folder": folder, "file": file})
    trial = f"{reverse('policy-trial')}?quy-dinh={policy.slug}"
    return [
        Act(_("Tải tệp để soạn dự thảo"), download, "download"),
        Act(_("Thử trên hồ sơ đã có"), trial, "flask-conical"),
    ]


def _notices(detail: PolicyDetail) -> list[Notice]:
    row, found = detail.row, []
    if row.standing is Standing.NOT_KNOWN and row.period is not None:
        found.append(Notice(_("Chưa biết còn áp dụng không: chưa thể chi"), capfirst(row.period.note), Tone.WARN))
    if row.standing is Standing.ENDED:
        found.append(Notice(_("Văn bản đã hết hiệu lực"), tone=Tone.WARN))
    if row.policy.awaits:
        found.append(Notice(_("Chưa có mức tiền: chưa thể chi"), capfirst(row.policy.awaits), Tone.WARN))
    blocked = sum(any(gap in BLOCKING for gap in item.gaps) for item in detail.items)
    if blocked:
        text = _("%(n)s trong %(all)s quy định còn chỗ chưa biết, ghi ở từng quy định dưới đây.")
        words = text % {"n": format_number(blocked), "all": format_number(len(detail.items))}
        found.append(Notice(_("Chỗ chưa biết thì chưa thể chi"), words, Tone.INFO))
    return found


def _rule(policy: Policy, row: ItemRow) -> dict[str, Any]:
    """A rule for the template."""
    item = row.item
    facts = [
        Fact(_("Đối tượng"), capfirst(who_words(policy, item))),
        Fact(_("Số lần"), once_words(item)),
        Fact(_("Chi phí được tính"), capfirst(str(heads_words(policy, item)))),
        Fact(_("Chứng nhận"), trigger_words(item)),
    ]
    if subject := subject_words(item):
        facts.insert(1, Fact(_("Tiêu chuẩn, sản phẩm"), subject))
    if item.most_a_year is not None:
        most = ngettext("%(n)s học viên", "%(n)s học viên", item.most_a_year) % {"n": format_number(item.most_a_year)}
        facts.append(Fact(_("Mỗi năm nhiều nhất"), most))
    return {
        "key": item.key,
        "content": capfirst(content_words(policy, item)),
        "says": capfirst(item.words),
        "cite": item.cite,
        "confidence": CONFIDENCE_CHIPS[item.confidence],
        "role": role_words(item),
        "facts": Facts(facts),
        "levels": level_rows(policy, item),
        "conditions": item.conditions,
        "gaps": [GAP_WORDS[gap] for gap in row.gaps],
        "blocked": any(gap in BLOCKING for gap in row.gaps),
        "note": item.note,
    }


def _facts(detail: PolicyDetail) -> Facts:
    policy, found = detail.row.policy, []
    found.append(Fact(_("Địa bàn"), capfirst(detail.row.place)))
    found.append(Fact(_("Cơ quan ban hành"), policy.issuer))
    found.append(Fact(_("Ngày ban hành"), format_date(policy.issued_on) if policy.issued_on else UNKNOWN))
    found.append(Fact(_("Nguồn đã đọc"), policy.source))
    found.append(Fact(_("Độ chắc chắn"), CONFIDENCE_CHIPS[policy.confidence].label))
    found.append(_successor(detail))
    found.append(Fact(_("Hồ sơ đang làm"), under_way_words(policy)))
    found += [
        Fact(_("Mức trần ràng buộc"), f"{above.number}: {item.cite}", rule_href(item.ref))
        for above, item in policy.bound_by
    ]
    return Facts(found)


def _successor(detail: PolicyDetail) -> Fact:
    policy, next_one = detail.row.policy, detail.successor
    if not policy.is_successor_known:
        return Fact(_("Văn bản thay thế"), UNKNOWN)
    if next_one is not None:
        return Fact(_("Văn bản thay thế"), next_one.number, policy_href(next_one.slug))
    return Fact(_("Văn bản thay thế"), policy.replaced_by or _("không có"))
