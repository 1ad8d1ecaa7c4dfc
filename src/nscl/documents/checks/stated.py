"""Sums in the prose: their digits against their words, against the table, and against each other."""

from collections.abc import Iterator
from decimal import Decimal

from nscl.documents.checks.examination import Examination
from nscl.documents.checks.finding import Finding
from nscl.documents.pack.enums import FindingKind, FindingSeverity
from nscl.documents.pack.schema import Budget, StatedSum
from nscl.documents.pack.values import ALL_SOURCES
from nscl.text.formats import format_vnd, parse_number
from nscl.text.numbers import NumberWordsError, read_words


def digits_against_words(examination: Examination) -> Iterator[Finding]:
    """A sum's digits against the same sum in words; both are read again here, from `printed` and `words`.

    The likely value is the one that the table has too. Silent where a sum has no words. Where the words cannot be
    read that is said, and the value that the pack gives for them is compared.
    """
    for stated in _stated(examination):
        yield from _digits_as_transcribed(examination, stated)
        if stated.words is None:
            continue
        in_words = _read(stated.words)
        if in_words is None:
            yield _unreadable(stated)
            in_words = stated.words_vnd
        if in_words is None or in_words == stated.vnd:
            continue
        expected = _in_table(examination, stated)
        yield Finding(
            kind=FindingKind.DIGITS_VS_WORDS,
            severity=FindingSeverity.ERROR,
            at=stated.at,
            says=f"{stated.what}: {stated.printed} (đọc bằng số là {format_vnd(stated.vnd)})",
            conflicts_with=f"Bằng chữ “{stated.words}” là {format_vnd(in_words)}"
            + (f"; bảng dự toán cho {format_vnd(expected)}" if expected is not None else ""),
            likely=format_vnd(expected) if expected in (in_words, stated.vnd) and expected is not None else None,
            subject=_path(stated),
            rule="stated.words",
        )


def prose_against_table(examination: Examination) -> Iterator[Finding]:
    """A sum in the prose against the same cell of the table (bottom row, or the top lines added up), in VND.

    Silent where the plan has no table, or the table does not reach down to the cell; and for a sum whose digits and
    words disagree when one of the two agrees with the table: that is one mistake, reported once.
    """
    for stated in _stated(examination):
        expected = _in_table(examination, stated)
        if expected is None or expected in _readings(stated):
            continue
        yield Finding(
            kind=FindingKind.SUM,
            severity=FindingSeverity.ERROR,
            at=stated.at,
            says=f"{stated.what}: {format_vnd(stated.vnd)}",
            conflicts_with=f"Bảng dự toán, {_column(examination, stated)}: {format_vnd(expected)}",
            likely=f"{format_vnd(expected)} nếu bảng đúng",
            subject=_path(stated),
            rule="stated.table",
        )


def prose_against_prose(examination: Examination) -> Iterator[Finding]:
    """Sums in the prose against each other: over sources in a year, and over years for a source.

    Only where all parts are stated (every source of the plan; every year of the budget), and only for plans whose
    table cannot settle the matter: with a table each sum is compared with it instead.
    """
    budget = examination.pack.budget
    if budget is None or examination.table is not None:
        return
    sums = {(one.year, one.source): one for one in budget.stated}
    for whole in budget.stated:
        over_sources = [sums.get((whole.year, source.key)) for source in budget.sources]
        if whole.source == ALL_SOURCES:
            yield from _parts(whole, over_sources, "cộng các nguồn", "stated.sources")
        if whole.year is None:
            over_years = [sums.get((year, whole.source)) for year in budget.years]
            yield from _parts(whole, over_years, "cộng các năm", "stated.years")


def _parts(whole: StatedSum, parts: list[StatedSum | None], against: str, rule: str) -> Iterator[Finding]:
    if not parts or any(part is None for part in parts):
        return
    figures = [_settled(part) for part in parts if part is not None]
    printed = _settled(whole)
    if printed is None or any(value is None for value in figures):
        return
    computed = sum(value for value in figures if value is not None)
    if computed == printed:
        return
    yield Finding(
        kind=FindingKind.SUM,
        severity=FindingSeverity.ERROR,
        at=whole.at,
        says=f"{whole.what}: {format_vnd(printed)}",
        conflicts_with=f"{against.capitalize()} nêu trong phần lời: {format_vnd(computed)}",
        likely=f"{format_vnd(computed)} nếu các số thành phần đúng",
        subject=_path(whole),
        rule=rule,
    )


def _digits_as_transcribed(examination: Examination, stated: StatedSum) -> Iterator[Finding]:
    # `printed` may be in the table's unit ("14.767,55" triệu): both readings of the digits are accepted.
    try:
        printed = parse_number(stated.printed)
    except ValueError:
        return
    unit = examination.pack.budget.unit_vnd if examination.pack.budget is not None else 1
    if stated.vnd in (printed, printed * unit):
        return
    yield Finding(
        kind=FindingKind.DIGITS_VS_WORDS,
        severity=FindingSeverity.ERROR,
        at=stated.at,
        says=f"{stated.what}: số in {stated.printed}",
        conflicts_with=f"Giá trị ghi trong gói dữ liệu: {format_vnd(stated.vnd)}",
        likely=format_vnd(int(printed)) if printed == int(printed) else None,
        subject=_path(stated),
        rule="stated.digits",
    )


def _unreadable(stated: StatedSum) -> Finding:
    return Finding(
        kind=FindingKind.DIGITS_VS_WORDS,
        severity=FindingSeverity.WARNING,
        at=stated.at,
        says=f"{stated.what}: “{stated.words}” không đọc được thành số",
        conflicts_with=f"Số in {stated.printed}",
        likely=None,
        subject=_path(stated),
        rule="stated.unreadable",
    )


def _read(words: str) -> int | None:
    try:
        value = Decimal(read_words(words))
    except NumberWordsError:
        return None
    return int(value) if value == int(value) else None


def _readings(stated: StatedSum) -> set[int]:
    """What the sum may be worth: its digits and, where it has them, its words."""
    readings = {stated.vnd}
    in_words = _read(stated.words) if stated.words is not None else None
    readings.update(value for value in (in_words,) if value is not None)
    return readings


def _settled(stated: StatedSum) -> int | None:
    readings = _readings(stated)
    return stated.vnd if len(readings) == 1 else None


def _in_table(examination: Examination, stated: StatedSum) -> int | None:
    table = examination.table
    if table is None:
        return None
    amount = table.grand(stated.year, stated.source)
    return None if amount is None else int(amount * table.budget.unit_vnd)


def _column(examination: Examination, stated: StatedSum) -> str:
    table = examination.table
    return table.column(stated.year, stated.source) if table is not None else ""


def _path(stated: StatedSum) -> str:
    return f"budget.stated[{stated.what}]"


def _stated(examination: Examination) -> tuple[StatedSum, ...]:
    budget: Budget | None = examination.pack.budget
    return budget.stated if budget is not None else ()
