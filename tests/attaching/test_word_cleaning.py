"""What may act, ask or lead elsewhere does not go into the file, and it is told; what cannot be taken apart is refused."""

from __future__ import annotations

import struct
import zlib

import pytest

from briefings.attaching.attached import Annexed
from briefings.attaching.word import append_word
from briefings.attaching.word import package as limits
from briefings.errors import BriefingError, ExitCode
from tests.attaching.test_word_annexes import END, attach, brief
from tests.attaching.word_files import (
    OFFICE,
    SPACES,
    WORDS,
    Reading,
    W,
    complex_field,
    entries_of,
    note_mark,
    notes,
    paragraph,
    relations_part,
    word_file,
    zipped,
)

MICROSOFT = "http://schemas.microsoft.com/office/2006/relationships"
PICTURE = (
    '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="1" cy="1"/><wp:docPr id="1" name="p"/><a:graphic><a:graphicData '
    'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><a:blip {0}/></a:graphicData></a:graphic>'
    "</wp:inline></w:drawing></w:r></w:p>"
)
OBJECT = (
    '<w:p><w:r><w:object><v:shape id="s"><v:imagedata r:id="rId7"/></v:shape>'
    '<o:OLEObject Type="Embed" ProgID="Package" ShapeID="s" DrawAspect="Icon" ObjectID="1" r:id="rId8"/></w:object>'
    "</w:r></w:p>"
)
#: Name of a case: body, relations, further parts, and what is told of it.
HOSTILE: dict[str, tuple[str, dict[str, tuple[str, str, bool]], dict[str, tuple[str, bytes]], list[str]]] = {
    "dde": (
        f"<w:p>{complex_field(' DDEAUTO cmd.exe x ', 'shown')}</w:p>",
        {},
        {},
        ["field DDEAUTO removed: 1"],
    ),
    "split dde": (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DD</w:instrText></w:r>'
        '<w:r><w:instrText>E x y</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        '<w:r><w:t>shown</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
        {},
        {},
        ["field DDE removed: 1"],
    ),
    "composed dde": (
        f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{complex_field(" QUOTE 68 68 69 ", "DDE")}'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>shown</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
        {},
        {},
        ["field composed by another field removed: 1"],
    ),
    "include": (
        '<w:p><w:fldSimple w:instr=" INCLUDETEXT c:\\secret.docx "><w:r><w:t>shown</w:t></w:r></w:fldSimple></w:p>',
        {},
        {},
        ["field INCLUDETEXT removed: 1"],
    ),
    "ask": (f"<w:p>{complex_field(' ASK name question ', 'shown')}</w:p>", {}, {}, ["field ASK removed: 1"]),
    "deleted dde": (
        '<w:p><w:del w:id="1" w:author="a"><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r>'
        '<w:delInstrText> DDE x y </w:delInstrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:del>'
        "<w:r><w:t>shown</w:t></w:r></w:p>",
        {},
        {},
        ["field DDE removed: 1"],
    ),
    "file link in a field": (
        f"<w:p>{complex_field(' HYPERLINK &quot;file:///c:/x.exe&quot; ', 'shown')}</w:p>",
        {},
        {},
        ["link other than http, https or mailto removed: 1"],
    ),
    "script link": (
        '<w:p><w:hyperlink r:id="rId9"><w:r><w:t>shown</w:t></w:r></w:hyperlink></w:p>',
        {"rId9": (f"{OFFICE}/hyperlink", "javascript:alert(1)", True)},
        {},
        ["link other than http, https or mailto removed: 1"],
    ),
    "vml link": (
        '<w:p><w:r><w:pict><v:shape id="s" href="file://host/share"/></w:pict></w:r><w:r><w:t>shown</w:t></w:r></w:p>',
        {},
        {},
        ["link other than http, https or mailto removed: 1"],
    ),
    "remote picture": (
        PICTURE.format('r:link="rId9"') + paragraph("shown"),
        {"rId9": (f"{OFFICE}/image", "http://127.0.0.1:1/pixel.png", True)},
        {},
        ["remote picture removed: 1"],
    ),
    "ole": (
        OBJECT + paragraph("shown"),
        {
            "rId7": (f"{OFFICE}/image", "media/i.png", False),
            "rId8": (f"{OFFICE}/oleObject", "embeddings/o.bin", False),
        },
        {"word/media/i.png": ("image/png", b"png"), "word/embeddings/o.bin": ("application/x-ole", b"MZ-ole")},
        ["embedded object (OLE) removed: 1"],
    ),
    "altchunk": (
        '<w:altChunk r:id="rId9"/>' + paragraph("shown"),
        {"rId9": (f"{OFFICE}/aFChunk", "chunk.html", False)},
        {"word/chunk.html": ("text/html", b"<script>MZ-chunk</script>")},
        ["imported chunk of another format (altChunk) removed: 1"],
    ),
    "subdocument": (
        '<w:subDoc r:id="rId9"/>' + paragraph("shown"),
        {"rId9": (f"{OFFICE}/subDocument", "file:///c:/x.docx", True)},
        {},
        ["subdocument removed: 1"],
    ),
    "activex": (
        '<w:p><w:r><w:object><w:control r:id="rId9" w:name="c"/></w:object><w:t>shown</w:t></w:r></w:p>',
        {"rId9": (f"{OFFICE}/control", "activeX/a.xml", False)},
        {"word/activeX/a.xml": ("application/vnd.ms-office.activeX+xml", b"<ax/>")},
        ["ActiveX control removed: 1"],
    ),
    "macros": (
        paragraph("shown"),
        {"rId9": (f"{MICROSOFT}/vbaProject", "vbaProject.bin", False)},
        {"word/vbaProject.bin": ("application/vnd.ms-office.vbaProject", b"MZ-macro")},
        ["macros (VBA) removed: 1"],
    ),
    "form macro": (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:entryMacro w:val="Run"/></w:ffData></w:fldChar></w:r>'
        '<w:r><w:instrText> FORMTEXT </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        '<w:r><w:t>shown</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
        {},
        {},
        ["macros (VBA) removed: 1"],
    ),
    "unknown": (
        paragraph("shown"),
        {"rId9": ("http://example.org/relationships/newThing", "new.bin", False)},
        {"word/new.bin": ("application/octet-stream", b"MZ-new")},
        ["part of the unknown kind “newThing” removed: 1"],
    ),
    "header in disguise": (
        paragraph("shown"),
        {"rId9": (f"{OFFICE}/header", "header9.bin", False)},
        {"word/header9.bin": ("application/octet-stream", b"<w:hdr>DDE MZ-header</w:hdr>")},
        ["relation to a part that is not there or not XML (header) removed: 1"],
    ),
    "dangling": (
        paragraph("shown"),
        {"rId9": (f"{OFFICE}/image", "NULL", False)},
        {},
        ["relation to a part that is not there or not XML (image) removed: 1"],
    ),
}


