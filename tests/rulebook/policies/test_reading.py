"""Policy files and case files that are wrong: refused, every problem with its line, its key and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from nscl.rulebook import RulebookFileError
from nscl.rulebook.policies import read_draft, read_policies
from nscl.rulebook.policies.examples import read_examples
from nscl.rulebook.policies.standards import subject_key
from nscl.rulebook.policies.vocabulary import read_vocabulary
from tests.rulebook.policies.drafts import DRAFT, draft, written
from tests.rulebook.policies.drawing import RULES, shipped


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("percent: 90", "percent: 190", "levels › mục 1 › percent"),
        ("percent: 90", "percent: 0", "percent"),
        ("percent: 90", "percent: null", "khóa “percent” để trống. Cách sửa: ghi giá trị, hoặc một trong: missing"),
        ("percent: 90", "percent: none", "percent"),
        ("percent: 90, ", "", "thiếu khóa “percent”"),
        ("vnd: 200_000_000", "vnd: 200.000.000", "vnd: không đúng dạng: phải là số nguyên"),
        ("vnd: 200_000_000", "vnd: -1", "vnd"),
        ("per: standard", "per: stadard", "“stadard” không có trong danh mục. Cách sửa: có phải “standard”?"),
        ("once: subject", "once: twice", "“twice” không có trong danh mục"),
        ("content: management-system", "content: management", "content: “management” không có trong vocabulary.yaml"),
        ("kinds: [enterprise, cooperative]", "kinds: [firm]", "items › systems › who › kinds: “firm” không có"),
        ("of: [contract]", "of: [contrat]", "có phải “contract”?"),
        ("fact: social-enterprise", "fact: social", "conditions › mục 1 › fact: “social” không có"),
        ("trigger: none", "triger: none", "khóa lạ “triger”. Cách sửa: có phải “trigger”?"),
        ("from: 2027-01-01", "from: 2031-01-01", "dòng 10, force › mục 1: ngày cuối trước ngày đầu"),
        ("from: 2027-01-01", "from: ngày nào đó", "phải là ngày"),
        ("status: in-force", "status: not-known", "ghi điều chưa biết bằng một câu"),
        ("#sme-programme", "#sme", "bound_by › mục 1: không có mức trần “quoc-gia/37-2026-nd-cp#sme”"),
        ("read: whole", "read: all", "“all” không có trong danh mục"),
        ("must_be: false", "must_be: 0", "phải là true hoặc false"),
        ("rulebook: 1", "rulebook: 1\nrulebook: 1", "dòng 2: khóa “rulebook” đã ghi ở dòng 1"),
        ("confidence: H\nforce", "confidence: Z\nforce", "dòng 8, policy › confidence"),
        ("most_a_year: none", "most_a_year: 0", "most_a_year"),
        ("once: subject", "unread: [once]\n    once: subject", "khóa lạ “unread”"),
    ],
)
def test_a_wrong_policy_is_refused_with_its_place(tmp_path: Path, was: str, now: str, said: str) -> None:
    assert was in DRAFT
    with pytest.raises(RulebookFileError) as refusal:
        draft(tmp_path, DRAFT.replace(was, now, 1))
    words = str(refusal.value)
    assert said in words
    assert words.startswith("du-thao.yaml, dòng")
    assert "Cách sửa: " in words


def test_all_problems_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    text = DRAFT.replace("percent: 90", "percent: 190").replace("once: subject", "once: twice")
    with pytest.raises(RulebookFileError) as refusal:
        draft(tmp_path, text)
    assert len(refusal.value.problems) == 2
    assert len(str(refusal.value).splitlines()) == 2


def test_levels_that_are_never_reached_and_caps_of_two_kinds_are_refused(tmp_path: Path) -> None:
    level = "      - {sizes: [small], any_of: any, percent: 90, cap: {vnd: 1, per: product}}\n"
    with pytest.raises(RulebookFileError) as refusal:
        draft(tmp_path, DRAFT.replace("    most_a_year", level + "    most_a_year"))
    assert "mức này không bao giờ dùng đến" in str(refusal.value)
    assert "các mức trần tính cho những đơn vị khác nhau" in str(refusal.value)


def test_two_rules_of_one_key_are_refused(tmp_path: Path) -> None:
    rule = DRAFT[DRAFT.index("  - key: systems") :]
    with pytest.raises(RulebookFileError, match="khóa “systems” đã dùng ở trên"):
        draft(tmp_path, DRAFT + rule)
    with pytest.raises(RulebookFileError, match="thư mục “ha-noi” không có trong bộ từ"):
        read_draft(written(tmp_path, DRAFT), "ha-noi", shipped())


def test_overlapping_periods_are_refused(tmp_path: Path) -> None:
    period = '  - {from: 2030-06-01, status: in-force, cite: "x", confidence: H}\n'
    with pytest.raises(RulebookFileError, match="ghi thời kỳ trước to: 2030-05-31"):
        draft(tmp_path, DRAFT.replace("succession:", period + "succession:"))


def test_a_folder_without_policies_is_refused(tmp_path: Path) -> None:
    (tmp_path / "vocabulary.yaml").write_bytes((RULES / "vocabulary.yaml").read_bytes())
    with pytest.raises(RulebookFileError, match="không có tệp chính sách"):
        read_policies(tmp_path)


CASES = """\
rulebook: 1
given: {content: management-system, kind: enterprise, costs: [], history: [], facts: {high-tech: true}}
cases:
  - name: Thử
    article: Điều 1
    day: 2027-05-01
    case: {}
    then: {state: refused}
"""


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("case: {}", "case: {kind: firm}", "dòng 7, cases › mục 1 › case › kind: “firm” không có trong bộ từ"),
        ("case: {}", "case: {costs: [{head: contract, vnd: 1.5}]}", "case › costs › mục 1 › vnd"),
        ("case: {}", "case: {facts: {hightech: true}}", "có phải “high-tech”?"),
        ("case: {}", "case: {size: tiny}", "“tiny” không có trong danh mục"),
        ("state: refused", "state: maybe", "state: “maybe” không có trong danh mục"),
        ("day: 2027-05-01", "on: 2027-05-01", "on, off, yes, no không dùng làm khóa được"),
        ("state: refused", "state: refused, amount_vnd: -1", "amount_vnd"),
    ],
)
def test_a_wrong_case_is_refused_with_its_place(tmp_path: Path, was: str, now: str, said: str) -> None:
    with pytest.raises(RulebookFileError) as refusal:
        read_examples(written(tmp_path, CASES.replace(was, now)), read_vocabulary(RULES / "vocabulary.yaml"))
    assert said in str(refusal.value)


def test_a_cases_own_facts_are_added_and_null_takes_one_away(tmp_path: Path) -> None:
    text = CASES.replace("case: {}", "case: {facts: {agriculture: false, high-tech: null}}")
    (example,) = read_examples(written(tmp_path, text), read_vocabulary(RULES / "vocabulary.yaml"))
    assert example.case.facts == {"agriculture": False}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("TCVN ISO/IEC 17025:2017", "iso 17025"),
        ("iso 17025", "iso 17025"),
        ("ISO14001:2015", "iso 14001"),
        ("SA8000", "sa 8000"),
        ("SA 8000:2014", "sa 8000"),
        ("TCVN ISO 22000-2018", "iso 22000"),
        ("Gạo nếp Hải Hậu", "gao nep hai hau"),
        ("", ""),
    ],
)
def test_one_standard_is_known_in_all_its_spellings(text: str, key: str) -> None:
    assert subject_key(text) == key
