"""The five published plans in data/plans: read without a problem, checked, and held against the packs read by hand."""

import hashlib
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from nscl.documents.checks import check_pack
from nscl.documents.pack.enums import FindingKind, FindingSeverity
from nscl.documents.pack.reader import count_lines, read_pack_file
from nscl.documents.pack.schema import Budget, BudgetLine, PlanPack
from nscl.documents.pack.values import ALL_SOURCES
from nscl.text.folding import fold
from nscl.text.numbers import read_words

ROOT = Path(__file__).resolve().parents[2]
PLANS = ROOT / "data" / "plans"
SHARED = ROOT.parent / "shared" / "plans"
SLUGS = (
    "bac-giang-2021-2025",
    "bac-ninh-2026-2030",
    "hung-yen-2021-2030",
    "lang-son-2026-2030",
    "quang-tri-2021-2030",
)
ARITHMETIC = {FindingKind.DIGITS_VS_WORDS, FindingKind.SUM, FindingKind.UNIT_COST}

# The only fields that may differ from the shared packs: our own shorter words. Everything else is a figure, a key, a
# date, an agency or a place in the document and stays as it is.
TEXT_FIELDS = {
    "plan.title",
    "legal_basis.about",
    "agencies.name",
    "targets.text",
    "targets.measures.label",
    "targets.measures.of",
    "task_groups.title",
    "tasks.title",
    "tasks.note",
    "tasks.outputs.text",
    "budget.sources.name",
    "budget.lines.title",
    "budget.lines.note",
    "budget.stated.words",  # compared by the number that they say, below
    "responsibilities.text",
    "support_rules.text",
    "findings.says",
    "findings.conflicts_with",
    "findings.likely",
}
# A run of this many words that also stands in a plan's text is a copied sentence.
COPIED_WORDS = 14
# Titles of decisions are names and may stand whole (folded, as words).
LEGAL_TITLES = (
    "chuong trinh quoc gia ho tro doanh nghiep nang cao nang suat va chat luong san pham hang hoa giai doan 2021 2030",
    "ke hoach tong the nang cao nang suat dua tren nen tang khoa hoc cong nghe va doi moi sang tao giai doan 2021 2030",
)

needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared/plans, the plans read by hand")
each_plan = pytest.mark.parametrize("slug", SLUGS)


class _ExactLoader(yaml.SafeLoader):
    """Figures as printed: 525.95 is not a binary fraction."""


def _exact(_: yaml.SafeLoader, node: yaml.ScalarNode) -> Decimal:
    return Decimal(node.value)


_ExactLoader.add_constructor("tag:yaml.org,2002:float", _exact)


def _load(path: Path) -> dict[str, object]:
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=_ExactLoader)  # noqa: S506 - a SafeLoader
    assert isinstance(data, dict)
    return data


def _without_texts(node: object, path: str = "") -> object:
    """The same data with every text field reduced to whether it says anything."""
    if path in TEXT_FIELDS:
        return node is not None
    if isinstance(node, dict):
        return {key: _without_texts(value, f"{path}.{key}" if path else str(key)) for key, value in node.items()}
    if isinstance(node, list):
        return [_without_texts(item, path) for item in node]
    return node


def _words(text: str) -> list[str]:
    words = " ".join(re.findall(r"[a-z0-9]+", fold(text)))
    for title in LEGAL_TITLES:
        words = words.replace(title, "*")
    return words.split()


def _runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(words[i : i + COPIED_WORDS]) for i in range(len(words) - COPIED_WORDS + 1))


def _read(slug: str) -> PlanPack:
    return read_pack_file(PLANS / slug / "plan.yaml")


def _budget(slug: str) -> Budget:
    budget = _read(slug).budget
    assert budget is not None
    return budget


def _vnd(budget: Budget, lines: list[BudgetLine], source: str) -> Decimal:
    return sum((line.total.get(source, Decimal(0)) for line in lines), Decimal(0)) * budget.unit_vnd


def test_the_folder_holds_the_five_plans() -> None:
    assert sorted(path.parent.name for path in PLANS.glob("*/plan.yaml")) == list(SLUGS)


@each_plan
def test_pack_reads_and_names_its_document(slug: str) -> None:
    pack = _read(slug)
    assert pack.plan.slug == slug
    assert pack.source is not None
    assert pack.targets
    assert pack.tasks
    assert pack.findings


