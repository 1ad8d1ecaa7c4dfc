"""Tasks from the prose of the chapter on tasks, where a plan has no table of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nscl.documents.pack.enums import ScheduleKind
from nscl.documents.pack.schema import Schedule, Task
from nscl.documents.pack.values import Span
from nscl.documents.reading.blocks import Table
from nscl.documents.reading.keys import short_key, unused_key
from nscl.documents.reading.outline import LabelKind, Node, Outline, SectionRole
from nscl.documents.reading.tasks.outputs import outputs_of_title
from nscl.documents.reading.tasks.result import Gathering

_MARKS = frozenset({LabelKind.BULLET, LabelKind.PLUS})
_CHAPTERS = frozenset({LabelKind.PART, LabelKind.CHAPTER, LabelKind.ROMAN, LabelKind.SECTION, LabelKind.APPENDIX})
# A paragraph that ends so introduces the items under it.
_INTRODUCES = ":"
# Words of a sentence: a shorter paragraph without mark under a heading is no task.
_FEWEST_WORDS = 4
_LONGEST_HEADING = 45
_SENTENCE_ENDS = (".", ";")
_UNTITLED = "Nhiệm vụ"


@dataclass(frozen=True, slots=True)
class _Section:
    """A heading of the chapter and the items right under it, with the key that their keys begin with."""

    key: str
    title: str
    items: tuple[Node, ...]


def read_outline_tasks(gathering: Gathering, outline: Outline, *, damaged: bool) -> None:
    """Tasks of the chapters on tasks: their numbered items, else the bullets and paragraphs under each heading.

    Keys are the section's number and the item's place in it ("3.1.1"), since such items carry no number.
    """
    for topmost in outline.with_role(SectionRole.TASKS):
        for chapter in _innermost(topmost):
            for section in _sections(chapter, _ancestors(outline, chapter)):
                _read_section(gathering, section, damaged=damaged)
        gathering.read.append(topmost.span)


def _innermost(chapter: Node) -> list[Node]:
    """The parts on tasks of a chapter that is about other things too ("Nội dung": mục tiêu, đối tượng, nhiệm vụ)."""
    headings = [child for child in chapter.children if child.label is not None and child.children]
    inner = [child for child in headings if child.role is SectionRole.TASKS]
    if inner and all(child.role is not None for child in headings):
        return [found for child in inner for found in _innermost(child)]
    return [chapter]


def _ancestors(outline: Outline, node: Node) -> tuple[Node, ...]:
    def search(nodes: Sequence[Node], path: tuple[Node, ...]) -> tuple[Node, ...] | None:
        for candidate in nodes:
            if candidate is node:
                return path
            found = search(candidate.children, (*path, candidate))
            if found is not None:
                return found
        return None

    return search(outline.roots, ()) or ()


def _sections(node: Node, above: Sequence[Node]) -> Iterator[_Section]:
    """A heading with items right under it, and the headings below it that have such."""
    headings = [child for child in node.children if _is_heading(child)]
    items = tuple(item for item in _items(node) if not headings or item.label is not None)
    if items:
        yield _Section(short_key(_key_of(node, above)), _heading_text(node), items)
    for child in headings:
        yield from _sections(child, (*above, node))


def _is_heading(node: Node) -> bool:
    """Whether a numbered paragraph is the heading of what stands under it, not a sentence with details."""
    if node.label is None or node.label.kind in _MARKS or not node.children:
        return False
    return not node.text.rstrip().endswith(_SENTENCE_ENDS) and len(node.text.split()) <= _LONGEST_HEADING


def _key_of(node: Node, above: Sequence[Node]) -> str:
    """The number of a heading, with the chapter's where it is a plain number that restarts in each chapter."""
    label = node.label
    if label is None:
        return next((_key_of(parent, above[:place]) for place, parent in reversed(list(enumerate(above)))), "")
    if label.kind in _CHAPTERS or label.kind is LabelKind.DECIMAL or label.kind is LabelKind.ARTICLE:
        return label.text
    for place in range(len(above) - 1, -1, -1):
        if above[place].label is not None:
            return f"{_key_of(above[place], above[:place])}.{label.text}".lstrip(".")
    return label.text


def _heading_text(node: Node) -> str:
    return " ".join(node.text.split()).rstrip(" .:;") or _UNTITLED


def _items(section: Node) -> tuple[Node, ...]:
    """The work items right under a heading: bullets, numbered items, sentences; introductions and headings are none."""
    found: list[Node] = []
    for child in section.children:
        if isinstance(child.block, Table) or _is_heading(child):
            continue
        if child.label is None and child.text.rstrip().endswith(_INTRODUCES):
            found.extend(_items(child))
        elif len(child.text.split()) >= _FEWEST_WORDS and not child.text.lstrip().startswith("("):
            found.append(child)
    return tuple(found)


def _read_section(gathering: Gathering, section: _Section, *, damaged: bool) -> None:
    gathering.add_group(section.key or "1", section.title)
    used: set[str] = {task.key for task in gathering.tasks}
    for place, node in enumerate(section.items, start=1):
        label = node.label
        own = label.text if label is not None and label.kind not in _MARKS else str(place)
        key = own if label is not None and label.kind is LabelKind.DECIMAL else f"{section.key}.{own}".lstrip(".")
        key = unused_key(key, used)
        used.add(key)
        gathering.tasks.append(_task(key, section.key or "1", node, damaged=damaged))
        if damaged:
            reason = "Văn bản đã mất dấu tiếng Việt; tên nhiệm vụ giữ nguyên như văn bản, cần gõ lại có dấu."
            gathering.doubt(f"tasks[{key}].title", node.span, "marks-lost", reason)


def _task(key: str, group: str, node: Node, *, damaged: bool) -> Task:
    span = node.span
    title = " ".join(node.text.split()).rstrip(" .;")
    return Task(
        key=key,
        group=group,
        title=title or _UNTITLED,
        lead=(),
        coordinate=(),
        schedule=Schedule(kind=ScheduleKind.UNSTATED, start=None, end=None, text=None),
        outputs=outputs_of_title(title, damaged=damaged),
        note=None,
        at=Span(span.first, span.last),
    )
