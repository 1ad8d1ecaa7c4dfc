"""Figures of growth accounting from CSV rows: one area's series, workers by kind, assets, inputs of gross output."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from nscl.economics.growth.figures import AssetFigures, Figures, Workers
from nscl.economics.growth.klems import Factor, FactorKind, Klems
from nscl.economics.linking import INDEX_BASE, check_index
from nscl.economics.problems import DataProblem
from nscl.economics.series import Series
from nscl.economics.tables import DecimalMark, read_number, series_of, year_of

Rows = Sequence[Mapping[str, str]]
# Column by name here → what a file calls it, for messages.
COLUMNS: Final[Mapping[str, str]] = {
    "output": "grdp",
    "labour": "lao_dong",
    "wage": "tien_luong",
    "investment": "dau_tu",
    "price": "chi_so_gia",
    "depreciation": "khau_hao",
    "initial": "von_dau_ky",
    "quantity": "luong",
    "cost": "chi_phi",
    "asset": "tai_san",
    "factor": "yeu_to",
    "kind": "loai",
}
KINDS_OF_WORKERS: Final = ("education", "sex", "age")
GROSS_OUTPUT: Final = "gia_tri_san_xuat"
KINDS_OF_FACTORS: Final[Mapping[str, FactorKind]] = {
    "von": FactorKind.CAPITAL,
    "lao_dong": FactorKind.LABOUR,
    "trung_gian": FactorKind.INTERMEDIATE,
}


def figures_of(
    rows: Rows,
    *,
    workers: Rows = (),
    assets: Rows = (),
    klems: Rows = (),
    decimal: DecimalMark | None = None,
) -> Figures:
    """The figures of one area from its tables. Raises DataProblem for columns and cells missing or unreadable."""
    series = series_of(rows, decimal)
    for head in ("output", "labour"):
        if head not in series:
            raise DataProblem("Tệp", f"không có cột {COLUMNS[head]}.", "Hãy thêm cột này.")
    made = Figures(
        series["output"],
        series["labour"],
        investment=series.get("investment"),
        capital=series.get("capital"),
        hours=series.get("hours"),
        output_current=series.get("current"),
        labour_income=series.get("labour_income"),
        labour_share=series.get("labour_share"),
    )
    return replace(
        made,
        workers=workers_of(workers, decimal),
        assets=assets_of(assets, decimal),
        klems=klems_of(klems, decimal) if klems else None,
    )


def workers_of(rows: Rows, decimal: DecimalMark | None = None) -> dict[str, Workers]:
    """Kind of workers → people and wage by year, from rows of year, education, sex or age, and both figures."""

    def kind(row: Mapping[str, str], number: int) -> str:
        name = ", ".join(row[head] for head in KINDS_OF_WORKERS if row.get(head))
        if not name:
            raise DataProblem(f"Dòng {number}", "không có loại lao động.", "Hãy thêm cột trinh_do, gioi hoặc tuoi.")
        return name

    table = _Table.of(enumerate(rows, start=2), kind, ("labour", "wage"), decimal)
    return {
        name: Workers(table.series(name, "labour", "Lao động"), table.series(name, "wage", "Tiền lương"))
        for name in table.cells
    }


def assets_of(rows: Rows, decimal: DecimalMark | None = None) -> dict[str, AssetFigures]:
    """Asset → figures, from rows of year, asset, investment, price index (base 100), depreciation, first stock."""
    once = ("depreciation", "initial")
    table = _Table.of(enumerate(rows, start=2), _named("asset"), ("investment", "price"), decimal, once=once)
    made = {}
    for name in table.cells:
        index = table.series(name, "price", "Chỉ số giá")
        for year in index.years:
            check_index(index, year)
        depreciation = table.once(name, "depreciation")
        if depreciation is None:
            raise DataProblem(f"Khấu hao của {name}", "không có.", "Hãy thêm cột khau_hao, ví dụ 0,055.")
        made[name] = AssetFigures(
            table.series(name, "investment", "Vốn đầu tư"),
            Series(index.name, "", {year: value / INDEX_BASE for year, value in index.values.items()}),
            depreciation,
            table.once(name, "initial"),
        )
    return made


def klems_of(rows: Rows, decimal: DecimalMark | None = None) -> Klems:
    """Gross output and its inputs, from rows of year, factor, kind (von, lao_dong, trung_gian), quantity, cost.

    The rows whose kind is gia_tri_san_xuat are gross output itself; their cost is not read.
    """
    outputs = [(number, row) for number, row in enumerate(rows, start=2) if row.get("kind") == GROSS_OUTPUT]
    inputs = [(number, row) for number, row in enumerate(rows, start=2) if row.get("kind") != GROSS_OUTPUT]
    if not outputs or not inputs:
        raise DataProblem(
            "Bảng KLEMS",
            f"cần các dòng có loại {GROSS_OUTPUT} và các dòng đầu vào.",
            "Hãy ghi cột loai: gia_tri_san_xuat, von, lao_dong hoặc trung_gian.",
        )
    whole = _Table.of(outputs, lambda _row, _number: "Giá trị sản xuất", ("quantity",), decimal)
    table = _Table.of(inputs, _named("factor"), ("quantity", "cost"), decimal)
    kinds = {row["factor"]: row.get("kind", "") for _number, row in inputs}
    factors = {}
    for name, kind in kinds.items():
        if kind not in KINDS_OF_FACTORS:
            raise DataProblem(f"Yếu tố {name}", f"có loại “{kind}”.", f"Hãy ghi {', '.join(KINDS_OF_FACTORS)}.")
        cost = table.series(name, "cost", "Chi phí").values
        factors[name] = Factor(table.series(name, "quantity", "Lượng"), cost, KINDS_OF_FACTORS[kind])
    return Klems(Series("Giá trị sản xuất", "", whole.series("Giá trị sản xuất", "quantity", "").values), factors)


def _named(head: str) -> Callable[[Mapping[str, str], int], str]:
    def name(row: Mapping[str, str], number: int) -> str:
        if not row.get(head):
            raise DataProblem(f"Dòng {number}", f"không có {COLUMNS[head]}.", f"Hãy thêm cột {COLUMNS[head]}.")
        return row[head]

    return name


@dataclass(frozen=True)
class _Table:
    """Cells by name, column and year; figures that stand once for a name, None where no row has them."""

    cells: Mapping[str, Mapping[str, Mapping[int, float]]]
    single: Mapping[str, Mapping[str, float]]

    @classmethod
    def of(
        cls,
        rows: Iterable[tuple[int, Mapping[str, str]]],
        name_of: Callable[[Mapping[str, str], int], str],
        heads: Sequence[str],
        decimal: DecimalMark | None,
        *,
        once: Sequence[str] = (),
    ) -> _Table:
        """Read numbered rows. Raises DataProblem for a name and year that stand twice, cells missing or unreadable."""
        cells: dict[str, dict[str, dict[int, float]]] = {}
        single: dict[str, dict[str, float]] = {}
        for number, row in rows:
            name, year = name_of(row, number), year_of(row, number)
            where = f"{name} năm {year} (dòng {number})"
            mine = cells.setdefault(name, {head: {} for head in heads})
            for head in heads:
                if year in mine[head]:
                    raise DataProblem(where, "đứng ở hai dòng.", "Hãy bỏ bớt một dòng.")
                if not row.get(head):
                    raise DataProblem(where, f"thiếu {COLUMNS[head]}.", "Hãy bổ sung số của năm này.")
                mine[head][year] = read_number(row[head], f"{COLUMNS[head]}, {where}", decimal)
            for head in once:
                if row.get(head):
                    value = read_number(row[head], f"{COLUMNS[head]}, {where}", decimal)
                    if single.setdefault(name, {}).setdefault(head, value) != value:
                        raise DataProblem(where, f"{COLUMNS[head]} khác các dòng trước.", "Mỗi loại chỉ một số.")
        return cls(cells, single)

    def series(self, name: str, head: str, what: str) -> Series:
        return Series(f"{what} {name}".strip(), "", self.cells[name][head])

    def once(self, name: str, head: str) -> float | None:
        return self.single.get(name, {}).get(head)
