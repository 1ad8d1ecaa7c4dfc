"""Store the present reading of the published plans: `python -m tests.corpus.renew`.

Run it from the repository's root after a change of the reader that was meant, look at what `git diff` shows, and
commit it with the change.
"""

from __future__ import annotations

import sys

import yaml

from tests.corpus.figures import changes, figures
from tests.corpus.published import ABSENT, SLUGS, present, read, scores
from tests.corpus.store import load, path_of


def main() -> int:
    """Write every plan's figures and print what changed."""
    if not present():
        print(ABSENT, file=sys.stderr)
        return 1
    for slug in SLUGS:
        now = figures(read(slug), scores(slug))
        changed = changes(load(slug), now)
        text = yaml.safe_dump(now, allow_unicode=True, sort_keys=False, width=1000)
        path_of(slug).write_text(text, encoding="utf-8")
        for line in changed:
            print(f"{slug} {line}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
