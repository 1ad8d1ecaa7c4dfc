"""A paper that the browser saves."""

from __future__ import annotations

from pathlib import PurePath
from urllib.parse import quote

from django.http import HttpResponse

from nscl.reporting.queries.papers import PaperFile
from nscl.text.folding import fold_words


def send_file(file: PaperFile) -> HttpResponse:
    """The answer with a file: under its own name, and under plain letters for what cannot read that."""
    name = PurePath(file.name)
    plain = f"{'-'.join(fold_words(name.stem)) or 'tep'}{name.suffix}"
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(file.name)}"
    return HttpResponse(file.content, content_type=file.media_type, headers={"Content-Disposition": disposition})
