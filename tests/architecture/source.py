"""The source tree as the convention tests read it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "nscl"
DJANGO_PACKAGES = (
    "records",
    "institutions",
    "organisations",
    "accounts",
    "plans",
    "finance",
    "work",
    "training",
    "support",
    "productivity",
    "progress",
    "reporting",
)


@dataclass(frozen=True)
class Module:
    """One Python file: its path below `src/nscl`, its text and its syntax tree."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        return str(self.path)

    @property
    def package(self) -> str:
        return self.path.parts[0]


@cache
def modules() -> tuple[Module, ...]:
    """All modules of the package, migrations left out."""
    paths = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
    texts = [(path, path.read_text(encoding="utf-8")) for path in paths]
    return tuple(Module(path.relative_to(PACKAGE), text, ast.parse(text)) for path, text in texts)


def functions(module: Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a module, methods included."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
