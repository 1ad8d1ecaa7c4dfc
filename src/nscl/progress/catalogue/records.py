"""Indicators that the records of the year's work give: one function each."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from nscl.progress.catalogue.registry import indicator
from nscl.progress.catalogue.scope import Counted, Scope, Tally
from nscl.work.enums import ActivityKind, OutputKind


def _each(scope: Scope, *kinds: ActivityKind) -> Counted:
    """Every record of these kinds counts as one."""
    return Counted(scope, Tally(frozenset(kinds)))


def _sum(
    scope: Scope,
    output: OutputKind,
    *kinds: ActivityKind,
    missing: int = 0,
    optional: Collection[ActivityKind] = (),
) -> Counted:
    """The quantity that records of these kinds state; `missing` for one that states none.

    optional: of these kinds besides, whose records need not state it.
    """
    return Counted(scope, Tally(frozenset({*kinds, *optional}), output, missing, frozenset(optional)))


@indicator(
    "conferences",
    unit=_("hội nghị, hội thảo"),
    counts=_("Mỗi hội nghị, hội thảo, tọa đàm đã xong tính là một, vào năm xong."),
)
def conferences(scope: Scope) -> Counted:
    """Conferences and workshops held."""
    return _each(scope, ActivityKind.CONFERENCE, ActivityKind.WORKSHOP)


@indicator(
    "communication_events",
    unit=_("đợt"),
    counts=_("Mỗi đợt tuyên truyền, phổ biến đã xong tính là một; hội nghị, phóng sự, tin bài có chỉ tiêu riêng."),
)
def communication_events(scope: Scope) -> Counted:
    """Campaigns carried out; conferences, reports and articles are indicators of their own."""
    return _each(scope, ActivityKind.CAMPAIGN)


@indicator("contests", unit=_("cuộc thi"), counts=_("Mỗi cuộc thi đã tổ chức xong tính là một."))
def contests(scope: Scope) -> Counted:
    """Contests held."""
    return _each(scope, ActivityKind.CONTEST)


@indicator("study_visits", unit=_("chuyến"), counts=_("Mỗi chuyến tham quan, học tập kinh nghiệm đã xong tính là một."))
def study_visits(scope: Scope) -> Counted:
    """Study visits made."""
    return _each(scope, ActivityKind.STUDY_VISIT)


@indicator(
    "tv_reports",
    unit=_("phóng sự"),
    counts=_("Cộng số phóng sự, chuyên mục của các hoạt động truyền hình đã xong; không ghi số thì tính là một."),
)
def tv_reports(scope: Scope) -> Counted:
    """TV reports and programmes broadcast, as many as each record states, one where it states none."""
    return _sum(scope, OutputKind.REPORTS, ActivityKind.TV_REPORT, missing=1)


@indicator(
    "press_articles",
    unit=_("bài"),
    counts=_("Cộng số tin, bài của các hoạt động báo chí đã xong; không ghi số thì tính là một."),
)
def press_articles(scope: Scope) -> Counted:
    """Press articles published, as many as each record states, one where it states none."""
    return _sum(scope, OutputKind.ARTICLES, ActivityKind.ARTICLE, missing=1)


@indicator(
    "enterprises_innovation_supported",
    unit=_("tổ chức, doanh nghiệp"),
    counts=_(
        "Cộng số tổ chức được hỗ trợ ghi ở các hoạt động hỗ trợ đổi mới sáng tạo, khởi nghiệp và nhiệm vụ khoa học "
        "và công nghệ đã xong; tổ chức được hỗ trợ ở hai hoạt động tính hai lần."
    ),
)
def enterprises_innovation_supported(scope: Scope) -> Counted:
    """Organisations supported in innovation, technology transfer, starting up and applied research, as recorded."""
    return _sum(
        scope,
        OutputKind.ORGANISATIONS_SUPPORTED,
        ActivityKind.INNOVATION,
        # These yield a centre, or a result that was accepted, as well as organisations supported.
        optional=(ActivityKind.STARTUP, ActivityKind.MISSION),
    )


@indicator(
    "innovation_centres",
    unit=_("trung tâm"),
    counts=_("Cộng số trung tâm, vườn ươm ghi ở các hoạt động hỗ trợ khởi nghiệp, đổi mới sáng tạo đã xong."),
)
def innovation_centres(scope: Scope) -> Counted:
    """Centres and incubators founded, as recorded in start-up activities."""
    return _sum(scope, OutputKind.CENTRES, optional=(ActivityKind.STARTUP,))


@indicator(
    "hightech_research_zones_supported",
    unit=_("khu"),
    counts=_("Cộng số khu nghiên cứu, thực nghiệm ghi ở các hoạt động hỗ trợ khởi nghiệp, đổi mới sáng tạo đã xong."),
)
def hightech_research_zones_supported(scope: Scope) -> Counted:
    """Research and trial zones supported, as recorded in start-up activities."""
    return _sum(scope, OutputKind.ZONES, optional=(ActivityKind.STARTUP,))


@indicator(
    "bulletins",
    name=_("bản tin TBT, bản tin chuyên đề"),
    unit=_("số bản tin"),
    counts=_("Mỗi số bản tin đã phát hành tính là một."),
)
def bulletins(scope: Scope) -> Counted:
    """Bulletins published."""
    return _each(scope, ActivityKind.BULLETIN)


@indicator(
    "handbooks",
    name=_("sổ tay, tài liệu được biên soạn"),
    unit=_("đầu tài liệu"),
    counts=_("Mỗi sổ tay, tài liệu đã phát hành tính là một."),
)
def handbooks(scope: Scope) -> Counted:
    """Handbooks published."""
    return _each(scope, ActivityKind.HANDBOOK)


@indicator(
    "surveys",
    name=_("cuộc khảo sát, điều tra"),
    unit=_("cuộc"),
    counts=_("Mỗi cuộc khảo sát, điều tra đã xong tính là một."),
)
def surveys(scope: Scope) -> Counted:
    """Surveys carried out."""
    return _each(scope, ActivityKind.SURVEY)


@indicator(
    "organisations_inspected",
    name=_("cơ sở được kiểm tra"),
    unit=_("lượt cơ sở"),
    counts=_("Cộng số cơ sở được kiểm tra ghi ở các cuộc kiểm tra, thanh tra đã xong."),
)
def organisations_inspected(scope: Scope) -> Counted:
    """Establishments inspected, as recorded in each inspection."""
    return _sum(scope, OutputKind.ORGANISATIONS_INSPECTED, ActivityKind.INSPECTION)


@indicator(
    "missions_accepted",
    name=_("nhiệm vụ khoa học và công nghệ được nghiệm thu"),
    unit=_("nhiệm vụ"),
    counts=_("Cộng số nhiệm vụ được nghiệm thu ghi ở các hoạt động khoa học và công nghệ đã xong."),
)
def missions_accepted(scope: Scope) -> Counted:
    """Science and technology missions accepted, as recorded."""
    return _sum(scope, OutputKind.MISSIONS, optional=(ActivityKind.MISSION,))


@indicator(
    "cooperation_agreements",
    name=_("thỏa thuận hợp tác"),
    unit=_("thỏa thuận"),
    counts=_("Cộng số thỏa thuận ghi ở các hoạt động hợp tác trong nước, quốc tế đã xong."),
)
def cooperation_agreements(scope: Scope) -> Counted:
    """Agreements of co-operation, as recorded in activities of co-operation."""
    return _sum(scope, OutputKind.AGREEMENTS, optional=(ActivityKind.COOPERATION,))