@pytest.mark.parametrize("place", ["report", "brief1.docx"])
@pytest.mark.parametrize("case", HOSTILE)
def test_what_may_act_is_taken_out_and_told(case: str, place: str) -> None:
    """The words shown stay; the instruction, the part and the relation are gone; one line says so."""
    body, relations, files, told = HOSTILE[case]
    hostile = word_file(body + END, relations=relations, files=files)
    out = attach(hostile, brief()) if place == "report" else attach(brief(), hostile)
    reading = Reading(out.data)
    assert out.lines == tuple(f"{place}: {line}" for line in told)
    assert [text for text in reading.texts() if "shown" in text] == ["shown"]
    whole = b"".join(reading.entries.values())
    assert [
        word
        for word in (b"DDE", b"INCLUDE", b"ASK ", b"MZ-", b"file:", b"javascript", b"127.0.0.1", b"Macro")
        if word in whole
    ] == []
    targets = {
        target for name in reading.entries if name.endswith(".rels") for _, target in reading.relations(name).values()
    }
    assert targets & {target for _, target, _ in relations.values()} <= {"media/i.png"}


def test_settings_that_lead_elsewhere_go_and_the_others_stay() -> None:
    """An attached template, a mail merge: gone from the report; its zoom stays."""
    report = word_file(
        paragraph("x") + END,
        settings='<w:zoom w:percent="90"/><w:attachedTemplate r:id="rId1"/><w:linkStyles/><w:mailMerge><w:query w:val="q"/></w:mailMerge>',
        files={
            "word/_rels/settings.xml.rels": (
                "",
                relations_part({"rId1": (f"{OFFICE}/attachedTemplate", "http://127.0.0.1/t.dotm", True)}),
            )
        },
    )
    out = attach(report)
    part = Reading(out.data).tree("word/settings.xml")
    assert [node.tag for node in part] == [f"{W}zoom"]
    assert out.lines == (
        "report: data source of a mail merge removed: 1",
        "report: link to an attached template removed: 2",
    )


