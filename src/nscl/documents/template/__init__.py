"""A plan template as a Word document: what a province that has no plan yet starts from.

Its structure is the one that the reader reads best, its layout that of Decree 30/2020/NĐ-CP; the wording is ours
(`content.yaml`), the national targets are dated, cited data (`documents.national_targets`).
"""

from nscl.documents.template.writer import write_template

__all__ = ["write_template"]
