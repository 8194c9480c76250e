"""English sentences and facts that they bear, with the ways in which a source may turn them. All of it is invented."""

from __future__ import annotations

from tests.checks.truth import LABEL, Truth, Turn, event, turns

_SIGNED_EN = (
    *turns(
        "negation", "signed",
        "did not sign", "never signed", "have not signed", "didn’t sign", "refused to sign", "failed to sign", "declined to sign", "denied having signed",
        "stopped short of signing", "parted without signing", "have yet to sign", "neither initialled nor signed", "rejected", "were unable to sign",
        "ruled out signing", "cannot sign", "hardly signed", "turned down", "are far from having signed", "refrained from signing",
    ),
    *turns(
        "conditional", "signed",
        "reportedly signed", "allegedly signed", "may have signed", "might have signed", "could have signed", "would have signed", "are said to have signed",
        "are believed to have signed", "apparently signed", "supposedly signed", "probably signed", "are rumoured to have signed", "seem to have signed",
        "perhaps signed",
    ),
)  # fmt: skip
_TO_SIGN_EN = (
    *turns(
        "future", "signed",
        "will sign", "are to sign", "were due to sign", "were to sign", "plan to sign", "are expected to sign", "intend to sign", "hope to sign",
        "are set to sign", "agreed to sign", "were supposed to sign", "are about to sign", "are scheduled to sign", "promised to sign", "shall sign",
        "should sign", "want to sign", "are preparing to sign", "met to sign", "are going to sign", "undertook to sign",
    ),
    *turns("history", "signed", "had signed", "had already signed"),
    *turns(
        "reversal", "signed",
        "called off the signing of", "postponed the signing of", "cancelled the signing of", "put off the signing of", "withdrew from", "pulled out of",
        "walked away from", "terminated", "suspended", "nearly signed", "almost signed", "came close to signing",
    ),
)  # fmt: skip

_ACCORD_EN = "On 4 May 2021 in Accra, Kenya and Ghana signed an agreement on defence cooperation."
_SCOPE_EN = "The agreement covers training of officers, joint exercises and logistic support."


def _scope_en(part: str, *others: str) -> tuple[Turn, ...]:
    """Return the ways in which “covers” may be turned over a list."""
    return (
        *turns(
            "negation", "covers",
            "does not cover", "doesn’t cover", "excludes", "rules out", "prohibits", "forbids", "never covers", "covers visits, except", "covers visits other than",
            "covers visits, with the exception of", "covers visits without", "covers visits but not", "covers no", "bars", "omits", "cannot cover", "leaves out",
            "covers nothing except visits, not", "is not intended to cover", "covers visits, to the exclusion of", "lacks", "covers all but", "fails to cover",
        ),
        *turns("double", "covers", "does not exclude", "does not rule out", "does not prohibit"),
        *turns(
            "conditional", "covers", "would cover", "might cover", "could cover", "reportedly covers", "allegedly covers", "is said to cover", "may cover",
            "seems to cover", "probably covers", "is expected to cover",
        ),
        *turns("value", part, *others),
    )  # fmt: skip


