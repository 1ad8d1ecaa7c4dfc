"""The method sheet of a run as a Word document."""

from nscl.documents.productivity_papers.word.whole import write_method_sheet

__all__ = ["write_method_sheet"]
