"""Whether the agencies to whom the plan gives work exist: on the day it is issued, and until the work ends."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from nscl.documents.checks.examination import Examination
from nscl.documents.checks.finding import Finding
from nscl.documents.checks.register import AgencyRegister, AgencyState, AgencyStatus
from nscl.documents.pack.enums import AgencyKind, DutyRole, FindingKind, FindingSeverity
from nscl.documents.pack.schema import PlanPack
from nscl.documents.pack.values import Span
from nscl.text.dates import format_date

# Kinds of which the register is complete for every province; of others it lists a few, so absence means nothing.
_REGISTERED = frozenset({AgencyKind.DEPARTMENT, AgencyKind.PEOPLES_COMMITTEE, AgencyKind.MINISTRY})
# Collective names are not bodies: "các sở, ban, ngành" has no beginning and no end.
_COLLECTIVE = frozenset({AgencyKind.GROUP, AgencyKind.ENTERPRISE})
_USES_SHOWN = 4


@dataclass(slots=True)
class _Work:
    """What one agency is given to do in the plan."""

    key: str
    places: list[str] = field(default_factory=list)
    at: Span | None = None
    leads: bool = False

    def add(self, place: str, at: Span, *, leads: bool) -> None:
        # The span shown is that of the first piece of work it leads, else of the first it has.
        if self.at is None or (leads and not self.leads):
            self.at = at
        self.leads = self.leads or leads
        if place not in self.places:
            self.places.append(place)

    def finding(
        self, rule: str, severity: FindingSeverity, name: str, conflicts_with: str, *, successor: str | None = None
    ) -> Finding:
        rest = len(self.places) - _USES_SHOWN
        listed = ", ".join(self.places[:_USES_SHOWN]) + (f" và {rest} việc khác" if rest > 0 else "")
        return Finding(
            kind=FindingKind.AGENCY,
            severity=severity,
            at=self.at,
            says=f"{name} được giao: {listed}",
            conflicts_with=conflicts_with,
            likely=f"Cơ quan kế thừa: {successor}" if successor else None,
            subject=f"agencies[{self.key}]",
            rule=f"agency.{rule}",
        )


def unlisted(examination: Examination) -> Iterator[Finding]:
    """An agency with work that the plan's own list of agencies does not have."""
    for key, work in _work(examination.pack).items():
        if key in examination.agency_names:
            continue
        conflict = "Danh sách cơ quan của Kế hoạch không có khóa này"
        yield work.finding("unlisted", FindingSeverity.ERROR, f"“{key}”", conflict)


def standing(examination: Examination) -> Iterator[Finding]:
    """Agencies with work against the register: unknown, abolished or not yet there when the plan is issued; ended
    before the plan's period does.

    One finding an agency. Dates known only in part count in the agency's favour. Where the date of issue is unknown,
    the first day of the period stands for it. An end after issue is no mistake of the plan: only noted, with the
    successor, so that the work can be handed over.
    """
    register, pack = examination.register, examination.pack
    if register is None:
        return
    kinds = {agency.key: agency.kind for agency in pack.agencies}
    for key, work in _work(pack).items():
        kind = kinds.get(key)
        if kind is None or kind in _COLLECTIVE:
            continue
        finding = _judge(register, pack, examination.agency_name(key), work)
        if finding is not None and (finding.rule != "agency.unknown" or (kind in _REGISTERED and work.leads)):
            yield finding


def _judge(register: AgencyRegister, pack: PlanPack, name: str, work: _Work) -> Finding | None:
    code, first = pack.plan.province.code, date(pack.plan.period.start, 1, 1)
    issued = pack.plan.issued_on
    begin, latest_begin = (issued.earliest, issued.latest) if issued is not None else (first, first)
    when = "khi Kế hoạch ban hành" if issued is not None else f"vào đầu giai đoạn ({format_date(first)})"
    status = register.status(work.key, code, begin)
    match status.state:
        case AgencyState.UNKNOWN:
            conflict = "Danh mục cơ quan không có khóa này, nên chưa kiểm được cơ quan có hoạt động hay không"
            return work.finding("unknown", FindingSeverity.INFO, name, conflict)
        case AgencyState.ABOLISHED:
            severity = FindingSeverity.ERROR if work.leads else FindingSeverity.WARNING
            conflict = f"Cơ quan đã kết thúc hoạt động{_since(status)}, không còn {when}"
            return work.finding("abolished", severity, name, conflict, successor=_successor(status))
        case AgencyState.NOT_YET:
            if register.status(work.key, code, latest_begin).state is not AgencyState.NOT_YET:
                return None
            conflict = f"Cơ quan chưa hoạt động {when}" + (f"; hoạt động{_since(status)}" if status.since else "")
            return work.finding("not-yet", FindingSeverity.WARNING, name, conflict)
        case AgencyState.CURRENT:
            return _ends_early(register, pack, name, work)


def _ends_early(register: AgencyRegister, pack: PlanPack, name: str, work: _Work) -> Finding | None:
    end = pack.plan.period.end
    status = register.status(work.key, pack.plan.province.code, date(end, 12, 31))
    if status.state is not AgencyState.ABOLISHED:
        return None
    conflict = f"Cơ quan kết thúc hoạt động{_since(status)}, Kế hoạch đến hết năm {end}: phần việc sau đó cần giao lại"
    return work.finding("ends-early", FindingSeverity.INFO, name, conflict, successor=_successor(status))


def _successor(status: AgencyStatus) -> str | None:
    return status.successor_name or status.successor_key


def _since(status: AgencyStatus) -> str:
    return f" từ ngày {format_date(status.since)}" if status.since is not None else ""


def _work(pack: PlanPack) -> dict[str, _Work]:
    """Agency key → its work: tasks, budget lines, duties, reports and reviews, in the order of the pack."""
    found: dict[str, _Work] = {}

    def add(keys: tuple[str, ...], place: str, at: Span, *, leads: bool = False) -> None:
        for key in keys:
            found.setdefault(key, _Work(key)).add(place, at, leads=leads)

    for task in pack.tasks:
        add(task.lead, f"nhiệm vụ {task.key}", task.at, leads=True)
        add(task.coordinate, f"nhiệm vụ {task.key}", task.at)
    for line in pack.budget.lines if pack.budget is not None else ():
        add(line.lead, f"dòng dự toán {line.key}", line.at, leads=True)
        add(line.coordinate, f"dòng dự toán {line.key}", line.at)
    for duty in pack.responsibilities:
        add((duty.agency,), f"trách nhiệm ở dòng {duty.at.first}", duty.at, leads=duty.role is DutyRole.LEAD)
        add(duty.partners, f"trách nhiệm ở dòng {duty.at.first}", duty.at)
    for report in pack.reporting:
        add((*report.senders, report.recipient), f"báo cáo ở dòng {report.at.first}", report.at)
    for review in pack.reviews:
        add((review.lead,), f"sơ kết, tổng kết ở dòng {review.at.first}", review.at, leads=True)
    return found