ENGLISH = (
    Truth(
        "signature", "en", _ACCORD_EN, _ACCORD_EN[:-1], "events",
        event("signature", "4 May 2021", 4, 5, 2021, {"city": "Accra", "country": "GH"}),
        (*_SIGNED_EN, *_TO_SIGN_EN,
         *turns("date", "4 May 2021", "5 May 2021", "14 May 2021", "4 March 2021", "4 May 2012", "4 May", "May 2021", "24 May 2021"),
         *turns("place", "Accra", "Abuja", "Lomé", "Acre", "Accra-Tema"),
         *turns("condition", "On 4 May", "If on 4 May", "Unless on 4 May", "Provided that on 4 May")),
    ),
    Truth(
        "party", "en", _ACCORD_EN, "Kenya and Ghana signed an agreement", "parties", {"code": "KE"},
        (*_SIGNED_EN, *turns("country", "Kenya", "Uganda", "Nigeria", "Kenyatta", "Guinea")),
    ),
    Truth(
        "second party", "en", _ACCORD_EN, "Ghana signed an agreement", "parties", {"code": "GH"},
        (*_SIGNED_EN, *turns("country", "Ghana signed", "Guyana signed", "Gambia signed", "Ghanata signed")),
    ),
    Truth(
        "instrument", "en", _ACCORD_EN, "signed an agreement on defence cooperation", "instrument", {"type": "agreement", "state": "signed"},
        (*_SIGNED_EN, *_TO_SIGN_EN, *turns("type", "an agreement", "a protocol", "a contract", "a letter")),
    ),
    Truth(
        "ratification", "en", "The Ghanaian parliament ratified the agreement on 3 June 2022.", "ratified the agreement on 3 June 2022", "events",
        event("ratification", "3 June 2022", 3, 6, 2022),
        (*turns("negation", "ratified", "did not ratify", "never ratified", "refused to ratify", "rejected", "has yet to ratify", "failed to ratify", "denied having ratified"),
         *turns("conditional", "ratified", "reportedly ratified", "may have ratified", "would have ratified", "is said to have ratified"),
         *turns("future", "ratified", "will ratify", "is to ratify", "was due to ratify", "plans to ratify", "is expected to ratify", "is about to ratify"),
         *turns("history", "ratified", "had ratified"),
         *turns("reversal", "ratified", "postponed the ratification of", "suspended the ratification of", "nearly ratified"),
         *turns("deed", "ratified", "signed", "discussed", "printed"),
         *turns("date", "3 June 2022", "4 June 2022", "3 July 2022", "3 June 2023")),
    ),
    Truth(
        "entry into force", "en", "The agreement entered into force on 1 January 2023.", "The agreement entered into force on 1 January 2023", "events",
        event("entry-into-force", "1 January 2023", 1, 1, 2023),
        (*turns("negation", "entered", "did not enter", "never entered", "has not entered", "failed to enter"),
         *turns("conditional", "entered", "reportedly entered", "may have entered", "would have entered", "seems to have entered"),
         *turns("future", "entered", "will enter", "is to enter", "was due to enter", "shall enter", "is expected to enter"),
         *turns("date", "1 January 2023", "11 January 2023", "1 June 2023", "1 January 2032"),
         *turns("deed", "entered into force", "was published", "was read out")),
    ),
    Truth(
        "training", "en", _SCOPE_EN, "training of officers", "provisions", {"code": "training", **LABEL},
        _scope_en("training of officers", "tables of officers", "lists of officers"),
    ),
    Truth(
        "exercises", "en", _SCOPE_EN, "joint exercises", "provisions", {"code": "joint-exercises", **LABEL}, _scope_en("joint exercises", "joint ventures", "joint letters"),
    ),
    Truth(
        "logistics", "en", _SCOPE_EN, "and logistic support", "provisions", {"code": "logistics", **LABEL}, _scope_en("and logistic support", "and moral support", "and political support"),
    ),
    Truth(
        "guest", "en", "Jane Wanjiru, Minister for Defence of Kenya, received Kwame Osei, Minister for Defence of Ghana.",
        "Kwame Osei, Minister for Defence of Ghana", "people",
        {"name": "Kwame Osei", "office": {"en": "Minister for Defence", "fr": "ministre de la Défense"}, "party": "GH", "part": "guest"},
        (*turns("negation", "received", "did not receive", "never received", "refused to receive", "denied having received"),
         *turns("conditional", "received", "reportedly received", "may have received", "is said to have received", "would have received"),
         *turns("country", "of Ghana", "of Guinea", "of Gambia", "of Kenya"),
         *turns("name", "Kwame Osei", "Kwame Osai", "Kwami Osei", "Osei Kwame", "a visitor"),
         *turns("office", "Osei, Minister for Defence", "Osei, Minister for Finance", "Osei, Minister for the Interior")),
    ),
    Truth(
        "visit", "en", "On 7 April 2020 the Ghanaian minister paid a visit to Kigali.", "On 7 April 2020 the Ghanaian minister paid a visit to Kigali", "events",
        event("visit", "7 April 2020", 7, 4, 2020, {"city": "Kigali", "country": "RW"}),
        (*turns("negation", "paid a visit", "did not pay a visit", "never paid a visit", "refused to pay a visit"),
         *turns("conditional", "paid a visit", "reportedly paid a visit", "may have paid a visit", "could pay a visit"),
         *turns("future", "paid a visit", "will visit and stay on a visit", "is to visit on his first visit", "was due to visit on a visit"),
         *turns("reversal", "paid a visit", "called off a visit", "postponed a visit", "cancelled a visit"),
         *turns("place", "Kigali", "Kampala", "Bujumbura", "Kigoma"),
         *turns("date", "7 April 2020", "17 April 2020", "7 August 2020", "7 April 2002")),
    ),
    Truth(
        "body", "en", "A Joint Committee meets once a year, alternately in Nairobi and Accra.", "A Joint Committee meets once a year", "follow_up",
        {"name": {"en": "Joint Committee", "fr": "comité mixte"}},
        (*turns("negation", "meets", "does not meet", "never meets", "refuses to meet", "no longer meets"),
         *turns("negation", "A Joint Committee", "No Joint Committee", "Neither a Joint Committee"),
         *turns("conditional", "meets", "might meet", "could meet", "would meet", "reportedly meets"),
         *turns("name", "Joint Committee", "Joint Council", "Technical Committee", "Joint Subcommittee")),
    ),
    Truth(
        "duration", "en", "It remains in force for a period of five years.", "remains in force for a period of five years", "clauses",
        {"code": "duration", "text": {"en": "It lasts five years.", "fr": "Il dure cinq ans."}},
        (*turns("negation", "remains", "does not remain", "never remains", "no longer remains"),
         *turns("conditional", "remains", "would remain", "might remain", "could remain", "reportedly remains"),
         *turns("number", "five years", "six years", "ten years", "fifteen years", "three years")),
    ),
    Truth(
        "strength", "en", "The Kenyan army has 4,500 soldiers and 12 helicopters.", "The Kenyan army has 4,500 soldiers", "context",
        {"kind": "capability", "text": {"en": "It has 4,500 soldiers.", "fr": "Elle compte 4,500 soldats."}},
        (*turns("number", "4,500", "4,700", "5,400", "4,050", "45,000"),
         *turns("negation", "has", "does not have", "no longer has", "denies having"),
         *turns("conditional", "has", "reportedly has", "would have", "may have", "is said to have")),
    ),
    Truth(
        "no bases", "en", "The text does not provide for military bases.", "does not provide for military bases", "provisions",
        {"code": "basing-access", "positive": False, **LABEL},
        (*turns("affirmed", "does not provide for", "provides for", "provides only for", "provides not only for schools but also for", "provides without delay for"),
         *turns("double", "does not provide for", "does not exclude", "does not prohibit", "does not rule out"),
         *turns("value", "military bases", "a military budget")),
        wrapped=False,
    ),
    Truth(
        "exercises left out", "en", "The convention covers military medicine, with the exception of joint manoeuvres.", "with the exception of joint manoeuvres", "provisions",
        {"code": "joint-exercises", "positive": False, **LABEL},
        (*turns("affirmed", "with the exception of", "including", "as well as", "in particular", "without prejudice to"),
         *turns("double", "covers military medicine, with", "covers nothing, with"),
         *turns("value", "joint manoeuvres", "joint programmes")),
        wrapped=False,
    ),
)  # fmt: skip

#: Around a whole sentence; ``{}`` is the sentence with a small letter, without its full stop.
AROUND_ENGLISH = (
    ("attribution", "According to a spokesman, {}."),
    ("attribution", "A minister said that {}."),
    ("attribution", "The opposition claims that {}."),
    ("attribution", "{}, a diplomat said."),
    ("attribution", "An adviser told reporters that {}."),
    ("attribution", "The paper insists that {}."),
    ("attribution", "In the words of an envoy, {}."),
    ("attribution", "“{}”, he was quoted as adding."),
    ("attribution", "An official confirmed that {}."),
    ("doubt", "Reportedly, {}."),
    ("doubt", "Allegedly, {}."),
    ("doubt", "Rumours have it that {}."),
    ("doubt", "Perhaps {}."),
    ("doubt", "It is likely that {}."),
    ("doubt", "Is it true that {}?"),
    ("doubt", "It is unclear whether {}."),
    ("denial", "It is not true that {}."),
    ("denial", "It is false that {}."),
    ("denial", "The government denied that {}."),
    ("denial", "Nothing proves that {}."),
    ("denial", "{}, which the minister denies."),
    ("denial", "{}, but this is not so."),
    ("denial", "No source bears out that {}."),
)
