"""What `make up` installs is enough for everything but what says that it needs more."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution, packages_distributions

from tests.architecture.source import ROOT, modules

# What is imported only where an extra is installed: its imports may be of the extra, and nobody else imports it on top.
NEED_EXTRAS = ("nscl.economics.firms", "nscl.economics.frontiers", "nscl.cli.firm", "nscl.cli.frontier")


def base_distributions() -> set[str]:
    """The base dependencies of pyproject.toml with everything that they need, as the lock file installed it."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    waiting, found = [_name_and_extras(line) for line in declared], set[str]()
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        name, extras = waiting.pop()
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        try:
            requires = distribution(name).requires or []
        except PackageNotFoundError:
            continue  # for another system
        found.add(name)
        for line in requires:
            wanted = re.search(r"extra *== *['\"](.+?)['\"]", line)
            if wanted is None or wanted[1] in extras:
                waiting.append(_name_and_extras(line))
    return found


def _name_and_extras(line: str) -> tuple[str, frozenset[str]]:
    read = re.match(r"([A-Za-z0-9._-]+)(?:\[([^\]]*)\])?", line)
    assert read, line
    extras = frozenset(one.strip() for one in (read[2] or "").split(",") if one.strip())
    return _folded(read[1]), extras


def _folded(name: str) -> str:
    """A distribution's name as PEP 503 compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _imports(tree: ast.Module) -> Iterator[str]:
    """Modules that are imported as soon as the module is; what only types need is left out."""
    for node in tree.body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_what_is_imported_comes_with_the_base_install() -> None:
    """`make up` on a fresh machine installs no extra: a module that imports one at its top would stop it."""
    base = base_distributions()
    assert "django" in base
    assert "scipy" not in base
    owners = {top: {_folded(one) for one in many} for top, many in packages_distributions().items()}
    failed = []
    for module in modules():
        name = ".".join(("nscl", *module.path.with_suffix("").parts)).removesuffix(".__init__")
        if name.startswith(NEED_EXTRAS):
            continue
        for imported in _imports(module.tree):
            top = imported.partition(".")[0]
            is_beyond = top in owners and top != "nscl" and not owners[top] & base
            if is_beyond or imported.startswith(NEED_EXTRAS):
                failed.append(f"{name}: {imported}")
    assert not failed, "\n".join(failed)
