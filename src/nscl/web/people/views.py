"""The pairs that may be one person, the search for others, making two rows one, remembering that two are two."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from nscl.accounts.enums import Permission
from nscl.organisations.operations import MergeRefused, set_apart
from nscl.organisations.queries import MergeRow, PersonRow, find_doubles, find_people, list_merges, people_rows
from nscl.text.formats import format_number
from nscl.training.operations.merging import merge_participants
from nscl.training.rules.registers import LONGEST
from nscl.web import context_choice
from nscl.web.access import actor, require_safe, requires, viewer
from nscl.web.people.pairs import PERSON, Hanging, pair_of, proposed
from nscl.web.plan_editing.forms.spec import Choices
from nscl.web.plan_editing.views.pages import go_to, show
from nscl.web.registers.places import SEARCH
from nscl.web.registers.views.experts import note_of
from nscl.web.training.places import training_crumbs, training_page
from nscl.web.training.tables import moment_words
from nscl.web.ui.parts import Crumb, Empty
from nscl.web.ui.samples import sample_notices
from nscl.web.ui.tables import Column, Table, TableQuery
from nscl.web.work.forms.editor import Editor
from nscl.web.work.places import number_of

KEEP: Final = "keep"
REASON: Final = "reason"
_PAIR: Final = 2


def _reach(request: HttpRequest) -> frozenset[int]:
    """The provinces whose people the person may make one, within the chosen province."""
    own = viewer(request).units_with(Permission.MERGE_PEOPLE)
    chosen = context_choice.territory(request)
    if own is None or chosen is None:
        return (own if chosen is None else chosen) or frozenset()
    return own & chosen


@requires(Permission.VIEW_TRAINING, Permission.MERGE_PEOPLE)
@require_safe
def doubles(request: HttpRequest) -> HttpResponse:
    """Pairs that are likely one person, the likeliest first; `?q=` finds people whom nothing proposes."""
    units = _reach(request)
    pairs = proposed(find_doubles(units))
    q = request.GET.get(SEARCH, "").strip()
    merges = _merges(list_merges(units))
    text = _("Người trùng số điện thoại, thư điện tử, hoặc trùng tên cùng đơn vị, cùng năm sinh được nêu ở đây.")
    found = find_people(q, units) if q else ()
    context: dict[str, Any] = {
        "notices": sample_notices(is_sample=any(pair.is_sample for pair in pairs) or any(r.is_sample for r in found)),
        "page": training_page(_("Người ghi trùng"), _answer(len(pairs)), crumbs=training_crumbs()),
        "pairs": pairs,
        "empty": Empty(_("Không có ai giống nhau đến mức phải xem"), text, "circle-check"),
        "q": q,
        "found": [(row.number, row.name, note_of(row)) for row in found],
        "merge": reverse("person-merge"),
        "merges": merges.present(TableQuery(request.path, {})) if merges.rows else None,
    }
    return show(request, "people/doubles.html", context)


def _answer(count: int) -> str:
    if not count:
        return _("Không có cặp nào có thể là một người.")
    return ngettext(
        "%(n)s cặp có thể là một người ghi hai lần. Máy chỉ nêu ra, người xem quyết định.",
        "%(n)s cặp có thể là một người ghi hai lần. Máy chỉ nêu ra, người xem quyết định.",
        count,
    ) % {"n": format_number(count)}


def _merges(rows: tuple[MergeRow, ...]) -> Table[MergeRow]:
    return Table(
        name="da-gop",
        caption=_("Đã gộp gần đây"),
        rows=rows,
        columns=[
            Column("kept", _("Giữ"), sortable=False, filling=True),
            Column("absorbed", _("Gộp vào"), sortable=False),
            Column("at", _("Lúc"), value=lambda r: moment_words(r.at), sortable=False),
            Column("by", _("Người gộp"), value=lambda r: r.by or _("Hệ thống"), sortable=False),
            Column("reason", _("Lý do"), sortable=False),
        ],
        exportable=False,
    )


def _two(request: HttpRequest, sent: list[str]) -> tuple[PersonRow, PersonRow] | None:
    """The two people whom the request names; None for another number of them. Raises Http404 for one out of reach."""
    numbers = {number for number in map(number_of, sent) if number is not None}
    if len(numbers) != _PAIR or len(sent) != _PAIR:
        return None
    rows = people_rows(numbers, _reach(request))
    if len(rows) != _PAIR:
        raise Http404
    return rows[0], rows[1]


@requires(Permission.VIEW_TRAINING, Permission.MERGE_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest) -> HttpResponse:
    """Both side by side (`?nguoi=…&nguoi=…`): which row is kept, and why; POST makes them one."""
    two = _two(request, request.GET.getlist(PERSON))
    if two is None:
        messages.error(request, _("Hãy chọn đúng hai người để gộp."))
        return go_to(request, reverse("person-doubles"))
    editor = _form(two)
    if request.method != "POST":
        # The older row is kept unless the person says otherwise.
        return _merge_page(request, two, editor.show({KEEP: str(two[0].number)}, {}))
    if not editor.read(request.POST).is_valid():
        return _merge_page(request, two, editor, HTTPStatus.UNPROCESSABLE_ENTITY)
    values = editor.values()
    kept, absorbed = two if values[KEEP] == str(two[0].number) else two[::-1]
    try:
        moved = merge_participants(
            keep=kept.number,
            absorb=absorbed.number,
            reason=values[REASON],
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )
    except MergeRefused as refused:
        editor.refuse_whole(str(refused))
        return _merge_page(request, two, editor, HTTPStatus.CONFLICT)
    messages.success(request, _moved_words(kept, absorbed, moved))
    return go_to(request, reverse("person-doubles"))


def _moved_words(kept: PersonRow, absorbed: PersonRow, moved: int) -> str:
    names = {"absorbed": absorbed.name, "kept": kept.name}
    words = _("Đã gộp %(absorbed)s vào %(kept)s.") % names
    if not moved:
        return f"{words} {_('Không có lớp nào phải chuyển.')}"
    classes = ngettext(
        "%(n)s lượt ghi danh chuyển sang, số đếm đã tính lại.",
        "%(n)s lượt ghi danh chuyển sang, số đếm đã tính lại.",
        moved,
    )
    return f"{words} {classes % {'n': format_number(moved)}}"


def _form(two: tuple[PersonRow, PersonRow]) -> Editor:
    choices = [(str(row.number), " · ".join(filter(None, [row.name, note_of(row)]))) for row in two]
    box = forms.Textarea({"rows": 3, "maxlength": LONGEST[REASON]})
    fields: dict[str, forms.Field] = {
        KEEP: forms.ChoiceField(
            label=_("Giữ tên và thông tin của"),
            choices=choices,
            widget=forms.RadioSelect,
            help_text=_("Chỗ người được giữ còn trống thì lấy của người kia; lớp, chứng nhận của cả hai về một."),
        ),
        REASON: forms.CharField(
            label=_("Vì sao là một người"), max_length=LONGEST[REASON], widget=box, help_text=_("Để lại trong lịch sử.")
        ),
    }
    return Editor(fields, {}, Choices())


def _merge_page(
    request: HttpRequest, two: tuple[PersonRow, PersonRow], editor: Editor, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    crumbs = [*training_crumbs(), Crumb(_("Người ghi trùng"), reverse("person-doubles"))]
    context: dict[str, Any] = {
        "page": training_page(_("Gộp hai người thành một"), "", crumbs=crumbs),
        "notices": sample_notices(is_sample=any(row.is_sample for row in two)),
        "pair": pair_of(*two, Hanging.on({row.number for row in two})),
        "editor": editor,
        "back": reverse("person-doubles"),
    }
    return show(request, "people/merge.html", context, status)


@requires(Permission.VIEW_TRAINING, Permission.MERGE_PEOPLE)
@require_POST
def apart(request: HttpRequest) -> HttpResponse:
    """Remember that two who look alike are two: they are proposed no more."""
    two = _two(request, request.POST.getlist(PERSON))
    if two is None:
        messages.error(request, _("Hãy chọn đúng hai người."))
    else:
        try:
            set_apart(one=two[0].number, other=two[1].number, by=actor(request), at=timezone.now())
        except MergeRefused as refused:
            messages.error(request, str(refused))
        else:
            names = {"one": two[0].name, "other": two[1].name}
            messages.success(request, _("Đã ghi %(one)s và %(other)s là hai người.") % names)
    return go_to(request, reverse("person-doubles"))
