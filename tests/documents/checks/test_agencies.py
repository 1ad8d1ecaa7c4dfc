"""Work without a lead, and agencies that do not exist when the work is given to them."""

from dataclasses import dataclass, field
from datetime import date

from nscl.documents.checks import AgencyState, AgencyStatus
from nscl.documents.pack.enums import DutyRole, FindingSeverity
from nscl.documents.pack.schema import Period, Responsibility, TaskGroup
from nscl.documents.pack.values import Span
from nscl.text.dates import PartialDate
from tests.documents.checks.builders import amounts, budget, findings, header, line, rules, task


@dataclass
class Register:
    """Agencies with their first and last-but-one days; Sở KH&ĐT ended on 1/3/2025."""

    ends: dict[str, date] = field(default_factory=lambda: {"so-khdt": date(2025, 3, 1)})
    starts: dict[str, date] = field(default_factory=lambda: {"so-khcn": date(2008, 1, 1), "so-khdt": date(2008, 1, 1)})

    def status(self, key: str, province_code: str, on: date) -> AgencyStatus:
        assert province_code == "24"
        start, end = self.starts.get(key), self.ends.get(key)
        if start is None:
            return AgencyStatus(AgencyState.UNKNOWN)
        if on < start:
            return AgencyStatus(AgencyState.NOT_YET, since=start)
        if end is not None and on >= end:
            return AgencyStatus(AgencyState.ABOLISHED, successor_key="so-tai-chinh", since=end)
        return AgencyStatus(AgencyState.CURRENT, since=start)


def test_line_with_money_and_no_lead() -> None:
    lines = (line("I", total=amounts(all=30)), line("II", total=amounts(all=12), lead=(), coordinate=("cac-so-nganh",)))
    (found,) = findings("agency.line-without-lead", budget=budget(*lines))
    assert found.severity is FindingSeverity.ERROR
    assert found.says == "Dòng dự toán II (12 triệu đồng) không có đơn vị chủ trì, phối hợp: Các sở, ngành"
    assert found.likely == "Sở Khoa học và Công nghệ"


def test_lines_that_need_no_lead_of_their_own() -> None:
    under = (line("I", total=amounts(all=5)), line("I.1", "I", total=amounts(all=5), lead=()))
    assert rules(budget=budget(*under)) == []
    heading = (line("I", lead=()), line("I.1", "I", total=amounts(all=5)))
    assert rules(budget=budget(*heading)) == []
    no_money = (line("I", total=amounts(all=5)), line("II", lead=()))
    assert rules(budget=budget(*no_money)) == []
    no_column = (line("I", total=amounts(all=5), lead=()), line("II", total=amounts(all=5), lead=()))
    assert rules(budget=budget(*no_column)) == []


def test_no_task_of_the_plan_has_a_lead() -> None:
    tasks = (task("I.1", lead=(), at=Span(36, 36)), task("I.2", lead=(), at=Span(54, 54)))
    (found,) = findings("agency.task-without-lead", tasks=tasks)
    assert (found.subject, found.at) == ("tasks", Span(36, 54))


def test_no_task_of_a_group_has_a_lead_and_single_tasks_without() -> None:
    groups = (TaskGroup(key="I", title="Một"), TaskGroup(key="II", title="Hai"))
    tasks = (task("I.1"), task("I.2", lead=()), task("II.1", group="II", lead=()), task("II.2", group="II", lead=()))
    found = findings("agency.task-without-lead", task_groups=groups, tasks=tasks)
    assert [one.subject for one in found] == ["tasks[I.2].lead", "task_groups[II]"]


def test_task_led_through_its_budget_line() -> None:
    table = budget(line("I", total=amounts(all=5)), line("I.1", "I", total=amounts(all=5), lead=()))
    assert rules(tasks=(task("I.1", lead=()), task("I.2")), budget=table) == []


def test_lead_that_also_coordinates() -> None:
    both = task("I.1", lead=("so-khcn", "cac-so-nganh"), coordinate=("cac-so-nganh",))
    (found,) = findings("agency.lead-and-coordinate", tasks=(both,))
    assert found.says == "Nhiệm vụ I.1: Các sở, ngành là đơn vị chủ trì"


def test_agency_that_the_plan_does_not_list() -> None:
    (found,) = findings("agency.unlisted", tasks=(task("I.1", lead=("so-la",)),))
    assert found.says == "“so-la” được giao: nhiệm vụ I.1"


def test_abolished_before_issue() -> None:
    register = Register()
    (led,) = findings("agency.abolished", register, tasks=(task("I.1", lead=("so-khdt",)),))
    assert led.severity is FindingSeverity.ERROR
    assert "từ ngày 01/03/2025" in (led.conflicts_with or "")
    assert led.likely == "Cơ quan kế thừa: so-tai-chinh"
    (helped,) = findings("agency.abolished", register, tasks=(task("I.1", coordinate=("so-khdt",)),))
    assert helped.severity is FindingSeverity.WARNING
    assert rules(tasks=(task("I.1", lead=("so-khdt",)),)) == []


def test_abolished_during_the_plan_is_only_noted() -> None:
    plan = header(issued_on=PartialDate.from_iso("2022"), period=Period(start=2021, end=2030))
    tasks = (task("I.1", lead=("so-khdt",), at=Span(5, 6)), task("I.2", coordinate=("so-khdt",)))
    (found,) = findings("agency.ends-early", Register(), plan=plan, tasks=tasks)
    assert found.severity is FindingSeverity.INFO
    assert found.at == Span(5, 6)
    assert found.says == "Sở Kế hoạch và Đầu tư được giao: nhiệm vụ I.1, nhiệm vụ I.2"


def test_date_known_by_year_counts_in_the_agency_s_favour() -> None:
    plan = header(issued_on=PartialDate.from_iso("2025"), period=Period(start=2025, end=2030))
    found = rules(Register(), plan=plan, tasks=(task("I.1", lead=("so-khdt",)),))
    assert "agency.abolished" not in found
    young = Register(starts={"so-khcn": date(2025, 7, 1)}, ends={})
    assert "agency.not-yet" not in rules(young, plan=plan)
    assert "agency.not-yet" in rules(Register(starts={"so-khcn": date(2026, 7, 1)}, ends={}), plan=plan)


def test_unknown_agencies_only_where_the_register_should_know_them() -> None:
    duty = Responsibility(
        agency="cac-so-nganh", role=DutyRole.LEAD, text="Chủ trì", partners=("so-khdt",), at=Span(90, 90)
    )
    found = findings("agency.unknown", Register(starts={}, ends={}), responsibilities=(duty,))
    # The group is no body; so-khdt leads nothing.
    assert [one.subject for one in found] == ["agencies[so-khcn]"]
