"""What a review copy says in its own words, by language."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_ENGLISH: Final = MappingProxyType(
    {
        "head": "Review copy – not to be sent",
        "title": "Review copy: {title}",
        "unreviewed": "NOT REVIEWED: shaded and underlined with dots",
        "reviewed": "Review: {state}",
        "by": "{said} by {name}",
        "on": "{said}, {date}",
        "reason": "{said}: {reason}",
        "status": "Status: {status}",
        "speaker": "Speaker: {speaker}",
        "grade": "Grade {reliability}{credibility}: source {label}, credibility {credibility} of 6",
        "derived": "Derived from: {facts}",
        "rests": "Rests on: {facts}",
        "statement": "Restatement; it adds nothing to its facts",
        "judgement": "The desk’s own judgement: {kind}",
        "cleared": "Cleared",
        "uncleared": "NOT CLEARED",
        "gap": "Information gap",
        "why": "Why it matters: {why}",
        "consulted": "Sources consulted: {sources}",
        "lapsed": "No longer stands: {reason}",
        "paragraph": "§{number}",
        "heading": "in a heading",
        "page": "p. {number}",
        "again": "Evidence: see the first comment on {fact}",
        "quoted": "“{words}”",
        "lists": "For the review",
        "gaps": "Information gaps",
        "no-gaps": "The record lists no gap.",
        "refused": "Refused facts",
        "no-refused": "No fact was refused.",
        "rejected": "rejected",
        "no-reason": "no reason recorded",
    }
)
_FRENCH: Final = MappingProxyType(
    {
        "head": "Exemplaire de relecture – ne pas diffuser",
        "title": "Exemplaire de relecture : {title}",
        "unreviewed": "NON RELU : fond coloré et souligné de points",
        "reviewed": "Relecture : {state}",
        "by": "{said} par {name}",
        "on": "{said}, {date}",
        "reason": "{said} : {reason}",
        "status": "Statut : {status}",
        "speaker": "Auteur des propos : {speaker}",
        "grade": "Cotation {reliability}{credibility} : source {label}, crédibilité {credibility} sur 6",
        "derived": "Déduit de : {facts}",
        "rests": "Repose sur : {facts}",
        "statement": "Reformulation ; elle n’ajoute rien à ses faits",
        "judgement": "Appréciation du bureau : {kind}",
        "cleared": "Validée",
        "uncleared": "NON VALIDÉE",
        "gap": "Lacune d’information",
        "why": "Enjeu : {why}",
        "consulted": "Sources consultées : {sources}",
        "lapsed": "Ne tient plus : {reason}",
        "paragraph": "§{number}",
        "heading": "dans un titre",
        "page": "p. {number}",
        "again": "Preuve : voir le premier commentaire sur {fact}",
        "quoted": "« {words} »",
        "lists": "Pour la relecture",
        "gaps": "Lacunes d’information",
        "no-gaps": "Le dossier ne signale aucune lacune.",
        "refused": "Faits refusés",
        "no-refused": "Aucun fait n’a été refusé.",
        "rejected": "rejeté",
        "no-reason": "sans motif enregistré",
    }
)
_LANGUAGES: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType({"en": _ENGLISH, "fr": _FRENCH})


def words_in(language: str) -> Mapping[str, str]:
    """Return the words in a language by what they are for; in English for a language that has none."""
    return _LANGUAGES.get(language, _ENGLISH)
