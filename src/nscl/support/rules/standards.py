"""Which contents of support are about standards and regulations (`data/rules/vocabulary.yaml`, contents)."""

from __future__ import annotations

from typing import Final

ABOUT_STANDARDS: Final = (
    "enterprise-standard",
    "standard-declaration",
    "regulation-certificate",
    "product-certification",
)
# Management systems and tools of improvement are one content: the subject tells ISO 9001 from 5S.
SYSTEMS: Final = "management-system"
SYSTEM_STANDARDS: Final = ("ISO", "TCVN", "IEC")
