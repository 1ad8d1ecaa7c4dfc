"""The search of everything that the person may see."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.plans.enums import ItemKind
from nscl.plans.queries.search import find_everywhere
from nscl.records.queries import MOST_HITS, Hit
from nscl.reporting.enums import ReportingKind
from nscl.text.folding import fold, fold_words
from nscl.training.enums import TrainingKind
from nscl.web.access import require_safe, signed_in, viewer
from nscl.web.plans import sentences
from nscl.web.plans.words import KIND_NAMES
from nscl.web.ui.parts import Empty, Page, Text
from nscl.web.ui.tables.query import SEARCH
from nscl.work.enums import WorkKind

UNIT: Final = "institutions.unit"
AGENCY: Final = "institutions.agency"
NAMES: Final[Mapping[str, Text]] = {
    **{kind.value: name for kind, name in KIND_NAMES.items()},
    UNIT: gettext_lazy("Đơn vị hành chính"),
    AGENCY: gettext_lazy("Cơ quan"),
    WorkKind.ACTIVITY.value: gettext_lazy("Hoạt động"),
    WorkKind.DIFFICULTY.value: gettext_lazy("Vướng mắc"),
    WorkKind.COMMENDATION.value: gettext_lazy("Khen thưởng"),
    TrainingKind.EXPERT.value: gettext_lazy("Chuyên gia"),
    TrainingKind.CLUB.value: gettext_lazy("Câu lạc bộ"),
    TrainingKind.PROGRAMME.value: gettext_lazy("Chương trình ở trường"),
    ReportingKind.ROUND.value: gettext_lazy("Kỳ báo cáo"),
    ReportingKind.EDITION.value: gettext_lazy("Báo cáo của tỉnh"),
}
# Where things of the year's work, of training and of reporting open, by kind.
WORK_PAGES: Final[Mapping[str, str]] = {
    WorkKind.ACTIVITY.value: "activity",
    WorkKind.DIFFICULTY.value: "difficulty",
    WorkKind.COMMENDATION.value: "commendation",
    TrainingKind.EXPERT.value: "expert",
    TrainingKind.CLUB.value: "club",
    TrainingKind.PROGRAMME.value: "school-programme",
    ReportingKind.ROUND.value: "round",
    ReportingKind.EDITION.value: "report-edition",
}
_WORD: Final = re.compile(r"([^\W_]+)")


@dataclass(frozen=True)
class ShownHit:
    """A hit with its door; `title` has what matched marked."""

    href: str
    title: SafeString
    place: str


@dataclass(frozen=True)
class HitGroup:
    """Hits of one kind."""

    name: Text
    anchor: str
    hits: Sequence[ShownHit]


@signed_in
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Everything that has all the words, by kind: what is spelt exactly so first, marks and case aside after it."""
    q = request.GET.get(SEARCH, "").strip()
    hits = find_everywhere(viewer(request), q) if q else ()
    page = Page(title=_("Tìm kiếm"), answer=_answer(q, len(hits)))
    context = {"page": page, "q": q, "groups": _groups(hits, fold_words(q)), "empty": _empty(q)}
    return render(request, "search/results.html", context)


def _answer(q: str, count: int) -> str:
    if not q:
        return _("Nhập từ cần tìm; không cần gõ dấu.")
    if not count:
        return _("Không tìm thấy “%(q)s”.") % {"q": q}
    if count >= MOST_HITS:
        return _("%(n)s kết quả sát nhất cho “%(q)s”; thêm từ để thu hẹp.") % {"n": count, "q": q}
    return _("%(results)s cho “%(q)s”.") % {"results": sentences.results(count), "q": q}


def _groups(hits: Sequence[Hit], words: Sequence[str]) -> list[HitGroup]:
    """Hits by kind; the kind of the best hit comes first."""
    by_kind: dict[str, list[ShownHit]] = {}
    for hit in hits:
        by_kind.setdefault(hit.kind, []).append(ShownHit(_href(hit), marked(hit.title, words), hit.place))
    return [
        HitGroup(NAMES.get(kind, kind), f"loai-{place}", found)
        for place, (kind, found) in enumerate(by_kind.items(), 1)
    ]


def _href(hit: Hit) -> str:
    """Where the hit opens; "" for a kind that has no page."""
    if hit.kind == UNIT:
        return reverse("unit-detail", kwargs={"number": hit.number})
    if hit.kind == AGENCY:
        return reverse("agency-detail", kwargs={"number": hit.number})
    if hit.kind in set(ItemKind):
        return reverse("item-door", kwargs={"kind": hit.kind, "number": hit.number})
    if hit.kind in WORK_PAGES:
        return reverse(WORK_PAGES[hit.kind], kwargs={"number": hit.number})
    return ""


def marked(title: str, words: Sequence[str]) -> SafeString:
    """The title with every word marked that begins with one of the folded `words`."""
    html = SafeString("")
    for piece in _WORD.split(title):
        folded = fold(piece)
        if any(folded.startswith(word) for word in words):
            html += format_html("<mark>{}</mark>", piece)
        else:
            html += format_html("{}", piece)
    return html


def _empty(q: str) -> Empty:
    if not q:
        return Empty(
            _("Tìm trong mọi thứ"),
            _(
                "Kế hoạch, mục tiêu, nhiệm vụ, dòng dự toán, trách nhiệm, căn cứ, tỉnh, xã và cơ quan. "
                "Phím “/” đưa con trỏ vào ô tìm."
            ),
            "search",
        )
    return Empty(
        _("Không có kết quả"),
        _("Thử ít từ hơn, hoặc một phần của số văn bản. Bản nháp chỉ hiện với người được xem bản nháp của tỉnh."),
        "search-x",
    )
