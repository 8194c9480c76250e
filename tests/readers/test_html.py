"""HTML pages: headline, lead, captions, tables and lists in order; nothing hidden; the charset is held to."""

from __future__ import annotations

import pytest

from briefings.errors import BriefingError, ExitCode
from briefings.readers.derived import derive
from tests.readers.files import covers, segments

ARTICLE = """<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><title>Un accord inventé - Le Journal</title>
<meta property="og:title" content="Un accord inventé entre Arda et Boréa">
<style>.x { color: red }</style><script>var secret = "script";</script></head>
<body><header><h1>Le Journal</h1><p>Votre quotidien</p></header>
<nav><ul><li><a href="/">Accueil</a></li><li><a href="/m">Monde</a></li></ul></nav>
<main><article>
<h1>Un accord inventé entre <em>Arda</em> et Boréa</h1>
<p class="chapo">Les deux ministres ont signé lundi un accord qui porte sur la formation des militaires.</p>
<figure><img src="http://example.invalid/x.png" alt="x"><figcaption>Les ministres à Ardaville, le 3 mai 2021.</figcaption>
</figure>
<p>L’accord&nbsp;a été signé lundi par les deux ministres, en présence de nombreux invités venus<br>des deux pays.</p>
<!-- commentaire secret -->
<p style="display: none">Texte caché aux lecteurs de la page.</p>
<h2>Domaines</h2>
<ul><li>la formation des militaires des deux pays</li><li>la logistique et le transport<ul><li>par la mer</li></ul></li></ul>
<table><caption>Calendrier</caption><tr><th>Domaine</th><th>Année</th></tr><tr><td>Formation</td><td>2021</td></tr></table>
<p>Une dernière phrase conclut ce texte, qui a été <del>rejeté</del> accepté par les deux pays &amp; leurs voisins.</p>
</article></main>
<aside><p>À lire aussi : un tout autre article de la même rubrique, publié hier.</p></aside>
<footer><p>Mentions légales et conditions générales de vente</p></footer></body></html>
"""


def _refused(data: bytes) -> tuple[str, ExitCode]:
    with pytest.raises(BriefingError) as caught:
        derive(data, ".html", "a.html")
    return str(caught.value), caught.value.exit_code


def test_an_article_in_document_order() -> None:
    """Headline by the page’s title, captions, lists and tables where they stand; what is around the article is not."""
    found = derive(ARTICLE.encode(), ".html", "a.html")
    assert segments(found) == [
        ("headline", "Un accord inventé entre Arda et Boréa"),
        ("lead", "Les deux ministres ont signé lundi un accord qui porte sur la formation des militaires."),
        ("caption", "Les ministres à Ardaville, le 3 mai 2021."),
        (
            "body",
            "L’accord\u00a0a été signé lundi par les deux ministres, en présence de nombreux invités venus\n"
            "des deux pays.",
        ),
        ("headline", "Domaines"),
        ("list", "- la formation des militaires des deux pays"),
        ("list", "- la logistique et le transport"),
        ("list", "- par la mer"),
        ("caption", "Calendrier"),
        ("table", "Domaine | Année\nFormation | 2021"),
        ("body", "Une dernière phrase conclut ce texte, qui a été accepté par les deux pays & leurs voisins."),
    ]
    assert found.remarks == (
        "hidden text left out: “Texte caché aux lecteurs de la page.”",
        "text marked as deleted left out: 1",
    )
    assert (found.pages, covers(found.text, found.segments)) == ((), True)
    assert derive(ARTICLE.encode(), ".html", "a.html") == found


def test_headings_of_the_first_level_stay_where_they_stand() -> None:
    """Programs that write text write several of them."""
    page = "<h1>Un accord</h1><p>Un texte, assez long pour en être un.</p><h1>Suivi</h1><table><tr><td>a<td>b</table>"
    found = derive(f"<meta charset=utf-8><title>Un accord</title>{page}".encode(), ".html", "a")
    assert [kind for kind, _ in segments(found)] == ["headline", "lead", "headline", "table"]


def test_a_page_without_a_body_tag_is_read_whole() -> None:
    """Both tags may be left out; the parser then takes newer elements for parts of the head."""
    page = "<!DOCTYPE html><meta charset=utf-8><title>Titre</title><article><p>Un texte.</p></article><p>Un autre.</p>"
    assert derive(page.encode(), ".html", "a").text == "Titre\n\nUn texte.\n\nUn autre.\n"


