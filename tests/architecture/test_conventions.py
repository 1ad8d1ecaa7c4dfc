"""The rules of the house (architecture.md), held by tests."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Callable
from functools import cache, wraps

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from tests.architecture.source import DJANGO_PACKAGES, PACKAGE, ROOT, Module, functions, modules

LONGEST_FILE = 400
LONGEST_FUNCTION = 60
FIVE_MODULES = {"enums", "rules", "models", "queries", "operations"}
# What a package has besides the five, and why.
OTHER_MODULES = {
    # frozen rows; repeated columns; many rows at once; the database's own index; the bytes of evidence on the disk;
    # Excel files that people fill in; the year of a date as each database says it; the keys that we sign with;
    # how migrations make tables
    "records": {
        *("freezing", "repeating", "inserting", "search_index", "evidence_files", "spreadsheets", "years", "signing"),
        "migrating",
    },
    "institutions": {"reference"},  # reads data/reference without a database
    "accounts": {"sample"},  # the published sample accounts
    # a sample year drawn from a seed: plain values, no database; what the rows of an Excel file say
    "work": {"sample", "imports"},
    # the balances that the database keeps; what the rows of an Excel file say
    "finance": {"booking", "imports"},
    # how many sessions each attended, kept by the database; the signature of certificates; forms of questions in files;
    # the classes of a sample year; lists of participants in Excel files
    "training": {"tallying", "signing", "question_files", "sample", "imports"},
    # what the rows of a file of organisations say; the index that finds one as a name is typed
    "organisations": {"imports", "search_index"},
    # a content taken once, an impartial score sheet: kept by the database; the cases of a sample year
    "support": {"once", "sample"},
    # what the rows of a file of figures say; made-up statistics
    "productivity": {"imports", "sample"},
    "reporting": {"sample"},  # the words of made-up reports
    "progress": {"catalogue"},  # what each indicator counts: one function for each, grouped by where its records lie
}
VAGUE_NAMES = {"utils", "common", "helpers", "misc", "shared"}
ABOVE_THE_CLOCK = {"web", "cli", "config"}
CLOCK = {("timezone", "now"), ("datetime", "now"), ("datetime", "today"), ("date", "today"), ("time", "time")}
WRITES = {"create", "bulk_create", "update_or_create", "get_or_create", "bulk_update", "save", "delete", "update"}


def for_every_module(check: Callable[[Module], None]) -> Callable[[], None]:
    """One test that holds a check against every module and names all that fail: a thousand tests cost a minute."""

    @wraps(check)
    def test() -> None:
        failed = []
        for module in modules():
            try:
                check(module)
            except AssertionError as error:
                failed.append(f"{module.name}: {error}")
        assert not failed, "\n".join(failed)

    del test.__wrapped__  # pytest would ask for a fixture "module"
    return test


@for_every_module
def test_file_and_functions_are_short(module: Module) -> None:
    assert module.text.count("\n") <= LONGEST_FILE, "split the file by noun"
    for function in functions(module):
        length = (function.end_lineno or function.lineno) - function.lineno + 1
        assert length <= LONGEST_FUNCTION, f"{function.name} has {length} lines"


@for_every_module
def test_no_vague_module_and_no_magic(module: Module) -> None:
    assert not VAGUE_NAMES & {part.removesuffix(".py") for part in module.path.parts}
    for function in functions(module):
        assert function.name not in {"__getattr__", "__getattribute__"}, function.name
    assert not re.search(r"^\s+ordering\s*=", module.text, re.MULTILINE), "order where you query"
    assert "JSONField" not in module.text, "what must be queried is columns"


@pytest.mark.parametrize("package", DJANGO_PACKAGES)
def test_a_django_package_has_the_five_modules_and_no_other(package: str) -> None:
    allowed = FIVE_MODULES | OTHER_MODULES.get(package, set()) | {"__init__", "apps", "migrations", "__pycache__"}
    found = {path.stem if path.is_file() else path.name for path in (PACKAGE / package).iterdir()}
    assert found <= allowed, found - allowed


@for_every_module
def test_no_clock_below_the_screens(module: Module) -> None:
    if module.package in ABOVE_THE_CLOCK:
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
            assert (name, node.func.attr) not in CLOCK, f"line {node.lineno}: time comes in as an argument"


@for_every_module
def test_rules_are_plain_functions(module: Module) -> None:
    """Rules work on values: no database, no tables (`from nscl.x.models import …`), no forms."""
    if "rules" not in {module.path.stem, module.path.parent.name}:
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom):
            source = node.module or ""
            assert not source.startswith(("django.db", "django.forms", "django.http")), source
            assert ".models" not in source, source


@for_every_module
def test_no_write_outside_operations(module: Module) -> None:
    if (
        module.package not in DJANGO_PACKAGES
        or "operations" in module.path.as_posix()
        or module.path.stem == "freezing"
    ):
        return
    for node in ast.walk(module.tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES):
            continue
        owner = ast.unparse(node.func.value)
        assert "objects" not in owner, f"line {node.lineno}: {owner}.{node.func.attr}"


@for_every_module
def test_operations_take_who_and_when_by_keyword(module: Module) -> None:
    if "operations" not in module.path.as_posix() or module.package in {"records", "web", "cli"}:
        return
    for node in module.tree.body:
        if isinstance(node, ast.FunctionDef) and any("atomic" in ast.unparse(d) for d in node.decorator_list):
            names = {argument.arg for argument in node.args.kwonlyargs}
            assert not node.args.args, f"{node.name}: keyword-only"
            assert node.name.startswith("_") or "at" in names, f"{node.name}: at= is missing"


def test_every_dependency_says_what_it_is_for() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    wanted += [one for extra in project["project"]["optional-dependencies"].values() for one in extra]
    for dependency in wanted:
        line = next(line for line in text.splitlines() if f'"{dependency}"' in line)
        assert re.search(r"#\s+\S+", line), f"{dependency} has no comment"


@pytest.mark.django_db
def test_models_and_migrations_agree() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def _own_constraints() -> list[str]:
    own = [model for model in apps.get_models() if model.__module__.startswith("nscl.")]
    return sorted(c.name for model in own for c in model._meta.constraints if isinstance(c, models.CheckConstraint))


@cache
def _all_tests() -> str:
    return "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))


@pytest.mark.parametrize("name", _own_constraints())
def test_every_check_constraint_has_a_test(name: str) -> None:
    assert name in _all_tests(), f"no test violates {name}"


def test_package_names_are_ranked() -> None:
    ranked = (ROOT / ".importlinter").read_text(encoding="utf-8")
    for folder in PACKAGE.iterdir():
        if folder.is_dir() and folder.name != "__pycache__":
            assert re.search(rf"^\s+.*\b{folder.name}\b", ranked, re.MULTILINE), f"{folder.name} has no layer"
