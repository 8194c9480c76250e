"""Invented texts about one invented signature: an agency report with its rewrites, a communiqué, articles that quote it.

No place, person or accord in them exists.
"""

from __future__ import annotations

AGENCY = {
    "en": (
        "Arvania and Besmark sign a training accord",
        "The defence ministers of Arvania and Besmark signed an agreement on military training in Port Kellin on Monday.",
        "The text was under negotiation for almost two years and had been expected since the spring visit of the prime "
        "minister.",
        "It provides for forty places a year at the staff college of Arvania and for joint exercises in the northern "
        "ranges.",
        "Two officers of the Besmark navy will join the crew of a survey vessel from next January on.",
        "“We have waited long enough for this day,” said Minister Orla Venn before the guests left for the harbour.",
        "Her counterpart thanked the officers who had drafted the annexes and promised a first exercise before the winter.",
        "The opposition in Besmark asked who would pay for the housing of the trainees and received no answer.",
        "A commission of both general staffs is to meet twice a year and to report to the two parliaments.",
        "Observers recall that an earlier draft fell apart over the status of visiting personnel and over customs duties.",
        "The agreement enters into force when both sides have notified each other that their procedures are complete.",
        "Arvania keeps similar arrangements with three of its neighbours, none of which covers ships.",
    ),
    "fr": (
        "L’Arvanie et le Besmark signent un accord de formation",
        "Les ministres de la Défense d’Arvanie et du Besmark ont signé lundi à Port-Kellin un accord de formation militaire.",
        "Le texte, négocié pendant près de deux ans, était attendu depuis la visite du premier ministre au printemps.",
        "Il prévoit quarante places par an à l’école d’état-major d’Arvanie et des exercices communs dans les camps du nord.",
        "Deux officiers de la marine du Besmark rejoindront dès janvier l’équipage d’un bâtiment hydrographique.",
        "« Nous avons assez attendu ce jour », a dit la ministre Orla Venn avant que les invités ne gagnent le port.",
        "Son homologue a remercié les officiers qui ont rédigé les annexes et promis un premier exercice avant l’hiver.",
        "L’opposition du Besmark a demandé qui paierait le logement des stagiaires et n’a pas obtenu de réponse.",
        "Une commission des deux états-majors se réunira deux fois par an et rendra compte aux deux parlements.",
        "On rappelle qu’un projet antérieur avait échoué sur le statut des personnels de passage et sur les droits de douane.",
        "L’accord entrera en vigueur lorsque chaque partie aura notifié à l’autre l’achèvement de ses procédures.",
        "L’Arvanie a des arrangements semblables avec trois de ses voisins ; aucun ne porte sur les navires.",
    ),
}

#: A headline and two sentences that an editor might write instead.
CHANGED = {
    "en": (
        "Forty trainees a year: Besmark’s new pact",
        "After two years of talks the paper was ready, and few in the capital had doubted that it would come.",
        "Critics in the chamber wanted to know where the money for barracks was to come from; nobody told them.",
    ),
    "fr": (
        "Quarante stagiaires par an : le nouveau pacte du Besmark",
        "Après deux ans de pourparlers, le document était prêt, et peu de gens dans la capitale en avaient douté.",
        "Des élus voulaient savoir d’où viendrait l’argent des casernes ; personne ne le leur a dit.",
    ),
}

COMMUNIQUE = (
    "The Government of Arvania and the Government of Besmark, wishing to strengthen the bonds between their peoples, have "
    "today concluded an agreement on cooperation in military training.",
    "The agreement provides for the exchange of students between staff colleges, for joint exercises and for the sharing "
    "of experience in hydrography.",
    "A joint commission composed of representatives of the general staffs shall meet twice a year, alternately in the two "
    "capitals, and shall report to the ministers.",
    "The parties shall bear their own costs unless the commission decides otherwise in writing.",
    "The agreement shall enter into force on the date of the later notification through diplomatic channels.",
)

#: What two reporters of their own add around the communiqué.
OWN = {
    "harbour": (
        "Flags hung wet over the quay when the two delegations came ashore in Port Kellin.",
        "A baker who had closed her shop for the motorcade said she had never seen so many uniforms in one morning.",
        "Students of the staff college, lined up since dawn, whispered about seasickness and about the food.",
        "The last accord between the neighbours had failed over customs, a retired colonel told this paper.",
        "Whether parliament will vote before the summer is doubtful, two members of the committee said.",
    ),
    "capital": (
        "In the capital the stock exchange hardly noticed, though shares of the shipyard gained a little.",
        "Economists at the university reckon that forty places would cost some three million crowns over five years.",
        "The finance ministry did not want to comment on the figure before the budget is laid before the chamber.",
        "Unions of civilian instructors fear for their contracts and have asked to be heard in committee.",
        "An editor of the naval review calls the hydrographic part the only thing in it that is new.",
    ),
}


def agency(language: str) -> str:
    """Return the agency's report, a paragraph a sentence."""
    return "\n\n".join(AGENCY[language])


def rewritten(language: str) -> str:
    """Return the report under another headline, with two sentences changed."""
    headline, second, seventh = CHANGED[language]
    sentences = list(AGENCY[language])
    sentences[0], sentences[2], sentences[7] = headline, second, seventh
    return "\n\n".join(sentences)


def cut(language: str, sentences: int) -> str:
    """Return the report cut from below, as papers do that lack the room, under another headline."""
    return "\n\n".join([CHANGED[language][0], *AGENCY[language][1:sentences]])


def quoting(reporter: str, quoted: int = len(COMMUNIQUE), own: int = 5) -> str:
    """Return an article with so many sentences of the communiqué and so many of the reporter's own."""
    return "\n\n".join([*OWN[reporter][:own], *(f"“{sentence}”" for sentence in COMMUNIQUE[:quoted])])


def communique() -> str:
    """Return the communiqué by itself."""
    return "\n\n".join(COMMUNIQUE)
