"""A dossier of several sources: briefs count origins, print the value chosen and say where sources diverge."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest

from briefings.build.build import Choice, build_dossier
from briefings.build.verification import Outcome
from briefings.build.verify import read_carried, verify_file
from briefings.readers.accord_yaml import read_accord
from briefings.readers.pdf_attachments import read_attachments
from briefings.workspace import Workspace
from tests.briefs.conftest import Command
from tests.briefs.desks import AUDIENCES, own_templates, set_bytes
from tests.briefs.several import RECORD, several_workspace
from tests.pdf_reading import pdf_blocks
from tests.word_reading import word_blocks

_VERAPDF, _OOXML = (os.environ.get(f"BRIEFING_{name}", "") for name in ("VERAPDF", "OOXML_CHECK"))


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Return the dossier of several sources, built whole in Word, PDF and Markdown; tests only read it."""
    workspace = several_workspace(tmp_path_factory.mktemp("several"))
    build_dossier(workspace, "several", Choice(formats=("docx", "pdf", "md")))
    return workspace


def _text(workspace: Workspace, audience: str, language: str) -> str:
    """Return a brief as Markdown, note marks as ``[3]``."""
    text = set_bytes(workspace, "several")[f"several.{audience}.{language}.md"].decode()
    return re.sub(r"\[\^(\d+)\]", r"[\1]", text).replace("\u202f", " ").replace("\xa0", " ")


def _built(folder: Path, record: str, *audiences: str) -> Workspace:
    workspace = several_workspace(folder, record)
    build_dossier(workspace, "several", Choice(audiences, formats=("md",)))
    return workspace


_TABLES = {
    "en": """\
## Where the sources diverge {#where-the-sources-diverge}

| Instrument: type | Memorandum of understanding (printed) | S1, §2[1] |
| Instrument: type | Agreement | S2, §2; S3, §2[2] [3] |
| Conclusion: date | 3 May 2021 (printed) | S1, §2[5] |
| Conclusion: date | 4 May 2021 | S2, §2[6] |
| Conclusion: place | Lomé (printed) | S1, §2[5] |
| Conclusion: place | Accra | S2, §2[6] |
| Kofi Essai: office | Minister of Defence (printed) | S1, §3[7] |
| Kofi Essai: office | Chief of Staff | S2, §3[8] |
| Kofi Essai: part | Signatory (printed) | S1, §3[7] |
| Kofi Essai: part | Present | S2, §3[8] |
| Logistics: agreed or excluded | Agreed (printed) | S1, §4[11] |
| Logistics: agreed or excluded | Excluded | S2, §4[12] |
| Follow-up body: name | Joint commission (printed) | S1, §5[13] |
| Follow-up body: name | Steering committee | S2, §5[14] |
""",
    "fr": """\
## Points sur lesquels les sources divergent {#points-sur-lesquels-les-source}

| Instrument : nature | Mémorandum d’entente (imprimée) | S1, § 2[1] |
| Instrument : nature | Accord | S2, § 2 ; S3, § 2[2] [3] |
| Conclusion : date | 3 mai 2021 (imprimée) | S1, § 2[5] |
| Conclusion : date | 4 mai 2021 | S2, § 2[6] |
| Conclusion : lieu | Lomé (imprimée) | S1, § 2[5] |
| Conclusion : lieu | Accra | S2, § 2[6] |
| Kofi Essai : fonction | Ministre de la Défense (imprimée) | S1, § 3[7] |
| Kofi Essai : fonction | Chef d’état-major | S2, § 3[8] |
| Kofi Essai : rôle | Signataire (imprimée) | S1, § 3[7] |
| Kofi Essai : rôle | Personne présente | S2, § 3[8] |
| Logistique : convenue ou exclue | Convenue (imprimée) | S1, § 4[11] |
| Logistique : convenue ou exclue | Exclue | S2, § 4[12] |
| Organe de suivi : nom | Commission mixte (imprimée) | S1, § 5[13] |
| Organe de suivi : nom | Comité de pilotage | S2, § 5[14] |
""",
}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_analyst_reads_every_value_with_its_source(several: Workspace, language: str) -> None:
    """Field, value and source with its note, those printed first; what S3 copies from S2 makes no third voice."""
    text = _text(several, "analyst", language)
    section = text[text.index(_TABLES[language].split("\n", 1)[0]) :].split("\n: ", 1)[0]
    rows = [line for line in section.split("\n") if not line.startswith(("|--", "| Field", "| Point"))]
    assert "\n".join(rows) == _TABLES[language]


