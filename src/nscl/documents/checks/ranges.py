"""Ranges: upside down, and bounds that contradict each other in the same phrase."""

import re
from collections.abc import Iterator
from decimal import Decimal

from nscl.documents.checks.examination import Examination
from nscl.documents.checks.finding import Finding
from nscl.documents.checks.table import figure
from nscl.documents.pack.enums import FindingKind, FindingSeverity
from nscl.documents.pack.schema import Measure, Target
from nscl.documents.pack.values import Span
from nscl.text.folding import fold

# Not "đến": "trên 55% đến 2030" is no range.
_DASH = r"\s*[-–—]\s*"
# "ít nhất 3 - 5": a lower bound on a range, so neither 3 nor 5 is the bound. Folded text.
_BOUNDED_RANGE = re.compile(
    rf"\b(?:it nhat|toi thieu|tren|khong duoi)(?: tu)? 0*(\d+(?:[.,]\d+)?)%?{_DASH}0*(\d+(?:[.,]\d+)?)"
)
# "khoảng trên 150": about, and more than. Folded text.
_ABOUT_BOUND = re.compile(r"\bkhoang (?:it nhat|toi thieu|tren|hon|khong duoi) 0*(\d[\d.]*)")


def upside_down(examination: Examination) -> Iterator[Finding]:
    """An upper end below the lower one (measures, outputs), and a schedule that ends before it starts."""
    for target in examination.pack.targets:
        for measure in target.measures:
            path = f"targets[{target.key}].measures[{measure.indicator}]"
            yield from _reversed(f"Mục tiêu {target.key}", measure.value, measure.value_to, measure.unit, target.at, path)
    for task in examination.pack.tasks:
        for output in task.outputs:
            path = f"tasks[{task.key}].outputs"
            yield from _reversed(f"Nhiệm vụ {task.key}", output.value, output.value_to, output.unit, task.at, path)
        start, end = task.schedule.start, task.schedule.end
        if start is not None and end is not None and end < start:
            yield Finding(
                kind=FindingKind.RANGE,
                severity=FindingSeverity.ERROR,
                at=task.at,
                says=f"Nhiệm vụ {task.key}: thời gian từ {start} đến {end}",
                conflicts_with="Năm kết thúc trước năm bắt đầu",
                likely=f"{end}-{start}",
                subject=f"tasks[{task.key}].schedule",
                rule="range.schedule",
            )


def contradictory_bounds(examination: Examination) -> Iterator[Finding]:
    """One phrase with two bounds that exclude each other: "ít nhất 3 - 5", "khoảng trên 150".

    Looked for in a measured target's text and labels; one finding per pair of figures.
    """
    for target in examination.pack.targets:
        if not target.measures:
            continue
        text = fold(" ; ".join([target.text, *(measure.label for measure in target.measures)]))
        seen: set[tuple[str, ...]] = set()
        for match in (*_BOUNDED_RANGE.finditer(text), *_ABOUT_BOUND.finditer(text)):
            if match.groups() in seen:
                continue
            seen.add(match.groups())
            yield _bounds(target, match.groups())


def _bounds(target: Target, figures: tuple[str, ...]) -> Finding:
    measure = _measure_of(target, figures)
    unit = f" {measure.unit}" if measure is not None else ""
    if len(figures) == 2:
        low, high = figures
        says, conflict = f"ít nhất {low} - {high}{unit}", "Cận dưới (ít nhất, trên) đi với một khoảng: không rõ mốc đạt"
        likely = f"Ít nhất {low}{unit}, hoặc từ {low} đến {high}{unit}"
    else:
        (low,) = figures
        says, conflict = f"khoảng trên {low}{unit}", "Vừa xấp xỉ (khoảng) vừa cận dưới (trên): không rõ mốc đạt"
        likely = f"Trên {low}{unit}"
    return Finding(
        kind=FindingKind.RANGE,
        severity=FindingSeverity.WARNING,
        at=target.at,
        says=f"Mục tiêu {target.key}: {says}",
        conflicts_with=conflict,
        likely=likely,
        subject=f"targets[{target.key}]" + (f".measures[{measure.indicator}]" if measure is not None else ""),
        rule="range.bounds",
    )


def _measure_of(target: Target, figures: tuple[str, ...]) -> Measure | None:
    for measure in target.measures:
        ends = [measure.value] + ([measure.value_to] if measure.value_to is not None else [])
        if [figure(end) for end in ends] == list(figures):
            return measure
    return None


def _reversed(
    name: str, low: Decimal | None, high: Decimal | None, unit: str | None, at: Span, path: str
) -> Iterator[Finding]:
    if low is None or high is None or high >= low:
        return
    words = f" {unit}" if unit else ""
    yield Finding(
        kind=FindingKind.RANGE,
        severity=FindingSeverity.ERROR,
        at=at,
        says=f"{name}: từ {figure(low)} đến {figure(high)}{words}",
        conflicts_with="Đầu trên nhỏ hơn đầu dưới",
        likely=f"Từ {figure(high)} đến {figure(low)}{words}",
        subject=path,
        rule="range.values",
    )
