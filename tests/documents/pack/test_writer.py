"""What is written is read back as the same pack, and is laid out for people."""

from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from nscl.documents.pack.reader import read_pack, read_pack_file
from nscl.documents.pack.scalars import is_plain, written
from nscl.documents.pack.writer import LINE_WIDTH, write_pack
from tests.documents.pack.sample import read_sample

SHARED_PLANS = sorted((Path(__file__).resolve().parents[4] / "shared" / "plans").glob("*/plan.yaml"))

# Everything that UTF-8 can carry: control characters, quotes, YAML's own signs, several spaces, line ends.
texts = st.text(st.characters(codec="utf-8"), min_size=1, max_size=300)
YAML_LIKE = """\
no Yes null ~ 1e3 0x1F 12 12.5 2026-01-01 {a} [a] &a *a !a %a @a `a | > 'a' "a" a: :a ? --- ... \\n = <<"""
yaml_like = st.sampled_from([*YAML_LIKE.split(), "- a", "a: b", "a #b", " a", "a ", "a  b", "a\n\nb"])
numbers = st.decimals(allow_nan=False, allow_infinity=False, min_value=0, max_value=10**15, places=6)


def test_the_sample_comes_back() -> None:
    pack = read_sample()
    assert read_pack(write_pack(pack).encode(), name="plan.yaml") == pack


@given(text=texts | yaml_like | st.lists(yaml_like, min_size=2, max_size=60).map(" ".join), number=numbers)
def test_any_text_and_any_figure_come_back(text: str, number: Decimal) -> None:
    pack = read_sample()
    assert pack.budget is not None
    line = pack.budget.lines[0].model_copy(update={"title": text, "note": text, "quantity": number})
    task = pack.tasks[0].model_copy(
        update={"key": text, "note": text, "outputs": (pack.tasks[0].outputs[1].model_copy(update={"text": text}),)}
    )
    budget = pack.budget.model_copy(update={"lines": (line, *pack.budget.lines[1:])})
    changed = pack.model_copy(update={"tasks": (task,), "budget": budget})
    assert read_pack(write_pack(changed).encode(), name="plan.yaml") == changed


@given(text=yaml_like | texts)
def test_a_scalar_means_to_any_yaml_reader_what_it_says(text: str) -> None:
    assert yaml.safe_load(f"a: {written(text)}") == {"a": text}
    assert yaml.safe_load(f"[{written(text)}, {{{written(text)}: 1}}]") == [text, {text: 1}]


@pytest.mark.parametrize(
    ("number", "text"), [("12.50", "12.5"), ("1E+3", "1000"), ("100", "100"), ("0.000", "0"), ("14767.55", "14767.55")]
)
def test_numbers_are_written_without_exponent_and_without_idle_zeros(number: str, text: str) -> None:
    assert written(Decimal(number)) == text


def test_plain_text_stays_plain() -> None:
    assert is_plain("Sở Khoa học và Công nghệ (KH&CN) - 2026")
    assert not is_plain("Sở: Y tế")
    assert not is_plain("No")


def test_layout_is_that_of_the_format() -> None:
    text = write_pack(read_sample())
    assert text.startswith("schema: 1\n\nplan:\n  slug: tinh-mau-2026-2030\n")
    assert '\n  province: {name: Mẫu, code: "99"}\n' in text
    assert "\nagencies:\n  - {key: so-khcn, name: Sở Khoa học và Công nghệ, kind: department}\n" in text
    assert '\n  - {from: [so-y-te], to: so-khcn, due: "--11-20", every: year, at: [33, 33]}\n' in text
    assert "\n      by_year: {2026: {state: 31.25, enterprise: 0}, 2027: {enterprise: 10}}\n" in text
    assert '      - {text: "02 lớp", op: exactly, value: 2, value_to: null, unit: lớp, by: 2027}\n' in text
    assert list(yaml.safe_load(text)) == [
        "schema", "plan", "legal_basis", "agencies", "targets", "task_groups", "tasks", "budget", "responsibilities",
        "reporting", "reviews", "support_rules", "findings", "source",
    ]  # fmt: skip


def test_long_texts_are_folded_and_nothing_empty_is_left_open() -> None:
    pack = read_sample()
    title = " ".join(f"từ-{number}" for number in range(80))
    pack = pack.model_copy(
        update={"plan": pack.plan.model_copy(update={"title": title}), "targets": (), "budget": None}
    )
    text = write_pack(pack)
    assert max(map(len, text.splitlines())) <= LINE_WIDTH
    assert "\ntargets: []\n" in text
    assert "\nbudget: null\n" in text
    assert read_pack(text.encode(), name="plan.yaml") == pack


def test_several_spaces_in_a_long_text_survive_folding() -> None:
    pack = read_sample()
    title = "  ".join(["cách  xa", "nhau ba   dấu"] * 20) + " "
    pack = pack.model_copy(update={"plan": pack.plan.model_copy(update={"title": title})})
    assert read_pack(write_pack(pack).encode(), name="plan.yaml").plan.title == title


@pytest.mark.skipif(not SHARED_PLANS, reason="../shared/plans is not here")
@pytest.mark.parametrize("path", SHARED_PLANS, ids=lambda path: path.parent.name)
def test_published_packs_come_back(path: Path) -> None:
    pack = read_pack_file(path)
    text = write_pack(pack)
    assert read_pack(text.encode(), name="plan.yaml") == pack
    assert max(map(len, text.splitlines())) <= LINE_WIDTH
