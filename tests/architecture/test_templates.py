"""No template goes unused: each is named somewhere, or takes the place of one of allauth's."""

from __future__ import annotations

from pathlib import Path

import allauth
import pytest

from tests.architecture.source import PACKAGE

TEMPLATES = PACKAGE / "web" / "templates"
OVERRIDDEN = Path(allauth.__file__).parent / "templates"
# allauth draws these by name without having one of its own.
DRAWN_BY_ALLAUTH = {"429.html"}


def _names() -> list[str]:
    return sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*") if path.is_file())


@pytest.fixture(scope="module")
def everything() -> str:
    """All of the source: Python and templates."""
    files = [*PACKAGE.rglob("*.py"), *TEMPLATES.rglob("*.html")]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


@pytest.mark.parametrize("name", _names())
def test_every_template_is_used(name: str, everything: str) -> None:
    stem = name.removesuffix(".html")
    named = f'"{name}"' in everything or f"'{name}'" in everything
    # A part's template is found by the part's own name (ui/parts/<name>.html).
    by_part = stem.startswith("ui/parts/") and f'"{stem.removeprefix("ui/parts/")}"' in everything
    assert named or by_part or name in DRAWN_BY_ALLAUTH or (OVERRIDDEN / name).exists(), f"nothing uses {name}"