_KEY_FACTS = {
    "en": """\
| Parties | Togo and Ghana[4] |
| Instrument | Memorandum of understanding, concluded[1] (sources diverge)[2] [3] |
| Date and place | 3 May 2021, Lomé[5] (sources diverge)[6] |
| Signatories | Kofi Essai, Minister of Defence[7] (sources diverge)[8] |
""",
    "fr": """\
| Parties | Le Togo et le Ghana[4] |
| Instrument | Mémorandum d’entente, instrument conclu[1] (les sources divergent)[2] [3] |
| Date et lieu | 3 mai 2021, Lomé[5] (les sources divergent)[6] |
| Signataires | Kofi Essai, ministre de la Défense[7] (les sources divergent)[8] |
""",
}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_minister_reads_the_value_chosen_and_that_sources_diverge(several: Workspace, language: str) -> None:
    """The others stand in the footnotes only."""
    text = _text(several, "minister", language)
    assert _KEY_FACTS[language] in text
    body = text.split("\n[1]: ")[0]
    others = ["Accra", "4 May", "4 mai", "Chief", "Chef", "pilotage", "steering", "An agreement", "Un accord a"]
    assert [words for words in others if words in body] == []
    assert "[6]: " in text and "Togo and Ghana signed an agreement on military matters on 4 May 2021 in Accra" in text


#: How often each section says it: the bottom line, each row of the key facts, each event and person, and so on.
_SAID = {"bottom-line": 1, "key-facts": 5, "situation": 2, "provisions": 1, "matrix": 1, "follow-up": 1}
#: Rows of the key facts that an audience has no room for, and sections that it does not have.
_NOT_SAID = {
    "minister": 2 + _SAID["situation"] + _SAID["matrix"],
    "press": 2 + _SAID["situation"] + _SAID["matrix"],
    "parliament": _SAID["matrix"],
    "defence-staff": 0,
    "analyst": 0,
}


@pytest.mark.parametrize("audience", AUDIENCES)
def test_each_place_that_prints_such_a_field_says_so(several: Workspace, audience: str) -> None:
    """In English as in French, and never without a note behind it."""
    english, french = (_text(several, audience, language) for language in ("en", "fr"))
    marked = re.findall(r"\(sources diverge(?: on [a-z]+)?\)\[\d+\]", english)
    in_french = re.findall(r"\(les sources divergent(?: : [a-z]+)?\)\[\d+\]", french)
    assert len(marked) == len(in_french) == sum(_SAID.values()) - _NOT_SAID[audience]
    assert english.count("(sources diverge") == len(marked) and french.count("(les sources divergent") == len(in_french)


def test_word_and_pdf_say_the_same(several: Workspace) -> None:
    """Block by block, for every audience and language."""
    files = set_bytes(several, "several")
    stems = [name.removesuffix(".pdf") for name in files if name.endswith(".pdf")]
    assert len(stems) == 10
    for stem in stems:
        assert word_blocks(files[f"{stem}.docx"]) == pdf_blocks(files[f"{stem}.pdf"])


def test_every_brief_proves_itself(several: Workspace) -> None:
    """The values that show a divergence travel with it, and the origins, which the texts alone may not show."""
    for path in sorted((several.output / "several").glob("*.pdf")):
        data, carried = read_carried(path, path.name)
        steps = verify_file(data, carried, several).steps
        assert [(path.name, step.name, step.detail) for step in steps if step.outcome is not Outcome.DONE] == []


