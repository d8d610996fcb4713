"""Counts as people write them: figures of either style, words, dozens, ranges (the upper end), sums."""

from __future__ import annotations

import re

from adr_lint.facts.text import DASH
from adr_lint.regexes import regex

_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
WORDS: dict[str, int] = {word: value for value, word in enumerate(_UNITS)}
WORDS.update({word: (index + 2) * 10 for index, word in enumerate(_TENS)})
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_SUFFIXES = {"k": 1e3, "m": 1e6, "mn": 1e6, "mio": 1e6, "million": 1e6, "millions": 1e6, "bn": 1e9, "b": 1e9,
             "billion": 1e9, "thousand": 1e3, "hundred": 1e2}  # fmt: skip

_WORD = rf"(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_UNITS[1:10])}))?|{'|'.join(sorted(_UNITS, key=len, reverse=True))}"
_SPELT = (
    rf"(?:(?:{_WORD}|a)\s+(?:hundred|thousand|million)(?:\s+(?:and\s+)?(?:{_WORD}))?"
    rf"|half a dozen|(?:a|one|two|three|four|five) dozens?|a couple|a pair|the pair|{_WORD})"
)
FIGURE = r"\d{1,3}(?:[.,' ]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?"
_DIGITS = rf"(?:{FIGURE})(?:\s?(?:k|mn?|mio|bn|million|billion|thousand|hundred)\b)?"
_ABOUT = (
    r"(?:(?:about|around|roughly|some|approximately|approx\.?|circa|ca\.?|nearly|almost|more than|at most"
    r"|at least|a little over|a bit over|just over|just under|less than|fewer than|well over|a total of|~|=)\s*)*"
)
NUMBER = rf"(?:{_DIGITS}|{_SPELT})"
RANGE = rf"{NUMBER}\+?(?:\s*(?:-|{DASH}|\bto\b|\bor\b)\s*{NUMBER})?"
COUNT = rf"{_ABOUT}(?:{RANGE})"
"""A count, as RE2 reads it in folded text."""
OF_HUNDRED = r"\s?(?:%|per cent\b|percent\b)"
"""What makes a count before it a percentage."""
_LEADING = regex(rf"^{_ABOUT}")
_SPLIT = regex(r"\s*(?:-|\x96|\bto\b|\bor\b)\s*")
_FIGURE_RE = regex(rf"^({FIGURE})\s?(k|mn?|mio|bn|million|billion|thousand|hundred)?\+?$")


def number(text: str) -> float | None:
    """The number that ``text`` (folded) says, of a range the upper end; None where it says none."""
    text = _LEADING.sub("", text.strip().replace("\x80", "")).strip().rstrip("+")
    single = _single(text)
    if single is not None:
        return single
    parts = _SPLIT.split(text)
    if len(parts) == 2:
        low, high = _single(parts[0]), _single(parts[1])
        if high is None:
            return None
        suffix = re.search(r"[a-z]+$", parts[1])
        if low is not None and low > high and suffix and parts[1][0].isdigit():
            return high
        return max(low, high) if low is not None else high
    return None


def percent(text: str) -> float | None:
    """The percentage as a share of one."""
    value = number(re.sub(r"\s?(?:%|per cent|percent)$", "", text.strip()))
    return None if value is None else value / 100


def _single(text: str) -> float | None:
    match = _FIGURE_RE.match(text)
    if match:
        return figure(match[1]) * _SUFFIXES.get(match[2] or "", 1)
    if text in WORDS:
        return WORDS[text]
    if text in ("a couple", "a pair", "the pair"):
        return 2
    if text in ("a", "an", "another"):
        return 1
    if text == "half a dozen":
        return 6
    return _spelt(text.replace("-", " ").split()) if text and not text[0].isdigit() else None


def _spelt(words: list[str]) -> float | None:
    total = current = 0
    for word in words:
        if word in ("and",):
            continue
        if word == "a":
            current = 1
        elif word in WORDS:
            current += WORDS[word]
        elif word in ("dozen", "dozens"):
            current = max(current, 1) * 12
        elif word == "hundred":
            current = max(current, 1) * 100
        elif word in _SCALES:
            total, current = total + max(current, 1) * _SCALES[word], 0
        else:
            return None
    return float(total + current) if words else None


def figure(digits: str) -> float:
    """A figure with thousands separators or a decimal mark of either style: 1,540 = 1.540 = 1540; 1,5 = 1.5."""
    plain = digits.replace("'", "").replace(" ", "")
    marks = [character for character in plain if character in ".,"]
    if not marks:
        return float(plain)
    last = marks[-1]
    whole, _, rest = plain.rpartition(last)
    grouped = re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", plain) and len(set(marks)) == 1
    if grouped and not whole.startswith("0"):
        return float(plain.replace(last, ""))
    return float(whole.replace(".", "").replace(",", "") + "." + rest)
