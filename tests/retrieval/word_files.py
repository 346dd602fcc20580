"""Word files put together from the parts of their XML, as Word and others write them."""

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = f"""xmlns:w="{W}" xmlns:r="{RELATIONS}"
 xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"
 xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"
 xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office\""""
STYLES = """
<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="U1"><w:name w:val="Überschrift 1"/>
 <w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="U2"><w:name w:val="Mein Titel"/><w:basedOn w:val="U1"/>
 <w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="H3"><w:name w:val="heading 3"/></w:style>
<w:style w:type="paragraph" w:styleId="L"><w:name w:val="Aufzählung"/>
 <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="character" w:styleId="V"><w:name w:val="V"/><w:rPr><w:vanish/></w:rPr></w:style>
"""
PICTURE = (
    "<w:r><w:drawing><wp:inline><a:graphic><a:graphicData><pic:pic/></a:graphicData>"
    "</a:graphic></wp:inline></w:drawing></w:r>"
)


def text(words: str) -> str:
    """A run of words."""
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(*inside: str, properties: str = "", style: str = "") -> str:
    """A paragraph of runs; plain words are made one."""
    runs = "".join(part if part.startswith("<") else text(part) for part in inside)
    style = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{style}{properties}</w:pPr>{runs}</w:p>"


def control(inside: str, properties: str = "") -> str:
    """A content control around something."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def change(kind: str, inside: str) -> str:
    """A tracked change: ``ins``, ``del``, ``moveFrom`` or ``moveTo``."""
    return f'<w:{kind} w:id="1" w:author="A" w:date="2026-01-01T00:00:00Z">{inside}</w:{kind}>'


def deleted(words: str) -> str:
    """Words that somebody deleted with changes tracked."""
    return change("del", f"<w:r><w:delText>{words}</w:delText></w:r>")


def table(*rows: str) -> str:
    """A table of rows."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    """A row of cells; plain words are made a cell."""
    made = [part if part.startswith("<") else cell(paragraph(part)) for part in cells]
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(made)}</w:tr>"


def cell(inside: str, properties: str = "") -> str:
    """A cell around paragraphs and tables."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def field(code: str, shown: str, form: str = "") -> str:
    """A field as Word writes it: its code, then what it shows."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    begin = f'<w:r><w:fldChar w:fldCharType="begin">{form}</w:fldChar></w:r>'
    code = f"<w:r><w:instrText> {code} </w:instrText></w:r>"
    return f"{begin}{code}{mark.format('separate')}{shown}{mark.format('end')}"


def xml(root: str, inside: str) -> bytes:
    """A part of a Word file."""
    made = f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {NAMESPACES}>{inside}</w:{root}>'
    return made.encode()


def word_file(*body: str, parts: dict[str, bytes] | None = None, main: str = "document") -> bytes:
    """A Word file; ``parts`` are further ones by name: ``footnotes``, ``header1``."""
    parts = {"styles": xml("styles", STYLES), **(parts or {})}
    kinds = {name: name.rstrip("0123456789") for name in parts}
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{RELATIONS}/{kinds[name]}" Target="{name}.xml"/>'
        for n, name in enumerate(parts)
    )
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    entries = {
        "[Content_Types].xml": b"<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="r1" '
        f'Type="{RELATIONS}/officeDocument" Target="word/{main}.xml"/></Relationships>'.encode(),
        f"word/{main}.xml": xml("document", f"<w:body>{''.join(body)}<w:sectPr/></w:body>"),
        f"word/_rels/{main}.xml.rels": (
            f'<Relationships xmlns="{package}">{relations}</Relationships>'
        ).encode(),
        **{f"word/{name}.xml": content for name, content in parts.items()},
    }
    return zipped(entries)


def zipped(entries: dict[str, bytes]) -> bytes:
    """An archive of these entries."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def repacked(old: bytes, entries: dict[str, bytes]) -> bytes:
    """An archive with entries added or replaced."""
    with zipfile.ZipFile(io.BytesIO(old)) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist()} | entries)
