"""By what a sentence points at an option without naming it: a number or letter, a place, a word of its description."""

from __future__ import annotations

import re
from collections.abc import Iterator

from adr_lint.parse.considered import tokens
from adr_lint.regexes import regex
from adr_lint.values import dataclass

_WORDS = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "i": "1", "ii": "2",
    "iii": "3", "iv": "4",
}  # fmt: skip
PLACES = {
    "first": 0, "1st": 0, "former": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3, "fifth": 4,
    "5th": 4, "sixth": 5, "last": -1, "latter": -1,
}  # fmt: skip
_NOUN = (
    r"option|alternative|variant|candidate|position|possibility|choice|proposal|path|route|approach|solution|scenario|plan"
    r"|way|model|point|item|row|line|column|course|possibility|answer|method|track|bid|offer|tender|scheme|design|idea|letter"
)
_TAKING = (
    r"(?!(?:not|never|no|neither|nor|without|unlike|against|besides|see|if|why|whether|unless|compared?|rejected?|reject\w*|drop\w*"
    r"|exclud\w*|discard\w*|dismiss\w*|eliminat\w*|rul(?:e|ed|ing)|withdr\w*|leav\w*|left|avoid\w*)\b)[a-z]+"
)
"""What is done with an option may be any verb that does not turn it down: "deploy option 2", "we contract option 1"."""
_CHOOSING = (
    r"(?:(?:so|hence|therefore|thus|then|and)\W+)?"
    r"(?:(?:we|i|they|it|the (?:team|board|group|committee|council)|everyone)\W+)?"
    r"(?:(?:will|'ll|ll|re|ve|m|s|have|has|is|was|are|therefore|thus|finally|unanimously|proposed|to|shall|now|agreed|decided)\s+)*"
    r"(?:(?:take|took|taking|do|doing|did|go|goes|went|going|choose|chose|chosen|pick|picked|adopt|adopted|adopting|proceed"
    r"|follow|followed|settle|settled|decide|decided|agree|agreed|accept|accepted|recommend|recommended|prefer|preferred"
    r"|implement|use|build|accordance|propose|proposed|realise|realize|opt|opted|vote|voted|select|selected)\s+)?"
    r"(?:(?:with|for|on|in|accordance|to|as|by|per|following)\s+)*"
)
_HEAD = (
    r"\A\W*(?:(?:(?:it|this) (?:is|was) )?(?:chosen|selected|preferred|adopted|taken|agreed|resolved|decided"
    r"|proposed|recommended)(?: [a-z]+)?:\W+"
    r"|(?:chosen|selected|preferred) \w+\W+"
    r"|(?:(?:the|our|my) )?(?:decision|recommendation|proposal|choice|preference|suggestion|verdict)"
    r" (?:is|was)(?: to)? "
    r"|(?:decision|outcome|verdict|conclusion|choice|result)\W+)?" + _CHOOSING
)
_CLOSE = r"(?=\W*\Z|\s*(?:[,;:!?(\u2013—]|\.(?!\d))|\s(?:it is|then|please|for|with|wins?|because)\b)"
_OPEN = rf"(?:{_CLOSE}|(?=\s(?:is|was|from|as|of|in|and|it|has|\w+ed)\b))"
_LABEL = r"\(?(?P<label>\d{1,2}(?:\.\d{1,2}){0,2}|[a-h]|one|two|three|four|five|six|iv|i{1,3})\)?"
_LABELLED = regex(rf"{_HEAD}(?:{_TAKING}\s+)?(?:the\s+)?(?:{_NOUN}|number|no\.?|nr\.?|#)\s*[:#]?\s*{_LABEL}{_OPEN}")
_BARE = regex(
    rf"{_HEAD}\(?(?P<label>\d{{1,2}}(?:\.\d{{1,2}}){{1,2}}(?={_OPEN})|(?:\d{{1,2}}|[a-h])(?=\)?(?!:){_CLOSE}))"
)
_TAKEN = regex(
    r"\A\W*(?:(?:so|hence|therefore|thus|accordingly|now|then)\W+)?\(?(?P<label>\d{1,2}|[a-h])\)?"
    r" (?:is|was|will be|has been|shall be|gets) (?:\w+ly |hereby |therefore |thus )?"
    r"(?:taken|ordered|chosen|selected|bought|adopted|agreed|approved|built|accepted|procured|preferred|recommended)\b"
)
_BY_DOT = regex(
    r"\b(?:accordance with|according to|adopt|alternative|per|with|as in)\s+(?P<label>\d{1,2}(?:\.\d{1,2})+)\b"
)
_PLACE = rf"(?P<place>{'|'.join(PLACES)}|middle)"
_OF_THEM = r"of (?:these|them|those|the (?:two|three|four|five)(?: \w+)?)"
_PLACED = regex(rf"{_HEAD}(?:the\s+)?{_PLACE}\s+(?P<noun>{_NOUN}|one|{_OF_THEM}){_OPEN}")
_PLACED_BARELY = regex(rf"{_HEAD}the\s+{_PLACE}(?P<noun>){_CLOSE}")
_CLOSED = regex(r"\)?\s*(?:[.,;:!?(\u2013—]|\Z|(?:is|was|wins?|it is|will|has|because)\b)")
_NOT_TELLING = frozenset(
    {
        "one",
        "thing",
        "way",
        "both",
        "not",
        "yes",
        "all",
        "then",
        "what",
        "so",
        "take",
        "go",
        "two",
        "three",
        "nothing",
        "please",
    }
)
_FEW_WORDS = 5


@dataclass(frozen=True, slots=True)
class Pointer:
    """A way in which an option is meant.

    Its kind is ``number`` ("option 2"), ``label`` (4.2), ``place``, ``row`` or ``column`` (first), ``word`` (boxes).
    """

    kind: str
    value: str


def pointers(said: str) -> Iterator[Pointer]:
    """The pointers in a sentence of a decision, in lower case, the surest first."""
    match = _PLACED.match(said) or _PLACED_BARELY.match(said)
    if match:
        noun = match["noun"]
        yield Pointer("row" if noun in ("row", "line") else "column" if noun == "column" else "place", match["place"])
    match = _LABELLED.match(said)
    if match and not _is_word(said, match):
        yield Pointer("number", _WORDS.get(match["label"], match["label"]))
    match = _BARE.match(said) or _TAKEN.match(said) or _BY_DOT.search(said)
    if match and not _is_word(said, match):
        yield Pointer("label", match["label"])
    if len(said.split()) <= _FEW_WORDS:
        for word in tokens(said):
            if len(word) > 2 and word not in _NOT_TELLING:
                yield Pointer("word", word)


def _is_word(said: str, match: re.Match[str]) -> bool:
    """Whether the "a" or the "i" found is a word of the sentence rather than a letter."""
    return match.re is not _TAKEN and match["label"] in ("a", "i") and not _CLOSED.match(said, match.end("label"))