def test_a_brief_carries_the_values_that_diverge_and_no_other_words(several: Workspace) -> None:
    """The minister's English brief: offices and names, for they show the divergence, but not what it does not print."""
    path = several.output / "several" / "several.minister.en.pdf"
    record = read_attachments(path.read_bytes(), path.name)["accord.yaml"]
    accord, problems = read_accord(record, "accord.yaml", extract=True)
    assert accord is not None and problems == []
    assert [source.origin for source in accord.sources] == ["S1", "S2", "S2"]
    assert [dict(person.office.texts) for person in accord.people] == [
        {"en": "Minister of Defence"},
        {"en": "Chief of Staff"},
    ]
    assert [dict(body.name.texts) for body in accord.bodies()] == [
        {"en": "joint commission"},
        {"en": "steering committee"},
    ]
    assert {fact.id: dict(fact.text.texts) for fact in accord.facts() if "otherwise" in fact.id} == {
        "accord-otherwise": {},
        "signature-otherwise": {},
        "essai-otherwise": {},
        "body-otherwise": {},
    }


@pytest.mark.parametrize(("audience", "kept"), [("analyst", True), ("press", False)])
def test_a_value_above_the_ceiling_makes_no_divergence(tmp_path: Path, audience: str, kept: bool) -> None:
    """Who may not read the other value is not told that there is one."""
    place = RECORD.index("id: signature-otherwise")
    record = RECORD[:place] + RECORD[place:].replace("review: accepted", "review: accepted\n    marking: restricted", 1)
    text = _text(_built(tmp_path, record, audience), audience, "en")
    assert ("3 May 2021, Lomé[5] (sources diverge)[6]" in text) == kept
    assert ("3 May 2021, Lomé[5] |" in text) != kept


@pytest.mark.parametrize("audience", ["minister", "analyst"])
def test_a_rejected_choice_gives_way_to_the_next_value(tmp_path: Path, audience: str) -> None:
    """The brief tells what the other source says, and that is no divergence any more."""
    place = RECORD.index("id: accord\n")
    rejected = RECORD[:place] + RECORD[place:].replace("accepted", "{state: rejected, reason: a slip}", 1)
    text = _text(_built(tmp_path, rejected, audience), audience, "en")
    assert "**Bottom line.** An agreement was signed." in text
    assert "| Instrument | Agreement, concluded" in text
    assert "Memorandum" not in text and "Instrument: type" not in text


_ONE_ORIGIN = RECORD.replace("    file: article.txt\n", "    file: article.txt\n    origin: S1\n")


@pytest.mark.parametrize(
    ("language", "several_origins", "one_origin"),
    [
        (
            "en",
            [
                "The sources consulted do not give the following: cost.",
                "What the sources say",
                "The sources consulted answer none",
            ],
            [
                "The source consulted does not give the following: cost.",
                "What the source says",
                "The source consulted answers none",
            ],
        ),
        (
            "fr",
            [
                "Les sources consultées ne renseignent pas sur le point suivant : coût.",
                "Ce que disent les sources",
                "Les sources consultées ne répondent à aucune",
            ],
            [
                "La source consultée ne renseigne pas sur le point suivant : coût.",
                "Ce que dit la source",
                "La source consultée ne répond à aucune",
            ],
        ),
    ],
)
def test_briefs_count_origins(
    several: Workspace, tmp_path: Path, language: str, several_origins: list[str], one_origin: list[str]
) -> None:
    """Three texts of one origin are one source to a reader; verbs agree."""
    alone = _built(tmp_path, _ONE_ORIGIN, "minister", "parliament")
    for workspace, right, wrong in ((several, several_origins, one_origin), (alone, one_origin, several_origins)):
        text = _text(workspace, "minister", language) + _text(workspace, "parliament", language)
        assert [words for words in right if words not in text] == []
        assert [words for words in wrong if words in text] == []


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "en",
            [
                "Reliability F: cannot be judged. Same origin as S2. |",
                " Sources consulted: three, of two origins; what only repeats another counts once.",
                "credibility 6; two sources of one origin; sources diverge |",
                "credibility 6; two sources of two origins |",
            ],
        ),
        (
            "fr",
            [
                "Fiabilité F : ne peut être estimée. Même origine que S2. |",
                " Sources consultées : trois, de deux origines ; ce qui ne fait que reprendre une autre source",
                "crédibilité 6 ; deux sources d’une origine ; les sources divergent |",
                "crédibilité 6 ; deux sources de deux origines |",
            ],
        ),
    ],
)
def test_the_annexes_name_origins(several: Workspace, language: str, expected: list[str]) -> None:
    """The list of sources says which repeats which; the evidence says how many voices stand behind a fact."""
    text = _text(several, "analyst", language)
    assert [words for words in expected if words not in text] == []