def test_a_title_stands_for_a_headline_that_the_page_lacks() -> None:
    """Open Graph first, else the window’s title without the site’s name."""
    bare = "<title>Un accord – Site</title><p>Un texte court.</p>"
    assert segments(derive(bare.encode(), ".html", "a")) == [("headline", "Un accord"), ("lead", "Un texte court.")]
    named = '<meta property="og:title" content="Autre titre">' + bare + "<h1>Le Site</h1>"
    assert segments(derive(named.encode(), ".html", "a"))[0] == ("headline", "Autre titre")


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("<p>été".encode(), "été\n"),
        ("<meta charset=latin1><p>l\u2019été".encode("cp1252"), "l’été\n"),
        (
            '<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-15"><p>5 €'.encode("iso8859-15"),
            "5 €\n",
        ),
        (b"\xef\xbb\xbf" + "<meta charset=windows-1252><p>été".encode(), "été\n"),
        (b"\xff\xfe" + "<p>été".encode("utf-16-le"), "été\n"),
        ("<!-- <meta charset=koi8-r> --><p>été".encode(), "été\n"),
    ],
)
def test_the_charset_is_read_from_mark_declaration_or_taken_as_utf_8(data: bytes, text: str) -> None:
    """In this order; a declaration in a comment is none."""
    assert derive(data, ".html", "a").text == text


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<p>a\nb \xe9t\xe9", "a.html:2: byte 8 is not UTF-8, and the page names no charset"),
        (b"<meta charset=utf-8>\n\n<p>\xe9", "a.html:3: byte 26 is not UTF-8, as its “charset=utf-8” says"),
        (b"\xef\xbb\xbf<p>\xe9", "a.html:1: byte 7 is not UTF-8, as its byte-order mark says"),
    ],
)
def test_a_charset_that_is_not_true_is_told_with_line_and_byte(data: bytes, message: str) -> None:
    """Never another character in the place of one that is not there."""
    hint = "\n  hint: write the true charset into the file’s <meta charset>, or save it as UTF-8"
    assert _refused(data) == (message + hint, ExitCode.SOURCE)


@pytest.mark.parametrize("label", ["klingon", "utf-7", "unicode_escape", "base64", "idna", "rot13"])
def test_an_unknown_charset_is_refused(label: str) -> None:
    """Python’s other codecs are none of the web’s."""
    message, code = _refused(f"<meta charset={label}><p>x".encode())
    assert message.startswith(f"a.html: the charset “{label}” is not known")
    assert code is ExitCode.SOURCE


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("<p>a</p>\n<p>b &#8238;c</p>", "a.html:2: character U+202E (right-to-left override) is not allowed"),
        ("<p>a</p>\n\n<p>b \x00 c", "a.html:3: character U+0000 is not allowed"),
        ("<script>x</script>", "a.html: the page holds no text that a reader sees"),
        ("<p hidden>x</p>", "a.html: the page holds no text that a reader sees"),
        ("   ", "a.html: the page holds no text that a reader sees"),
    ],
)
def test_what_cannot_be_printed_or_is_not_there_is_refused(page: str, message: str) -> None:
    """The house’s rules of characters hold behind entities too."""
    found, code = _refused(page.encode())
    assert (found.partition("\n")[0], code) == (message, ExitCode.SOURCE)


@pytest.mark.parametrize(
    "hiding",
    [
        'style="DISPLAY : none !important"',
        'style="visibility:hidden"',
        'style="opacity: 0;"',
        'style="font-size:0px"',
        "hidden",
    ],
)
def test_what_a_reader_does_not_see_is_no_text(hiding: str) -> None:
    """It is named in a remark; what only looks like hiding stays."""
    found = derive(f'<p>Vu <span {hiding}>caché</span> ici</p><p style="opacity:0.5">pâle</p>'.encode(), ".html", "a")
    assert (found.text, found.remarks) == ("Vu ici\n\npâle\n", ("hidden text left out: “caché”",))


def test_a_page_nested_too_deep_is_over_a_limit_and_not_half_read() -> None:
    """libxml2 stops at 256 elements."""
    page = "<p>Vu</p>" + "<div>" * 3000 + "fond" + "</div>" * 3000
    message, code = _refused(page.encode())
    assert message.startswith("a.html: the page’s elements are nested too deep to be read whole")
    assert code is ExitCode.LIMIT
