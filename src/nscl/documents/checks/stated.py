"""Sums in the prose: their digits against their words, against the table, and against each other."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from nscl.documents.checks.examination import Examination
from nscl.documents.checks.finding import Finding
from nscl.documents.pack.enums import FindingKind, FindingSeverity
from nscl.documents.pack.schema import StatedSum
from nscl.documents.pack.values import ALL_SOURCES
from nscl.text.decimals import parse_number
from nscl.text.formats import format_vnd, parse_vnd
from nscl.text.numbers import NumberWordsError, read_folded_words, read_words


@dataclass(frozen=True, slots=True)
class _Sum:
    """A stated sum with its place in the pack, its words read again, and the same cell of the table, in VND."""

    stated: StatedSum
    place: int
    in_words: int | None
    unreadable: bool
    in_table: int | None
    column: str

    @property
    def settled(self) -> int | None:
        """What the sum is worth; None where digits and words disagree."""
        return self.stated.vnd if self.in_words in (None, self.stated.vnd) else None

    def finding(
        self,
        rule: str,
        *,
        says: str,
        conflicts_with: str,
        likely: int | None,
        kind: FindingKind = FindingKind.SUM,
        severity: FindingSeverity = FindingSeverity.ERROR,
    ) -> Finding:
        return Finding(
            kind=kind,
            severity=severity,
            at=self.stated.at,
            says=f"{self.stated.what}: {says}",
            conflicts_with=conflicts_with,
            likely=format_vnd(likely) if likely is not None else None,
            subject=f"budget.stated[{self.place}]",
            rule=f"stated.{rule}",
        )


def digits_against_words(examination: Examination) -> Iterator[Finding]:
    """A sum's digits against the same sum in words; the words are read again here, not taken from the pack.

    The likely value is the one of the two that the table has. Silent where a sum has no words. Where the words cannot
    be read that is said, and the value that the pack gives for them is compared.
    """
    for one in _sums(examination):
        stated = one.stated
        if one.unreadable:
            yield one.finding(
                "unreadable",
                says=f"“{stated.words}” không đọc được thành số",
                conflicts_with=f"Số in {stated.printed}",
                likely=None,
                kind=FindingKind.DIGITS_VS_WORDS,
                severity=FindingSeverity.WARNING,
            )
        if one.settled is None and one.in_words is not None:
            table = f"; bảng dự toán cho {format_vnd(one.in_table)}" if one.in_table is not None else ""
            yield one.finding(
                "words",
                says=f"{stated.printed} (bằng số là {format_vnd(stated.vnd)})",
                conflicts_with=f"Bằng chữ “{stated.words}” là {format_vnd(one.in_words)}{table}",
                likely=one.in_table if one.in_table in (one.in_words, stated.vnd) else None,
                kind=FindingKind.DIGITS_VS_WORDS,
            )


def digits_as_transcribed(examination: Examination) -> Iterator[Finding]:
    """The digits as printed, read again, against the value that the pack gives for them.

    The digits may be in VND or in the table's unit ("14.767,55" triệu đồng): both readings are accepted.
    """
    budget = examination.pack.budget
    for one in _sums(examination):
        printed = _digits(one.stated.printed)
        if budget is None or printed is None or one.stated.vnd in (printed, printed * budget.unit_vnd):
            continue
        yield one.finding(
            "digits",
            says=f"số in {one.stated.printed}",
            conflicts_with=f"Giá trị ghi trong gói dữ liệu: {format_vnd(one.stated.vnd)}",
            likely=int(printed) if printed == int(printed) else None,
            kind=FindingKind.DIGITS_VS_WORDS,
        )


def prose_against_table(examination: Examination) -> Iterator[Finding]:
    """A sum in the prose against the same cell of the table (bottom row, or the top lines added up), in VND.

    Silent where the plan has no table, or the table does not reach down to the cell; and for a sum whose digits and
    words disagree when one of the two agrees with the table: that is one mistake, reported once.
    """
    for one in _sums(examination):
        if one.in_table is None or one.in_table in (one.stated.vnd, one.in_words):
            continue
        yield one.finding(
            "table",
            says=format_vnd(one.stated.vnd),
            conflicts_with=f"Bảng dự toán, {one.column}: {format_vnd(one.in_table)}",
            likely=one.in_table,
        )


def prose_against_prose(examination: Examination) -> Iterator[Finding]:
    """Sums in the prose against each other: over sources in a year, and over years for a source.

    Only where all parts are stated (every source of the plan; every year of the budget), and only for plans without
    a table: with one, each sum is compared with it instead.
    """
    budget = examination.pack.budget
    if budget is None or examination.table is not None:
        return
    sums = {(one.stated.year, one.stated.source): one for one in _sums(examination)}
    for (year, source), whole in sums.items():
        if source == ALL_SOURCES:
            parts = [sums.get((year, part.key)) for part in budget.sources]
            yield from _parts(whole, parts, "Cộng các nguồn", "sources")
        if year is None:
            yield from _parts(whole, [sums.get((each, source)) for each in budget.years], "Cộng các năm", "years")


def _parts(whole: _Sum, parts: list[_Sum | None], against: str, rule: str) -> Iterator[Finding]:
    figures = [part.settled for part in parts if part is not None]
    known = [figure for figure in figures if figure is not None]
    if not parts or len(known) < len(parts) or whole.settled is None or sum(known) == whole.settled:
        return
    yield whole.finding(
        rule,
        says=format_vnd(whole.settled),
        conflicts_with=f"{against} nêu trong phần lời: {format_vnd(sum(known))}",
        likely=sum(known),
    )


def _sums(examination: Examination) -> Iterator[_Sum]:
    budget, table = examination.pack.budget, examination.table
    if budget is None:
        return
    for place, stated in enumerate(budget.stated, start=1):
        in_words = _read(stated.words)
        amount = table.grand(stated.year, stated.source) if table is not None else None
        yield _Sum(
            stated=stated,
            place=place,
            in_words=in_words if in_words is not None else stated.words_vnd,
            unreadable=stated.words is not None and in_words is None,
            in_table=int(amount * budget.unit_vnd) if amount is not None else None,
            column=table.column(stated.year, stated.source) if table is not None else "",
        )


def _digits(printed: str) -> Decimal | None:
    """The digits of a printed sum, with or without their unit; None where they can be read in two ways, or not."""
    for read in (parse_number, parse_vnd):
        try:
            return Decimal(read(printed))
        except ValueError:
            continue
    return None


def _read(words: str | None) -> int | None:
    if words is None:
        return None
    # Words without any mark are what recognition left of them; in a text that has its marks a wrong one must show.
    read = read_folded_words if words.isascii() else read_words
    try:
        value = Decimal(read(words))
    except NumberWordsError:
        return None
    return int(value) if value == int(value) else None