def test_one_origin_has_no_divergence(tmp_path: Path) -> None:
    """Texts that go back to one are one voice; each value still stands in the list of evidence."""
    text = _text(_built(tmp_path, _ONE_ORIGIN, "analyst"), "analyst", "en")
    assert "sources diverge" not in text
    assert "Where the sources" not in text
    assert "It was signed in Accra on 4 May 2021." in text


def test_check_names_field_values_and_sources(briefing: Command, tmp_path: Path) -> None:
    """As remarks, with the place of the value printed; nothing is wrong with the dossier."""
    several_workspace(tmp_path)
    told = briefing("check", cwd=tmp_path)
    assert (told.code, told.out) == (0, "several: 15 facts, 17 quotations, all stand\n")
    as_json = json.loads(briefing("check", "--json", cwd=tmp_path).out)
    assert (as_json["problems"], as_json["sound"]) == ([], ["several"])
    assert [f"  remark: {row['remark']}" for row in as_json["remarks"]] == told.err.splitlines()
    place = f"remark: sources/several/accord.yaml:{RECORD.count(chr(10), 0, RECORD.index('id: signature')) + 1}:5"
    assert (
        f"{place}: sources diverge on the date of “signature”: 3 May 2021 (S1, “signature”); "
        "4 May 2021 (S2, “signature-otherwise”); briefs print the first\n"
    ) in told.err
    fields = re.findall(r"sources diverge on the (\w+) of “([a-z-]+)”", told.err)
    assert fields == [
        ("type", "accord"),
        ("date", "signature"),
        ("place", "signature"),
        ("office", "essai"),
        ("part", "essai"),
        ("polarity", "logistics"),
        ("name", "body"),
    ]


def test_every_field_has_its_words(tmp_path: Path) -> None:
    """A label that a language lacks is told by name."""
    workspace = several_workspace(tmp_path)
    labels = own_templates(workspace) / "fr" / "labels.yaml"
    labels.write_text(labels.read_text(encoding="utf-8").replace("  polarity: convenue ou exclue\n", ""), "utf-8")
    with pytest.raises(Exception, match="“polarity” is missing in “diverging”"):
        build_dossier(workspace, "several", Choice(formats=("md",)))


def _run(command: str, files: list[Path], *words: str) -> Any:
    return subprocess.run(
        [*shlex.split(command), *words, *map(str, files)], capture_output=True, text=True, check=False
    )


@pytest.mark.skipif(not _VERAPDF, reason="BRIEFING_VERAPDF does not name the veraPDF command")
def test_they_conform_as_pdf(several: Workspace) -> None:
    """PDF/UA-1 and PDF/A-3a."""
    files = sorted((several.output / "several").glob("*.pdf"))
    done = _run(_VERAPDF, files, "ua1,3a")
    assert (done.returncode, done.stdout.count("PASS")) == (0, 20), done.stdout


@pytest.mark.skipif(not _OOXML, reason="BRIEFING_OOXML_CHECK does not name a command that validates .docx files")
def test_they_conform_as_word(several: Workspace) -> None:
    """Valid by Microsoft's own schema and rules."""
    done = _run(_OOXML, sorted((several.output / "several").glob("*.docx")))
    assert done.returncode == 0, done.stdout + done.stderr
