"""The parties of the accord, told from hosts, witnesses, third countries and the parties of accords it only cites.

The surest wording decides, in this order: a report's own sentence of signature, signature blocks, “between A and B”
behind the word for the accord, a preamble, pairs (“accord franco-marocain”, “Ghana and Togo”), what the text is about.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator

from msgspec.structs import replace

from briefings.extraction.accord_nouns import INSTRUMENT, is_cited
from briefings.extraction.datelines import is_state, placed_in_text
from briefings.extraction.found import FoundParty
from briefings.extraction.reading import Reading
from briefings.extraction.signing import OWN_WORDS, Signing
from briefings.extraction.signing_cues import Manner
from briefings.patterns import compiled
from briefings.vocabulary.codes import PartyLevel
from briefings.vocabulary.gazetteer import Mention

_BETWEEN = compiled(r"\b(?:entre|between|among|BETWEEN|ENTRE)\b")
_BLOCK = compiled(
    r"\b(?:pour|for|au nom d[eu]|on behalf of|signed for)\s(?:and on behalf of\s)?"
    r"(?=(?:le\s|la\s|l['’]|les\s|the\s|his\s|her\s|du\s)?(?:gouvernement|government|royaume|kingdom|r[ée]publi"
    r"|[ée]tats?|united|minist|majesty|f[ée]d[ée]ration|federa|commonwealth|union|organi[sz]ation|grand-duch|state"
    r"|sultanat|[A-ZÀ-Ý]))",
    re.IGNORECASE,
)
_PREAMBLE = compiled(
    r"\b(?:ci-apr[èe]s|hereinafter|dénommée?s|referred to as|d[ée]sireux|désirant|desiring|wishing|sont convenus"
    r"|have agreed|having met|conscients|reconnaissant|recognizing|recognising|considering|consid[ée]rant|declare)\b",
    re.IGNORECASE,
)
#: What follows names who was there, or who helped; no party.
_ASIDE = compiled(
    r"\b(?:en pr[ée]sence|in the presence|witness\w*|sous (?:l['’][ée]gide|les auspices|la m[ée]diation)"
    r"|under the auspices|brokered|mediated|facilitated|hosted by|thanks to|gr[âa]ce [àa]|avec le soutien"
    r"|with the support|ambassad\w+|embassy|charg[ée] d['’]affaires)\b",
    re.IGNORECASE,
)
#: Words between two names that are not joined as parties.
_STOP = compiled(
    r"[.;:]|\b(?:dans|in|on|sur|concernant|relati\w+|portant|regarding|for|mati[èe]re|pour|afin|visant|with"
    r"|avec|which|qui|that"
    r"|to|from|against|contre|sign\w+|conclu\w*|done|faits?|aux fins|whose|dont|at|[àa] (?!la R)|will|sera|is|est)\b",
    re.IGNORECASE,
)
_ONE_HAND = compiled(r"\b(?:d['’]une part|d['’]autre part|on the (?:one|other) (?:hand|part|side))\b", re.IGNORECASE)
_AND = compiled(r",|&|\b(?:et|and|ainsi que|as well as)\b", re.IGNORECASE)
_LAST = compiled(r"&|\b(?:et|and|ainsi que|as well as)\b", re.IGNORECASE)
_SOMEWHERE = compiled(
    r"(?:\b(?:[Ii]n|[Ee]n|[Aa]ux?|[Àà]|[Aa]t|(?:returned|arrived|back|came|flew) from|[Vv]ers|[Tt]o"
    r"|visit\w*|séjour)\s(?:the\s|la\s)?)\Z"
)
_ADHESION = compiled(r"\b(?:adh[ée]sion|accession)\s(?=(?:de\b|du\b|d['’]|of\b))", re.IGNORECASE)
_ENACTING = compiled(
    r"\b(?:Grand-Duc|Roi|Reine|King|Queen|Prince|[ÉE]mir|Parlement|Parliament|Congress)\s(?:de|du|des|of)\b"
)
_PAIR = compiled(
    r"\s?(?:-|–)\s?|\s(?:et|and|&)\s(?:the\s|le\s|la\s|les\s|l['’]|du\s|de\s|de la\s|de l['’]|des\s|d['’])?"
)
#: How far from a pair of states a word for an accord says that it is theirs.
_AROUND = 160
_ACCORD = compiled(INSTRUMENT, re.IGNORECASE)
_COMMA = compiled(r",\s(?:the\s|le\s|la\s|les\s|l['’]|du\s|de\s|de la\s|de l['’]|des\s|d['’])?")
#: What other states do beside the accord's: “unlike Ghana and Togo”.
_APART = compiled(
    r"\b(?:unlike|including|such as|like|notably|against|neighbou?rs?|contrairement [àa]|comme|dont"
    r"|notamment|contre|voisins?)"
    r"\s(?:the |le |la |les |l['’])?\Z",
    re.IGNORECASE,
)
_ACTS = compiled(r"\s(?:shall|undertakes|doit|s['’]engage|assure|contribue)\b")
_FOR = compiled(r"(?:For|Pour|As regards) (?:the |le |la |les |l['’])?\Z")
_LEVELS = (
    (PartyLevel.GOVERNMENT, compiled(r"\bg(?:ou|o)vern(?:ement|ment)s?\b", re.IGNORECASE)),
    (PartyLevel.ARMED_FORCE, compiled(r"\b(?:forces arm[ée]es|armed forces|arm[ée]e|army)\b", re.IGNORECASE)),
    (PartyLevel.MINISTRY, compiled(r"\b(?:minist[èe]re|ministry|department of)\b", re.IGNORECASE)),
)

_Named = tuple[tuple[Mention, str], ...]
"""Mentions, each with the words that introduce it."""


def find_parties(
    reading: Reading, signing: Signing | None, accord: bool = True, acting: Collection[str] = ()
) -> tuple[FoundParty, ...]:
    """Return the parties in the order in which they are named; empty where the text names no state or organisation.

    ``signing`` is what ``find_signature`` took the date from. Codes are those of ``vocabulary.places``. Where no accord
    is the text's subject (``accord`` false), the states that the text is about are returned. ``acting`` are the states
    of those who sign, receive and visit, in order: where nothing names the parties together, they are.
    """
    if not accord:
        return _parties(_subject(reading), "parties.subject")
    rules: list[tuple[str, Callable[[], _Named]]] = [
        ("parties.blocks", lambda: _blocks(reading)),
        ("parties.between", lambda: _between(reading)),
        ("parties.preamble", lambda: _preamble(reading)),
        ("parties.accession", lambda: _accession(reading)),
        ("parties.pair", lambda: _with_third(reading, _acted_for(_pair(reading, set()), acting), signing)),
        ("parties.acting", lambda: _acting(reading, acting)),
        ("parties.subject", lambda: _subject(reading)),
    ]
    if signing and signing.cue.manner is Manner.FINITE:
        rules.insert(0, ("parties.signature", lambda: _signers(reading, signing)))
    for rule, find in rules:
        named = find()
        if len({mention.code for mention, _ in named}) > 1 or (rule == "parties.subject" and named):
            return _parties(named, rule)
    return ()


def _parties(named: _Named, rule: str) -> tuple[FoundParty, ...]:
    found: dict[str, FoundParty] = {}
    for mention, words in named:
        level = next((level for level, pattern in _LEVELS if pattern.search(words)), PartyLevel.STATE)
        if _is_organisation(mention.code):
            level = PartyLevel.ORGANISATION
        if mention.code not in found:
            start, end, code = mention.start, mention.end, mention.code
            found[code] = FoundParty(start=start, end=end, rule=rule, code=code, level=level)
    states = {one.level for one in found.values()} - {PartyLevel.ORGANISATION}
    if len(states) > 1:
        # “Les forces armées marocaines et rwandaises” says a level beside one name only: neither is sure.
        return tuple(_as_state(one) for one in found.values())
    return tuple(found.values())


def _as_state(party: FoundParty) -> FoundParty:
    return party if party.level is PartyLevel.ORGANISATION else replace(party, level=PartyLevel.STATE)


def _signers(reading: Reading, signing: Signing) -> _Named:
    """Return who signed, from the sentence of a report that says so."""
    sentence = reading.sentence_at(signing.cue.start)
    text = reading.text
    aside = _ASIDE.search(text, sentence.start, sentence.end)
    end = aside.start() if aside else sentence.end
    low = max(sentence.start, signing.cue.start - 900)
    mentions = [one for one in placed_in_text(reading, low, end) if not _is_somewhere(text, one, low)]
    codes = {one.code for one in mentions}
    if len(codes) == 1:
        return _pair(reading, codes)
    return tuple((one, "") for one in mentions) if len(codes) < 7 else ()


def _is_somewhere(text: str, mention: Mention, start: int) -> bool:
    """Return whether a mention says where, or stands in brackets, as the agency of a dateline does."""
    before = text[max(start, mention.start - 16) : mention.start]
    if mention.kind != "demonym" and _SOMEWHERE.search(before):
        return True
    line = text[max(start, mention.start - 80) : mention.start]
    return line.rfind("(") > line.rfind(")")


def _blocks(reading: Reading) -> _Named:
    """Return the parties of signature blocks, which stand at the end of an accord."""
    text = reading.text
    found = []
    for block in _BLOCK.finditer(text, max(0, len(text) - 4_000)):
        near = reading.mentions_in(block.end(), min(len(text), block.end() + 90))
        words = text[block.end() : near[0].start] if near else ""
        short = re.search(r"\b(?:gov|gou|min|roy|kin|r[ée]p|maj)", words, re.I) if words else None
        own = near and block.group()[:1].isupper() and (len(words) < 8 or short)
        if own and near[0].kind != "capital" and not re.search(r"[.;:]", words):
            found.append((near[0], words))
    return tuple(found)


def _between(reading: Reading) -> _Named:
    """Return the parties named behind the word for the accord: “Agreement between A and B”."""
    text = reading.text
    for between in _BETWEEN.finditer(text):
        sentence = reading.sentence_at(between.start())
        low = max(sentence.start, between.start() - 160)
        noun = next(reversed(list(re.finditer(INSTRUMENT, text[low : between.start()], re.IGNORECASE))), None)
        named = _joined(reading, between.end())
        if len({one.code for one, _ in named}) < 2:
            continue
        if noun and not is_cited(text[low : between.start()], noun, 0):
            return named
    return ()


def _joined(reading: Reading, start: int) -> _Named:
    """Return the names that stand joined by “and” or commas from an offset on."""
    text = reading.text
    named: list[tuple[Mention, str]] = []
    at, joiner = start, _AND
    for mention in placed_in_text(reading, start, min(len(text), start + 700)):
        gap = _ONE_HAND.sub("", text[at : mention.start])
        too_far = len(gap) > 140 or _STOP.search(gap)
        if named and mention.code != named[-1][0].code:
            if too_far or not joiner.search(gap):
                break
            # Behind “and” a comma joins nothing more.
            joiner = _LAST if _LAST.search(gap) else joiner
        if not named and (len(gap) > 90 or _STOP.search(gap)):
            break
        if not named or mention.code != named[-1][0].code:
            named.append((mention, gap))
        at = mention.end
    return tuple(named)


def _preamble(reading: Reading) -> _Named:
    """Return the parties of a preamble: names at the head of a text, with words that open an accord behind them."""
    text = reading.text
    opening = _PREAMBLE.search(text, 0, 1_500)
    if not opening or not (mentions := placed_in_text(reading, 0, opening.start())):
        return ()
    aside = _ASIDE.search(text, 0, opening.start())
    named = _joined(reading, max(0, mentions[0].start - 60))
    return tuple(one for one in named if not aside or one[0].start < aside.start())


def _accession(reading: Reading) -> _Named:
    """Return the states that join an accord, with the state whose law approves it."""
    for adhesion in _ADHESION.finditer(reading.text, 0, 3_000):
        named = _joined(reading, adhesion.end())
        enacting = _ENACTING.search(reading.text)
        own = reading.mentions_in(enacting.end(), enacting.end() + 12) if enacting else ()
        if named:
            return (*((one, "") for one in own[:1]), *named)
    return ()


def _pair(reading: Reading, codes: set[str]) -> _Named:
    """Return the states that the text names side by side most often, with one of ``codes`` where there are any."""
    pairs: Counter[frozenset[str]] = Counter()
    first: dict[frozenset[str], _Named] = {}
    for run in _runs(reading):
        states = frozenset(one.code for one in run)
        if not codes or codes & states:
            told, at = reading.sentence_at(run[0].start), run[0].start
            low, high = max(told.start, at - _AROUND), min(told.end, at + _AROUND)
            pairs[states] += 1 + (_ACCORD.search(reading.text, low, high) is not None)
            first.setdefault(states, tuple((one, "") for one in run))
    if not pairs:
        return ()
    (best, count), *rest = pairs.most_common(2)
    return first[best] if not rest or rest[0][1] < count or codes else first[next(iter(first))]


def _acted_for(pair: _Named, acting: Collection[str]) -> _Named:
    """Return a pair unless those who act do so for two states or more, and none of them is one of the pair's."""
    others = len(set(acting)) > 1 and not {one.code for one, _ in pair} & set(acting)
    return () if others else pair


