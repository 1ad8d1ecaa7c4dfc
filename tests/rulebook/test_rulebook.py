"""Norms and parameters: dated, cited, refused outside their days; the shipped files and files that are wrong."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from nscl.rulebook import Confidence, OutsideDates, Rulebook, RulebookFileError, UnknownKey, read_rulebook

SHIPPED = Path(__file__).parents[2] / "data" / "norms"


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return read_rulebook(SHIPPED)


def written(folder: Path, text: str, name: str = "thu.yaml") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_the_figure_of_a_day_is_the_one_in_force_on_it(book: Rulebook) -> None:
    old = book.norm_for("travel.per-diem", date(2025, 3, 18))
    new = book.norm_for("travel.per-diem", date(2025, 3, 19))
    assert (old.ceiling_vnd, new.ceiling_vnd) == (200_000, 300_000)
    assert "Thông tư 12/2025/TT-BTC" in new.cite
    assert (new.confidence, new.is_unverified) == (Confidence.LOW, True)
    assert (new.over_by(300_000), new.over_by(300_001)) == (0, 1)


def test_where_the_figure_is_not_known_the_instrument_is(book: Rulebook) -> None:
    norm = book.norm_for("training.teacher", date(2026, 1, 1))
    assert (norm.ceiling_vnd, norm.over_by(10**12), norm.is_unverified) == (None, 0, False)
    assert norm.cite == "Thông tư 100/2025/TT-BTC, điều 4.2a"


def test_outside_the_days_the_question_is_refused(book: Rulebook) -> None:
    with pytest.raises(OutsideDates, match="từ 12/07/2026") as refusal:
        book.norm_for("standards.workshop-chair", date(2026, 7, 11))
    assert (refusal.value.key, refusal.value.on) == ("standards.workshop-chair", date(2026, 7, 11))
    assert book.norm_for("standards.workshop-chair", date(2026, 7, 12)).ceiling_vnd == 1_500_000
    with pytest.raises(UnknownKey):
        book.norm_for("khong-co", date(2026, 1, 1))
    with pytest.raises(OutsideDates):
        book.parameter_for("counterpart.state-ahead", date(2021, 7, 4))
    assert book.parameter_for("counterpart.state-ahead", date(2021, 7, 5)).value == Decimal(0)


def test_the_norms_of_a_day_are_those_that_hold_on_it(book: Rulebook) -> None:
    today = {norm.key: norm for norm in book.norms_on(date(2026, 11, 21))}
    assert {"standards.workshop-chair", "meeting.tea", "training.teacher"} <= set(today)
    assert "standards.workshop-chair" not in {norm.key for norm in book.norms_on(date(2024, 1, 1))}
    assert book.norms_on(date(1990, 1, 1)) == ()
    assert book.parameters_on(date(1990, 1, 1)) == ()
    assert [norm.period for norm in book.norm_versions("travel.per-diem")] == [
        "từ 01/07/2017 đến 18/03/2025",
        "từ 19/03/2025",
    ]


def test_every_shipped_figure_is_cited_and_what_is_not_known_says_so(book: Rulebook) -> None:
    for norm in (version for one in book.norms_on(date(2026, 11, 21)) for version in book.norm_versions(one.key)):
        assert norm.cite.startswith(("Thông tư", "Nghị định")), norm
        assert norm.ceiling_vnd is not None or "hưa" in norm.note, norm


HEAD = "rulebook: 1\nnorms:\n  - key: a\n    subject: Việc\n    unit: buổi\n    versions:\n"
VERSION = "      - {ceiling_vnd: 5, from: 2020-01-01, cite: TT 1, confidence: H}\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD + VERSION + VERSION, "a: hai mức cùng có hiệu lực ngày 01/01/2020"),
        (HEAD + VERSION.replace("TT 1", "TT 1, to: 2019-01-01"), "a: ngày cuối trước ngày đầu"),
        (HEAD + VERSION.replace("ceiling_vnd: 5", "ceiling_vnd: 5.5"), "norms › a › versions › mục 1 › ceiling_vnd"),
        (HEAD + VERSION.replace("ceiling_vnd: 5", "ceiling_vnd: 0"), "ceiling_vnd"),
        (HEAD + VERSION.replace("confidence: H", "confidence: X"), "confidence"),
        (HEAD + VERSION.replace("cite: TT 1, ", ""), "cite"),
        (HEAD + VERSION.replace("from: 2020-01-01, ", ""), "from"),
        (HEAD + VERSION.replace("cite", "trich: x, cite"), "trich"),
        (HEAD.replace("key: a", "key: A B") + VERSION, "key"),
        (HEAD, "versions"),
        ("rulebook: 2\n", "rulebook"),
        ("[", "dòng 2: không đúng cú pháp YAML"),
        ("", "không đúng dạng"),
    ],
)
def test_a_wrong_file_is_refused_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(RulebookFileError) as refusal:
        read_rulebook(written(tmp_path, text))
    assert said in str(refusal.value)
    assert "thu.yaml" in str(refusal.value)
    assert "Cách sửa" in str(refusal.value)


def test_a_key_stands_in_one_file(tmp_path: Path) -> None:
    written(tmp_path, HEAD + VERSION, "mot.yaml")
    with pytest.raises(RulebookFileError, match=r"đã có trong mot\.yaml"):
        read_rulebook(written(tmp_path, HEAD + VERSION, "nam.yaml"))


def test_an_empty_folder_and_a_file_of_another_encoding_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RulebookFileError, match="không có tệp định mức"):
        read_rulebook(tmp_path)
    (tmp_path / "thu.yaml").write_bytes("Định mức".encode("utf-16"))
    with pytest.raises(RulebookFileError, match="UTF-8"):
        read_rulebook(tmp_path)
