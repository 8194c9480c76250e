"""Invented texts for the whole of extraction: a press article and a treaty, with the facts that they bear."""

from __future__ import annotations

ARTICLE = """Le Togo et le Bénin signent un accord de défense

Le 12 mai 2021 à Lomé, Afi Ametowoyona, ministre togolaise de la Défense, a reçu Koffi Zinsou, ministre béninois de la Défense. \
Au cours de cette visite, un accord de coopération militaire a été signé. Il porte sur la formation des militaires, des exercices \
conjoints et l’appui logistique.

Une commission mixte se réunira deux fois par an, alternativement à Lomé et à Cotonou. L’accord ne prévoit pas de bases militaires.

Depuis plusieurs années, le pays multiplie les partenariats dans la région.
"""

TREATY = """AGREEMENT BETWEEN THE GOVERNMENT OF THE REPUBLIC OF KENYA AND THE GOVERNMENT OF THE REPUBLIC OF GHANA ON DEFENCE COOPERATION

The Government of the Republic of Kenya and the Government of the Republic of Ghana, hereinafter “the Parties”,

Desiring to strengthen the peace of the continent,

Have agreed as follows:

Article 1

The Parties shall cooperate in the following areas:

(a) training of personnel;

(b) mine clearance;

(c) cyber defence.

Article 2

A Joint Defence Committee shall meet once a year, alternately in Nairobi and Accra.

Article 3

This Agreement shall enter into force on the date of its signature and shall remain in force for a period of five years.

Done at Accra, on 4 May 2021, in the English language.

For the Government of the Republic of Kenya: JANE WANJIRU, Minister for Defence

For the Government of the Republic of Ghana: KWAME OSEI, Minister for Defence
"""

NO_ACCORD = """Le ministre togolais de la Défense s’est rendu mardi au Bénin. Il y a visité une école militaire et rencontré des élèves officiers. \
Aucun accord n’a été signé.
"""