def _acting(reading: Reading, acting: Collection[str]) -> _Named:
    """Return the states of those who act for them, each where the text names it first."""
    first = {one.code: one for one in reversed(reading.mentions) if one.code in acting}
    return tuple((first[code], "") for code in dict.fromkeys(acting) if code in first)


def _with_third(reading: Reading, pair: _Named, signing: Signing | None) -> _Named:
    """Return a pair with the other states that an accord's own words name as acting: “Luxembourg shall”."""
    if not pair or signing is None or signing.rank < OWN_WORDS:
        return pair
    text, codes = reading.text, {one.code for one, _ in pair}
    acting = [
        one
        for one in reading.mentions
        if one.kind == "name"
        and not _is_organisation(one.code)
        and (_ACTS.match(text, one.end) or _FOR.search(text[max(0, one.start - 12) : one.start]))
    ]
    return (*pair, *((one, "") for one in acting if one.code not in codes))


def _runs(reading: Reading) -> Iterator[tuple[Mention, ...]]:
    """Yield the states that stand side by side: “Ghana and Togo”, “franco-marocain”, “Kenya, Uganda and Rwanda”.

    A comma joins only where an “and” follows; a pair far from any word for an accord is not told of one.
    """
    run: list[Mention] = []
    mentions = [one for one in placed_in_text(reading, 0, len(reading.text)) if not _is_organisation(one.code)]
    for mention in mentions:
        gap = reading.text[run[-1].end : mention.start] if run else ""
        new = run and mention.code not in {one.code for one in run} and mention.start >= run[-1].end
        if new and len(gap) < 16 and (_PAIR.fullmatch(gap) or (_COMMA.fullmatch(gap) and mention.kind != "capital")):
            run.append(mention)
            continue
        yield from _closed(reading, run)
        run = [mention]
    yield from _closed(reading, run)


def _closed(reading: Reading, run: list[Mention]) -> Iterator[tuple[Mention, ...]]:
    """Yield a run of two states or more whose last two are joined by more than a comma."""
    if len(run) < 2 or _COMMA.fullmatch(reading.text[run[-2].end : run[-1].start]):
        return
    if _APART.search(reading.text[max(0, run[0].start - 30) : run[0].start]):
        return
    yield tuple(run)


def _subject(reading: Reading) -> _Named:
    """Return the states a text is about: those of its opening, and those it names again and again."""
    opening = reading.sentences[0].end if reading.sentences else 0
    mentions = placed_in_text(reading, 0, len(reading.text))
    counts = Counter(one.code for one in mentions if one.kind != "capital" and not _is_organisation(one.code))
    if not counts:
        return ()
    often = {code for code, count in counts.items() if count * 3 >= max(counts.values()) and count > 1}
    head = {one.code for one in placed_in_text(reading, 0, opening) if one.code in counts}
    wanted = head if len(head) > 1 else often | head or set(counts)
    return tuple((one, "") for one in mentions if one.code in wanted and one.kind != "capital")


def _is_organisation(code: str) -> bool:
    return not is_state(code)
