"""Where a line may end inside a word of a script that is written without spaces.

The basics of UAX #14 (Unicode line breaking): between ideographs and kana, never before closing punctuation or a small
kana (classes CL, EX, IS, NS, CJ, PO), never after opening punctuation (OP, PR), never before a combining mark; and
after the word space of Ethiopic (BA). Two things are stricter: Hangul has spaces, so its words stay whole, and a
number keeps what it counts, as in 6月18日. Characters printed as code points, ``[U+2D30][U+2D31]``, have a break
between two of them (LB31).
"""

from __future__ import annotations

import re
import unicodedata

_WORD_SPACES = "\u1361-\u1368"
_IDEOGRAPHS = "\u2e80-\u312f\u3190-\ua4cf\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff9f\uffe0-\uffe6"
_IDEOGRAPH = re.compile(f"[{_IDEOGRAPHS}]")
_WORD_SPACE = re.compile(f"[{_WORD_SPACES}]")
_SPACELESS = re.compile(f"[{_WORD_SPACES}{_IDEOGRAPHS}]")
_CLOSING = frozenset(
    "、。，．：；！？…‥・ー～〜）」』】〉》〕］｝〗〙〛〟｡｣､･％￠゛゜ゝゞヽヾ々〻\u3000"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ"
    ",.;:!?)]}%»›”’°‰℃-\u2010\u2011\u2013\u2014\u00a0\u202f\u2009"
)
_OPENING = frozenset("（「『【〈《〔［｛〖〘〚〝｢￥￡＄([{«‹“‘$£€№\u00a0\u202f\u2009\u2011")


def may_part(before: str, after: str) -> bool:
    """Return whether a line may end between two neighbouring characters, of such a script or around code points."""
    if before == "]" and after == "[":
        return True
    if after in _CLOSING or before in _OPENING or before.isdecimal() or unicodedata.category(after)[0] == "M":
        return False
    if _WORD_SPACE.match(before):
        return not _WORD_SPACE.match(after)
    return bool(_IDEOGRAPH.match(before) or _IDEOGRAPH.match(after)) and not _WORD_SPACE.match(after)


def pieces(word: str) -> list[str]:
    """Return the parts of a word that a line may end between; a word of other scripts is one part."""
    if "][" not in word and (word.isascii() or not _SPACELESS.search(word)):
        return [word]
    ends = [index for index in range(1, len(word)) if may_part(word[index - 1], word[index])]
    return [word[start:end] for start, end in zip([0, *ends], [*ends, len(word)], strict=True)]
