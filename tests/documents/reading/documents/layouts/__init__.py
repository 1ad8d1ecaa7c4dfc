"""The layouts in which the same document is written, each as the bytes of a file with its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.documents.reading.documents.layouts import legacy, markdown, plain, typeset, word
from tests.documents.reading.documents.parts import Part

Layout = Callable[[tuple[Part, ...]], tuple[bytes, str]]

LAYOUTS: Mapping[str, Layout] = {
    "docx, automatic numbers": lambda parts: (word.write(parts, automatic=True), "ke-hoach.docx"),
    "docx, typed numbers": lambda parts: (word.write(parts, automatic=False), "ke-hoach.docx"),
    "pdf, ruled tables": lambda parts: (typeset.write(parts, ruled=True), "ke-hoach.pdf"),
    "pdf, no rules": lambda parts: (typeset.write(parts, ruled=False), "ke-hoach.pdf"),
    "text as pasted": lambda parts: (plain.pasted(parts).encode(), "ke-hoach.txt"),
    "text, every line spaced": lambda parts: (plain.spaced(parts).encode(), "ke-hoach.txt"),
    "text, marks lost": lambda parts: (plain.unmarked(parts).encode(), "ke-hoach.txt"),
    "text in TCVN3": lambda parts: (legacy.tcvn3(plain.pasted(parts)), "ke-hoach.txt"),
    "text in VNI": lambda parts: (legacy.vni(plain.pasted(parts)), "ke-hoach.txt"),
    "markdown": lambda parts: (markdown.write(parts).encode(), "ke-hoach.md"),
}