@each_plan
def test_arithmetic_findings_are_those_read_by_hand(slug: str) -> None:
    pack = _read(slug)
    found = [(finding.kind, finding.severity, finding.at) for finding in check_pack(pack) if finding.kind in ARITHMETIC]
    by_hand = [(finding.kind, finding.severity, finding.at) for finding in pack.findings if finding.kind in ARITHMETIC]
    assert found == by_hand


def test_bac_giang_prints_2024_a_thousand_times_too_small() -> None:
    found = [finding for finding in check_pack(_read("bac-giang-2021-2025")) if finding.kind in ARITHMETIC]
    assert [(finding.kind, finding.severity) for finding in found] == [
        (FindingKind.DIGITS_VS_WORDS, FindingSeverity.ERROR)
    ]
    assert "3.926.000" in found[0].says
    assert "3.926.000.000" in (found[0].likely or "")


def test_bac_ninh_has_two_funded_lines_without_a_lead() -> None:
    found = check_pack(_read("bac-ninh-2026-2030"))
    subjects = {finding.subject for finding in found if finding.severity is FindingSeverity.ERROR}
    assert subjects == {"budget.lines[III.1].lead", "budget.lines[III.2].lead"}


def test_bac_giang_budget_adds_up() -> None:
    budget = _budget("bac-giang-2021-2025")
    top = [line for line in budget.lines if line.parent is None]
    assert len(budget.lines) == 29
    for source, vnd in ((ALL_SOURCES, 14_767_550_000), ("state", 11_855_550_000), ("enterprise", 2_912_000_000)):
        assert _vnd(budget, top, source) == budget.grand_total.total[source] * budget.unit_vnd == vnd
    assert 11_855_550_000 + 2_912_000_000 == 14_767_550_000


def test_bac_ninh_budget_adds_up() -> None:
    budget = _budget("bac-ninh-2026-2030")
    assert len(budget.lines) == 10
    total = _vnd(budget, list(budget.lines), ALL_SOURCES)  # headings print no sum of their own
    assert total == budget.grand_total.total[ALL_SOURCES] * budget.unit_vnd == 20_410_000_000


def test_lang_son_states_a_total_without_a_table() -> None:
    budget = _budget("lang-son-2026-2030")
    assert budget.lines == ()
    assert [stated.vnd for stated in budget.stated] == [7_866_000_000]


@pytest.mark.parametrize("slug", ["hung-yen-2021-2030", "quang-tri-2021-2030"])
def test_plans_without_money_have_no_budget(slug: str) -> None:
    assert _read(slug).budget is None


@needs_shared
@each_plan
def test_figures_are_those_of_the_shared_pack(slug: str) -> None:
    ours, theirs = _load(PLANS / slug / "plan.yaml"), _load(SHARED / slug / "plan.yaml")
    assert ours.pop("source") is not None
    assert _without_texts(ours) == _without_texts(theirs)


@needs_shared
@each_plan
def test_sums_in_words_say_the_same_number(slug: str) -> None:
    ours, theirs = _read(slug).budget, read_pack_file(SHARED / slug / "plan.yaml").budget
    if ours is None or theirs is None:
        assert ours is theirs
        return
    said = [None if stated.words is None else read_words(stated.words) for stated in ours.stated]
    assert said == [None if stated.words is None else read_words(stated.words) for stated in theirs.stated]
    assert said == [stated.words_vnd for stated in ours.stated]


@needs_shared
@each_plan
def test_source_is_the_published_text(slug: str) -> None:
    text, source = (SHARED / slug / "source.txt").read_bytes(), _read(slug).source
    assert source is not None
    assert (source.lines, source.sha256) == (count_lines(text), hashlib.sha256(text).hexdigest())


@needs_shared
def test_checks_do_not_depend_on_the_wording() -> None:
    for slug in SLUGS:
        ours, theirs = check_pack(_read(slug)), check_pack(read_pack_file(SHARED / slug / "plan.yaml"))
        assert [(f.rule, f.subject, f.at) for f in ours] == [(f.rule, f.subject, f.at) for f in theirs], slug


@needs_shared
@each_plan
def test_no_sentence_is_copied_from_a_published_text(slug: str) -> None:
    published: set[tuple[str, ...]] = set()
    for source in sorted(SHARED.glob("*/source.txt")):
        published.update(_runs(_words(source.read_text(encoding="utf-8"))))
    ours = _runs(_words((PLANS / slug / "plan.yaml").read_text(encoding="utf-8")))
    assert [" ".join(run) for run in ours if run in published] == []
