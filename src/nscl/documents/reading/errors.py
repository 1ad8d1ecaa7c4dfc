"""The one error of the reader: what is wrong with the document, where, and what to do."""


class ReadingError(Exception):
    """The document cannot be read. ``message`` and ``remedy`` are Vietnamese sentences; ``line``, ``page`` 1-based.

    ``code`` names the refusal for programs and tests: "empty", "encrypted", "not-a-plan" …
    """

    def __init__(
        self, code: str, message: str, remedy: str, *, line: int | None = None, page: int | None = None
    ) -> None:
        self.code = code
        self.message = message
        self.remedy = remedy
        self.line = line
        self.page = page
        super().__init__(str(self))

    def __str__(self) -> str:
        places = [f"trang {self.page}"] if self.page is not None else []
        places += [f"dòng {self.line}"] if self.line is not None else []
        where = f" ({', '.join(places)})" if places else ""
        return f"{self.message}{where}. Cách sửa: {self.remedy}."
