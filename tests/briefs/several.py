"""An invented dossier of three sources: a communiqué, an article that says otherwise, and a copy of that article."""

from __future__ import annotations

from pathlib import Path

from briefings.workspace import Workspace

COMMUNIQUE = """\
Joint communiqué

On 3 May 2021 in Lomé, Togo and Ghana signed a memorandum of understanding on defence cooperation.

Kofi Essai, Minister of Defence of Togo, signed for Togo.

The memorandum covers training of military personnel. It covers logistics too.

A joint commission of ministers will meet every year.
"""

ARTICLE = """\
Two neighbours train together

Togo and Ghana signed an agreement on military matters on 4 May 2021 in Accra, a port official recalled over coffee.

Kofi Essai, Chief of Staff of Togo, was present. He spoke of a long road and of neighbours who know one another well.

The agreement covers training of recruits. It does not cover logistics, and farmers along the road were relieved.

A steering committee of experts will look after it. The band played, the rain held off, and the guests left before dark.

Shops near the harbour had closed early that day, since nobody knew which streets the convoy would take to the airfield.
"""

#: The article under another headline, with one sentence changed.
COPY = ARTICLE.replace("Two neighbours train together", "Togo and Ghana agree").replace(
    "The band played, the rain held off, and the guests left before dark.", "Guests left early."
)

RECORD = """\
dossier:
  id: several
  languages: [en, fr]
  title: {en: An invented accord, fr: Un accord inventé}
  desk: {en: The desk, fr: Le bureau}
  marking: public
  as_at: 2026-11-23

sources:
  - id: S1
    file: communique.txt
    kind: communique
    language: en
    title: {en: Joint communiqué, fr: Communiqué conjoint}
  - id: S2
    file: article.txt
    kind: press
    language: en
    title: {en: An article, fr: Un article}
  - id: S3
    file: copy.txt
    kind: press
    language: en
    title: {en: The article again, fr: Le même article}

instrument:
  id: accord
  type: mou
  state: signed
  text: {en: A memorandum was signed., fr: Un mémorandum a été signé.}
  evidence:
    - {source: S1, exact: signed a memorandum of understanding on defence cooperation}
  review: accepted
  others:
    - id: accord-otherwise
      type: agreement
      state: signed
      text: {en: An agreement was signed., fr: Un accord a été signé.}
      evidence:
        - {source: S2, exact: signed an agreement on military matters}
        - {source: S3, exact: signed an agreement on military matters}
      review: accepted

parties:
  - id: togo
    code: TG
    text: {en: Togo is a party., fr: Le Togo est partie.}
    evidence:
      - {source: S1, exact: Togo and Ghana signed}
    review: accepted
  - id: ghana
    code: GH
    text: {en: Ghana is a party., fr: Le Ghana est partie.}
    evidence:
      - {source: S1, exact: Togo and Ghana signed}
    review: accepted

events:
  - id: signature
    type: signature
    date: {day: 3, month: 5, year: 2021, raw: 3 May 2021}
    place: {city: Lomé, country: TG}
    text: {en: It was signed in Lomé on 3 May 2021., fr: La signature a eu lieu à Lomé le 3 mai 2021.}
    evidence:
      - {source: S1, exact: "On 3 May 2021 in Lomé, Togo and Ghana signed a memorandum of understanding"}
    review: accepted
  - id: signature-otherwise
    type: signature
    date: {day: 4, month: 5, year: 2021, raw: 4 May 2021}
    place: {city: Accra, country: GH}
    text: {en: It was signed in Accra on 4 May 2021., fr: La signature a eu lieu à Accra le 4 mai 2021.}
    evidence:
      - {source: S2, exact: Togo and Ghana signed an agreement on military matters on 4 May 2021 in Accra}
    review: accepted

people:
  - id: essai
    name: Kofi Essai
    office: {en: Minister of Defence, fr: ministre de la Défense}
    party: TG
    part: signatory
    text: {en: Kofi Essai signed., fr: Kofi Essai a signé.}
    evidence:
      - {source: S1, exact: "Kofi Essai, Minister of Defence of Togo, signed for Togo"}
    review: accepted
  - id: essai-otherwise
    name: Kofi Essai
    office: {en: Chief of Staff, fr: chef d’état-major}
    party: TG
    part: attendee
    text: {en: Kofi Essai was present., fr: Kofi Essai était présent.}
    evidence:
      - {source: S2, exact: "Kofi Essai, Chief of Staff of Togo, was present"}
    review: accepted

provisions:
  agreed:
    - id: training
      code: training
      label: {en: training, fr: formation}
      text: {en: It covers training., fr: Il porte sur la formation.}
      evidence:
        - {source: S1, exact: covers training of military personnel}
        - {source: S2, exact: The agreement covers training of recruits}
      review: accepted
    - id: logistics
      code: logistics
      label: {en: logistics, fr: logistique}
      text: {en: It covers logistics., fr: Il porte sur la logistique.}
      evidence:
        - {source: S1, exact: It covers logistics too}
      review: accepted
    - id: no-logistics
      code: logistics
      positive: false
      label: {en: logistics, fr: logistique}
      text: {en: It does not cover logistics., fr: Il ne porte pas sur la logistique.}
      evidence:
        - {source: S2, exact: It does not cover logistics}
      review: accepted

follow_up:
  id: body
  name: {en: joint commission, fr: commission mixte}
  level: ministry
  text: {en: A joint commission will meet., fr: Une commission mixte se réunira.}
  evidence:
    - {source: S1, exact: A joint commission of ministers will meet every year}
  review: accepted
  aspects:
    - id: body-pace
      aspect: periodicity
      text: {en: It meets every year., fr: Elle se réunit chaque année.}
      evidence:
        - {source: S1, exact: will meet every year}
      review: accepted
  others:
    - id: body-otherwise
      name: {en: steering committee, fr: comité de pilotage}
      text: {en: A steering committee will look after it., fr: Un comité de pilotage en assurera le suivi.}
      evidence:
        - {source: S2, exact: A steering committee of experts will look after it}
      review: accepted
      aspects:
        - id: body-otherwise-task
          aspect: task
          text: {en: It will look after it., fr: Il en assurera le suivi.}
          evidence:
            - {source: S2, exact: will look after it}
          review: accepted

gaps:
  - id: cost
    topic: {en: cost, fr: coût}
    question: {en: Who pays?, fr: Qui paie ?}
    why: {en: It costs., fr: Cela coûte.}
    consulted: [S1, S2, S3]
"""

TEXTS = {"communique.txt": COMMUNIQUE, "article.txt": ARTICLE, "copy.txt": COPY}


def several_workspace(folder: Path, record: str = RECORD) -> Workspace:
    """Return a workspace with the dossier ``several``, or another record of the same sources."""
    home = folder / "sources" / "several"
    home.mkdir(parents=True)
    for name, text in TEXTS.items():
        (home / name).write_text(text, encoding="utf-8")
    (home / "accord.yaml").write_text(record, encoding="utf-8")
    return Workspace(folder.resolve())