def test_a_file_with_macros_becomes_one_without() -> None:
    """The media type says that the file has none."""
    macro = word_file(paragraph("x") + END, main="application/vnd.ms-word.document.macroEnabled.main+xml")
    types = entries_of(attach(macro).data)["[Content_Types].xml"].decode()
    assert "macroEnabled" not in types
    assert f"{WORDS}.document.main+xml" in types


def test_web_and_mail_links_stay_and_are_spelt_for_every_program() -> None:
    """Letters beyond ASCII are percent-encoded."""
    body = '<w:p><w:hyperlink r:id="rId9"><w:r><w:t>x</w:t></w:r></w:hyperlink></w:p>'
    annex = word_file(
        body + END, relations={"rId9": (f"{OFFICE}/hyperlink", "https://example.org/é?a=1&amp;b=2", True)}
    )
    out = attach(brief(), annex)
    assert ("hyperlink", "https://example.org/%C3%A9?a=1&b=2") in Reading(out.data).relations().values()
    assert out.lines == ()


def test_fields_that_show_the_brief_s_own_properties_keep_what_they_show() -> None:
    """In the report they would show the report's title."""
    annex = word_file(f"<w:p>{complex_field(' TITLE ', 'Of the brief')}{complex_field(' PAGE ', '3')}</w:p>" + END)
    reading = Reading(attach(brief(), annex).data)
    assert "Of the brief3" in reading.texts()
    assert reading.instructions() == ["PAGE"]


def signed(data: bytes) -> bytes:
    """Return the file as if it had been signed; the signature itself is none."""
    entries = entries_of(data)
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"
    roots = {
        "rId1": (f"{OFFICE}/officeDocument", "word/document.xml", False),
        "rId2": (kind, "_xmlsignatures/origin.sigs", False),
    }
    return zipped(entries | {"_rels/.rels": relations_part(roots), "_xmlsignatures/origin.sigs": b""})


def test_a_signed_brief_goes_along_without_its_signature() -> None:
    """It is said, since nobody could see it otherwise."""
    out = attach(brief(), signed(word_file(paragraph("x") + END)))
    assert out.lines == ("brief1.docx: its signature does not go along",)
    assert [name for name in entries_of(out.data) if "signature" in name] == []


def _with(name: str, data: bytes) -> bytes:
    return zipped(entries_of(word_file(paragraph("x") + END)) | {name: data})


def _lying() -> bytes:
    """Return a zip file whose directory says that a part has ten bytes, while it has many more."""
    name, data = b"[Content_Types].xml", b" " * 100_000
    packed = zlib.compress(data)[2:-4]
    head = struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0, 8, 0, 33, zlib.crc32(data), len(packed), 10, len(name), 0)
    entry = struct.pack(
        "<IHHHHHHIIIHHHHHII",
        0x02014B50,
        20,
        20,
        0,
        8,
        0,
        33,
        zlib.crc32(data),
        len(packed),
        10,
        len(name),
        0,
        0,
        0,
        0,
        0,
        0,
    )
    body = head + name + packed
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 1, 1, len(entry) + len(name), len(body), 0)
    return body + entry + name + end


