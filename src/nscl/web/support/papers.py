"""Word files of support as answers of the site."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpResponse

from nscl.text.folding import fold_words
from nscl.web.estimates.views.papers import DOCX_TYPE
from nscl.web.ui.samples import sample_title


def word_response(data: bytes, title: str, *, is_sample: bool) -> HttpResponse:
    """A Word file to save, by its title."""
    title = sample_title(title, is_sample=is_sample)
    disposition = f"attachment; filename=\"{'-'.join(fold_words(title))}.docx\"; filename*=UTF-8''{quote(title)}.docx"
    return HttpResponse(data, content_type=DOCX_TYPE, headers={"Content-Disposition": disposition})
