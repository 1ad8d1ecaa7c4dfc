"""Read the five published texts and score each against the pack read by hand: `python -m tools.score_reading`.

Options: slugs to read (part of the name is enough); `-v` lists what was missed and made up; `--doubts` prints the
doubts and the unread passages. Needs `../shared`; nothing of it is written into the repository.
"""

import importlib.util
import sys
import tempfile
import time
from pathlib import Path
from types import ModuleType

import yaml

from nscl.documents.pack.writer import write_pack
from nscl.documents.reading.reading import read_document
from nscl.documents.reading.results import Reading
from nscl.institutions.reference import read_gazetteer

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


def scorer() -> ModuleType:
    """The shared scoring program as a module."""
    spec = importlib.util.spec_from_file_location("score_pack", SHARED / "tools" / "score_pack.py")
    if spec is None or spec.loader is None:
        raise ImportError("score_pack.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _doubts(reading: Reading) -> None:
    for doubt in reading.doubts:
        print(f"  ? {doubt.rule:<24} {doubt.subject:<34} {doubt.at} {doubt.reason}")
    for passage in reading.unread:
        print(f"  … {passage.at} {passage.text[:100]}")


def main() -> None:
    """Print the scores."""
    wanted = [word for word in sys.argv[1:] if not word.startswith("-")]
    score_pack, gazetteer = scorer(), read_gazetteer(ROOT / "data" / "reference")
    for folder in sorted((SHARED / "plans").iterdir()):
        if wanted and not any(word in folder.name for word in wanted):
            continue
        data = (folder / "source.txt").read_bytes()
        started = time.perf_counter()
        reading = read_document(data, name="source.txt", gazetteer=gazetteer)
        took = time.perf_counter() - started
        text = write_pack(reading.pack)
        (Path(tempfile.gettempdir()) / f"read-{folder.name}.yaml").write_text(text, encoding="utf-8")
        read = yaml.load(text, Loader=yaml.CSafeLoader)
        gold = yaml.load((folder / "plan.yaml").read_bytes(), Loader=yaml.CSafeLoader)
        parts = score_pack.score(read, gold)
        overall = sum(part[2] for part in parts.values()) / len(parts)
        counts = f"{took:.2f} s, {len(reading.doubts)} doubts, {len(reading.unread)} unread"
        print(f"{folder.name}: {overall:.1f}   ({counts})")
        for name, (precision, recall, f1) in parts.items():
            print(f"  {name:<12} P {precision:5.1f}  R {recall:5.1f}  F1 {f1:5.1f}")
        if "-v" in sys.argv:
            for title, pairs in (("measures", [score_pack.measures(p) for p in (read, gold)]),):
                said, due = ([key for key, _ in items] for items in pairs)
                print("  missed", title, [key for key in due if key not in said])
                print("  made up", title, [key for key in said if key not in due])
        if "--doubts" in sys.argv:
            _doubts(reading)


if __name__ == "__main__":
    main()