DOCTYPE = f'<!DOCTYPE w:document [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:document {SPACES}><w:body>&e;</w:body></w:document>'
REFUSED = {
    "empty": b"",
    "no zip": b"not a zip file",
    "pdf": b"%PDF-1.7\n",
    "cut": word_file(paragraph("x") + END)[:-40],
    "ole": bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600),
    "zip without a document": zipped({"a.txt": b"a"}),
    "spreadsheet": word_file(END, main="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"),
    "template": word_file(END, main=f"{WORDS}.template.main+xml"),
    "strict": _with("_rels/.rels", relations_part({"r": ("http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument", "word/document.xml", False)})),
    "no body": _with("word/document.xml", f"<w:document {SPACES}/>".encode()),
    "ill-formed": _with("word/document.xml", b"<w:document"),
    "doctype": _with("word/document.xml", DOCTYPE.encode()),
    "doctype in relations": _with("word/_rels/document.xml.rels", b'<!DOCTYPE R [<!ENTITY a "b">]><R/>'),
    "doctype utf-16": _with("word/document.xml", DOCTYPE.encode("utf-16")),
    "deep": _with("word/document.xml", f"<w:document {SPACES}><w:body>{'<w:p>' * 5000}{'</w:p>' * 5000}</w:body></w:document>".encode()),
    "slip": _with("../outside.xml", b"<a/>"),
    "twice": _with("WORD/document.xml", b"<a/>"),
    "lying directory": _lying(),
    "missing note": word_file(paragraph("x", more=note_mark(7)) + END, footnotes=notes("footnote", {1: "n"})),
}  # fmt: skip


@pytest.mark.parametrize("case", [key for key in REFUSED if key != "missing note"])
def test_a_report_that_cannot_be_read_is_refused(case: str) -> None:
    """One problem, its place the file, exit code 5."""
    with pytest.raises(BriefingError) as caught:
        attach(REFUSED[case], brief())
    assert (caught.value.exit_code, len(caught.value.problems)) == (ExitCode.SOURCE, 1)
    assert str(caught.value).startswith("report: ")


@pytest.mark.parametrize("case", REFUSED)
def test_a_brief_that_cannot_be_read_is_refused(case: str) -> None:
    """The message names the brief."""
    with pytest.raises(BriefingError) as caught:
        attach(brief(), brief(), REFUSED[case])
    assert caught.value.exit_code is ExitCode.SOURCE
    assert str(caught.value).startswith("brief2.docx: ")
    assert "passwd" not in str(caught.value)


def test_an_encrypted_file_is_told_what_to_do() -> None:
    """Word wraps an encrypted file into the old container."""
    with pytest.raises(BriefingError, match="encrypted") as caught:
        attach(brief(), REFUSED["ole"])
    assert caught.value.problems[0].hint is not None
    assert "password" in caught.value.problems[0].hint


def test_a_signed_report_is_refused() -> None:
    """Annexes would break its signature."""
    with pytest.raises(BriefingError, match="signed") as caught:
        attach(signed(brief()), brief())
    assert caught.value.exit_code is ExitCode.SOURCE


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    """The directory tells that a part grows a thousandfold."""
    bomb = _with("word/media/b.bin", bytes(30_000_000))
    assert len(bomb) < 100_000
    with pytest.raises(BriefingError, match="grows more than") as caught:
        attach(brief(), bomb)
    assert caught.value.exit_code is ExitCode.LIMIT


@pytest.mark.parametrize(
    ("limit", "most", "message"),
    [
        ("LARGEST_FILE", 1000, "bytes"),
        ("LARGEST_CONTENT", 1000, "unpacks"),
        ("LARGEST_XML", 500, "bytes"),
        ("MOST_PARTS", 2, "parts"),
    ],
)
def test_a_file_over_a_limit_is_refused(monkeypatch: pytest.MonkeyPatch, limit: str, most: int, message: str) -> None:
    """The limits are counted in the directory; here they are lowered so that an ordinary file is over them."""
    monkeypatch.setattr(limits, limit, most)
    with pytest.raises(BriefingError, match=message) as caught:
        attach(brief(), brief())
    assert caught.value.exit_code is ExitCode.LIMIT


def test_a_title_that_no_word_file_can_hold_is_refused() -> None:
    """A control character would make the file ill-formed."""
    with pytest.raises(BriefingError, match=r"U\+0001") as caught:
        append_word(brief(), [Annexed("b.docx", brief(), "a\x01b")])
    assert caught.value.exit_code is ExitCode.USAGE
