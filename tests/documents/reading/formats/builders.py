"""Small documents with known content, made for the tests."""

import io
import zipfile

import typst

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def docx_of(body: str, *, parts: dict[str, str] | None = None) -> bytes:
    """A .docx whose body is the given WordprocessingML; ``parts`` are further parts ("word/numbering.xml")."""
    document = f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return zip_of({"[Content_Types].xml": _CONTENT_TYPES, "word/document.xml": document, **(parts or {})})


def zip_of(members: dict[str, str]) -> bytes:
    """A zip file with these texts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def word_part(root: str, content: str) -> str:
    """An XML part of the Word namespace, e.g. `numbering`."""
    return f'<?xml version="1.0"?><w:{root} xmlns:w="{W}">{content}</w:{root}>'


def p(text: str, *, properties: str = "", run: str = "") -> str:
    """A paragraph of one run."""
    inner = f'<w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def item(number_id: int, level: int, text: str) -> str:
    """A paragraph of an automatic list."""
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number_id}"/></w:numPr>')


def tc(content: str, properties: str = "") -> str:
    """A table cell; plain text becomes a paragraph."""
    inner = content if content.startswith("<") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def tbl(*rows: list[str]) -> str:
    """A ruled table of the given cells."""
    borders = "".join(
        f'<w:{side} w:val="single"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    content = "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr>{content}</w:tbl>"


_PAGE = (
    '#set page(paper: "a4", margin: (top: 2.5cm, bottom: 2cm, left: 3cm, right: 1.5cm))\n'
    '#set text(font: "Libertinus Serif", size: 13pt, lang: "vi")\n#set par(justify: true)\n'
)


def pdf_of(markup: str) -> bytes:
    """A PDF of Typst markup on A4 pages as offices set them."""
    made = typst.compile((_PAGE + markup).encode())
    assert isinstance(made, bytes)
    return made


def raw_pdf_of(content: str) -> bytes:
    """A PDF of one page with this content stream, its text in Helvetica (/F); PDFium does without an index."""
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        f"<</Length {len(content)}>>stream\n{content}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body = "".join(f"{number} 0 obj{one}endobj\n" for number, one in enumerate(objects, start=1))
    return f"%PDF-1.4\n{body}trailer<</Root 1 0 R/Size 6>>\n%%EOF".encode("latin-1")
