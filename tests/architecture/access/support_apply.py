"""The applicant's pages: by account for the beneficiary's own firm alone, by link for the browser that opened it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.core.cache import cache

from nscl.accounts.enums import Permission, Role
from nscl.accounts.models import RoleGrant
from nscl.support.models import CaseDocument, SupportCase
from tests.architecture.access_matrix import Address, with_permission
from tests.factories.people import AT
from tests.factories.support import a_consulting, a_draft
from tests.factories.world import World

APPLICANTS = with_permission(Permission.APPLY_SUPPORT)
# Through a link nobody of the matrix has: everybody is told the same, 404.
NOBODY: frozenset[Role] = frozenset()
BOTH = "GET POST"


def a_case(world: World) -> Mapping[str, object]:
    """A draft of the beneficiary's firm."""
    firm = RoleGrant.objects.get(user=world.people[Role.BENEFICIARY]).organisation_id
    assert firm is not None
    there = SupportCase.objects.filter(organisation=firm).order_by("pk").first()
    if there is None:
        there = SupportCase.objects.get(pk=a_draft(firm, a_consulting(), at=AT))
    return {"public_id": there.public_id}


def a_paper(world: World) -> Mapping[str, object]:
    kwargs = a_case(world)
    papers = CaseDocument.objects.filter(case__public_id=kwargs["public_id"]).order_by("pk")
    return {**kwargs, "number": papers.values_list("pk", flat=True)[0]}


def a_content(_world: World) -> Mapping[str, object]:
    return {"content": "digital-consulting"}


def rules_of(world: World) -> Mapping[str, object]:
    return {**a_case(world), **a_content(world)}


def picked(_world: World) -> Mapping[str, object]:
    return {"muc": "quoc-gia/80-2021-nd-cp#digital-consulting"}


def a_token(_world: World) -> Mapping[str, object]:
    cache.clear()
    return {"token": "khong-co"}


def untried(kwargs: Callable[[World], Mapping[str, object]]) -> Callable[[World], Mapping[str, object]]:
    """The same, with nothing tried before: wrong addresses are counted, and everybody here is wrong."""

    def cleared(world: World) -> Mapping[str, object]:
        cache.clear()
        return kwargs(world)

    return cleared


_PAGES = (
    ("", "GET", a_case),
    ("-need", BOTH, a_case),
    ("-need-kept", "POST", a_case),
    ("-costs", BOTH, a_case),
    ("-costs-kept", "POST", a_case),
    ("-papers", BOTH, a_case),
    ("-paper", "GET", a_paper),
    ("-paper-remove", "POST", a_paper),
    ("-review", BOTH, a_case),
    ("-slip", "GET", a_case),
    ("-withdraw", BOTH, a_case),
    ("-contents", "GET", a_case),
    ("-rules", BOTH, rules_of),
    ("-report", BOTH, a_case),
)
ADDRESSES = (
    Address("own-support", who=APPLICANTS),
    Address("own-support-content", who=APPLICANTS, methods=BOTH, kwargs=a_content, data=picked),
    *(
        # A paper that is a link on the web leads there; a draft has no slip.
        Address(
            f"own-case{page}",
            who=APPLICANTS,
            methods=methods,
            kwargs=kwargs,
            data=picked,
            answers={"-paper": 302, "-slip": 404}.get(page, 200),
        )
        for page, methods, kwargs in _PAGES
    ),
    *(
        Address(f"linked-case{page}", public=True, who=NOBODY, methods=methods, kwargs=untried(kwargs), stranger=404)
        for page, methods, kwargs in _PAGES
    ),
    Address("find-case", public=True, methods=BOTH),
    Address("case-link", public=True, who=NOBODY, methods=BOTH, kwargs=a_token, stranger=404),
    Address("case-link-resend", public=True, who=NOBODY, methods="POST", kwargs=a_token, stranger=404),
)
