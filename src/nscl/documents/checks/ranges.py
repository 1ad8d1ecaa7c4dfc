"""Ranges: upside down, and bounds that contradict each other in the same phrase."""

import re
from collections.abc import Iterator

from nscl.documents.checks.examination import Examination
from nscl.documents.checks.finding import Finding
from nscl.documents.checks.table import figure
from nscl.documents.pack.enums import FindingKind, FindingSeverity
from nscl.documents.pack.schema import Measure, Output, Target
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
        for place, measure in enumerate(target.measures, start=1):
            path = f"targets[{target.key}].measures[{place}].value_to"
            yield from _reversed(f"Mục tiêu {target.key}", measure, target.at, path)
    for task in examination.pack.tasks:
        for place, output in enumerate(task.outputs, start=1):
            path = f"tasks[{task.key}].outputs[{place}].value_to"
            yield from _reversed(f"Nhiệm vụ {task.key}", output, task.at, path)
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
    place, measure = _measure_of(target, figures)
    unit = f" {measure.unit}" if measure is not None else ""
    low, *rest = figures
    if rest:
        (high,) = rest
        says, conflict = f"ít nhất {low} - {high}{unit}", "Cận dưới (ít nhất, trên) đi với một khoảng: không rõ mốc đạt"
        likely = f"Ít nhất {low}{unit}, hoặc từ {low} đến {high}{unit}"
    else:
        says, conflict = f"khoảng trên {low}{unit}", "Vừa xấp xỉ (khoảng) vừa cận dưới (trên): không rõ mốc đạt"
        likely = f"Trên {low}{unit}"
    return Finding(
        kind=FindingKind.RANGE,
        severity=FindingSeverity.WARNING,
        at=target.at,
        says=f"Mục tiêu {target.key}: {says}",
        conflicts_with=conflict,
        likely=likely,
        subject=f"targets[{target.key}]" + (f".measures[{place}]" if measure is not None else ""),
        rule="range.bounds",
    )


def _measure_of(target: Target, figures: tuple[str, ...]) -> tuple[int, Measure | None]:
    for place, measure in enumerate(target.measures, start=1):
        ends = [measure.value] + ([measure.value_to] if measure.value_to is not None else [])
        if [figure(end) for end in ends] == list(figures):
            return place, measure
    return 0, None


def _reversed(name: str, item: Measure | Output, at: Span, path: str) -> Iterator[Finding]:
    low, high = item.value, item.value_to
    if low is None or high is None or high >= low:
        return
    words = f" {item.unit}" if item.unit else ""
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
