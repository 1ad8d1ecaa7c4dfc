"""The ruled lines of a page of a PDF: what can be the borders of a table; and whether the page is a picture."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2
import pypdfium2.raw as pdfium

from nscl.documents.reading.formats.pdf.geometry import Frame, Rule, Rules

# A table of 12 columns and 40 rows, its borders drawn for each cell, has 2 000 lines; drawings have far more.
MAX_OBJECTS = 30_000
MAX_POINTS = 200_000
_DEEPEST = 5  # forms within forms
_THICKEST = 3.5  # points; a filled rectangle that is thinner is a line
_SHORTEST = 3.0
_SLANT = 0.5  # points by which a line may leave its axis
# A page of which a picture covers so much is scanned where it has no text.
_PICTURE_SHARE = 0.4
_MANY_FIGURES = 300  # a page of letters turned into outlines has thousands

_Matrix = tuple[float, float, float, float, float, float]
_Point = tuple[float, float]
_IDENTITY: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Drawing:
    """Lines of a page, the share of it that its largest picture covers, and the number of all that is drawn."""

    rules: Rules
    picture: float = 0.0
    figures: int = 0

    @property
    def is_picture(self) -> bool:
        """Whether a picture takes most of the page, or it may be letters drawn as figures."""
        return self.picture >= _PICTURE_SHARE or self.figures >= _MANY_FIGURES


def read_drawing(page: pypdfium2.PdfPage, frame: Frame) -> Drawing:
    """What is drawn on a page besides text."""
    reader = _Reader(frame)
    count = pdfium.FPDFPage_CountObjects(page)
    reader.read([pdfium.FPDFPage_GetObject(page, place) for place in range(min(count, MAX_OBJECTS))], _IDENTITY, 0)
    return reader.drawing


class _Reader:
    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._points = 0
        self._objects = 0
        self.drawing = Drawing(Rules([], []))

    def read(self, objects: list[object], matrix: _Matrix, depth: int) -> None:
        for item in objects:
            self._objects += 1
            if self._objects > MAX_OBJECTS:
                return
            kind = pdfium.FPDFPageObj_GetType(item)
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                self.drawing.figures += 1
                self._read_path(item, matrix)
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                self._read_picture(item, matrix)
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
                inner = _times(_matrix_of(item), matrix)
                count = min(pdfium.FPDFFormObj_CountObjects(item), MAX_OBJECTS)
                self.read([pdfium.FPDFFormObj_GetObject(item, place) for place in range(count)], inner, depth + 1)

    def _read_path(self, item: object, matrix: _Matrix) -> None:
        count = pdfium.FPDFPath_CountSegments(item)
        self._points += max(count, 0)
        if count < 2 or self._points > MAX_POINTS:  # noqa: PLR2004  # a line has two points
            return
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
        own = _times(_matrix_of(item), matrix)
        for points in _outlines(item, count):
            shown = [self._frame.point(*_apply(own, point)) for point in points]
            if stroke.value:
                for start, end in pairwise(shown):
                    self._add_line(start, end)
            elif fill.value:
                self._add_filled(shown)

    def _add_line(self, start: _Point, end: _Point) -> None:
        across, down = abs(end[0] - start[0]), abs(end[1] - start[1])
        if down <= _SLANT and across >= _SHORTEST:
            place = (start[1] + end[1]) / 2
            self.drawing.rules.horizontal.append(Rule(place, min(start[0], end[0]), max(start[0], end[0])))
        elif across <= _SLANT and down >= _SHORTEST:
            place = (start[0] + end[0]) / 2
            self.drawing.rules.vertical.append(Rule(place, min(start[1], end[1]), max(start[1], end[1])))

    def _add_filled(self, points: list[_Point]) -> None:
        """A thin filled rectangle is a line; Word draws borders so."""
        lefts, tops = [x for x, _ in points], [y for _, y in points]
        across, down = max(lefts) - min(lefts), max(tops) - min(tops)
        middle = (min(lefts) + max(lefts)) / 2, (min(tops) + max(tops)) / 2
        if down <= _THICKEST and across > down:
            self._add_line((min(lefts), middle[1]), (max(lefts), middle[1]))
        elif across <= _THICKEST and down > across:
            self._add_line((middle[0], min(tops)), (middle[0], max(tops)))

    def _read_picture(self, item: object, matrix: _Matrix) -> None:
        # A picture is the unit square under its matrix.
        own = _times(_matrix_of(item), matrix)
        corners = [_apply(own, corner) for corner in ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0))]
        across = max(x for x, _ in corners) - min(x for x, _ in corners)
        up = max(y for _, y in corners) - min(y for _, y in corners)
        share = across * up / max(self._frame.width * self._frame.height, 1.0)
        self.drawing.picture = max(self.drawing.picture, share)


def _outlines(item: object, count: int) -> Iterator[list[_Point]]:
    """The figures of a path, each a list of its points; curves are left out."""
    points: list[_Point] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for place in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(item, place)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if kind in {pdfium.FPDF_SEGMENT_MOVETO, pdfium.FPDF_SEGMENT_BEZIERTO}:
            if len(points) > 1:
                yield points
            points = []
        points.append((x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment) and len(points) > 2:  # noqa: PLR2004
            points.append(points[0])
    if len(points) > 1:
        yield points


def _matrix_of(item: object) -> _Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, matrix):
        return _IDENTITY
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _times(first: _Matrix, then: _Matrix) -> _Matrix:
    """One matrix that does what the first and then the second does."""
    if then == _IDENTITY:
        return first
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _apply(matrix: _Matrix, point: _Point) -> _Point:
    a, b, c, d, e, f = matrix
    x, y = point
    return (a * x + c * y + e, b * x + d * y + f)
