"""From a reading and flags to an estimate of total cost: what ``adr-lint tco`` does, and what a report embeds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from adr_lint.cost.assumptions import assumptions
from adr_lint.cost.gather import Rates, gather, metavar, out_of_bounds, tiers_of
from adr_lint.cost.nouns import LONGEST, MOST, Estimate, Given, Quantity, Result, Spec, between, point
from adr_lint.errors import UserError
from adr_lint.facts import ranges
from adr_lint.facts.cost_table import read_costs
from adr_lint.model import Passed, Reading
from adr_lint.regexes import regex
from adr_lint.values import dataclass

_RATE = regex(r"\s*1?\s*([A-Za-z]{3})\s*=\s*([\d.]+)\s*([A-Za-z]{3})\s*")
_CURRENCY = regex(r"[A-Za-z]{3}")
_UNITS = {"month": "a month", "year": "a year"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asks for beside the record; without it, the record and the assumptions speak."""

    given: tuple[Given, ...] = ()
    rates: Rates | None = None
    currency: str = ""
    months: tuple[int, ...] = ()
    seed: int = 1


def asked(
    flags: Mapping[str, str | None], *, rates: Iterable[str] = (), currency: str = "", months: str = "", seed: int = 1
) -> Asked:
    """The wishes of a command line, ``flags`` by the names of inputs. Raises ``UserError`` for what cannot be."""
    specs = assumptions().specs
    given = tuple(given_by_flag(specs[name], text) for name, text in flags.items() if text is not None)
    if currency and not _CURRENCY.fullmatch(currency):
        raise UserError(f"--currency: '{currency}' is no currency", suggestion="a code of three letters, such as EUR")
    return Asked(given, _rates(rates), currency.upper(), _months(months), seed)


def estimate(reading: Reading, wishes: Asked | None = None) -> Estimate:
    """The total cost of the options of a record, as far as it is known. ``reading`` has its tables still."""
    wishes = wishes or Asked()
    known = assumptions()
    record = reading.record
    approach = str(reading.facts["approach"].value)
    inputs = gather(
        reading.facts,
        [*wishes.given, *table_of(reading)[0]],
        known,
        rates=wishes.rates,
        currency=wishes.currency,
    )
    horizons = wishes.months or known.horizons
    result = Result(tuple(horizons), 0, wishes.seed)
    if inputs.priced:
        from adr_lint.cost.simulate import simulate  # numpy

        result = simulate(inputs, horizons, decided=approach, seed=wishes.seed)
    return Estimate(record.path, record.title, approach, inputs, result)


def table_of(reading: Reading) -> tuple[Sequence[Given], Sequence[Passed]]:
    """What the record's cost tables give, and what in them was passed over."""
    chosen = [option.name for option in reading.record.options if option.chosen]
    table = read_costs(reading.record, chosen, str(reading.facts["approach"].value))
    return table.taken, table.passed


def given_by_flag(spec: Spec, text: str) -> Given:
    """An input by its flag. Raises ``UserError`` naming the flag and what was expected."""
    if spec.kind == "tiers":
        try:
            tiers = tiers_of(text.split(","))
        except ValueError as error:
            raise UserError(f"{spec.flag}: {error}", suggestion=f"write {metavar(spec)}") from None
        return Given(spec.name, point(1.0), "flag", text, tiers=tiers)
    ends, currency = _ends(spec, text)
    quantity = _quantity(ends)
    wrong = out_of_bounds(spec, quantity)
    if wrong:
        raise UserError(f"{spec.flag}: '{text}' cannot be; {wrong}")
    return Given(spec.name, quantity, "flag", text, currency, exact=ends[0] != ends[1])


def _ends(spec: Spec, text: str) -> tuple[ranges.Ends, str]:
    if spec.kind == "money":
        money = ranges.amount(text, _UNITS.get(spec.per, ""))
        if money is not None:
            return money
        raise UserError(f"{spec.flag}: '{text}' is no amount of money", suggestion="such as 'EUR 9000' or 'USD 8k-12k'")
    read = {"months": ranges.months, "share": ranges.share}.get(spec.kind, ranges.number)
    ends = read(text)
    if ends is None:
        example = {"months": "'6' or '6-9 months'", "share": "'0.2' or '15-25 %'"}.get(spec.kind, "'2' or '2-3'")
        raise UserError(f"{spec.flag}: '{text}' is no number and no range of two", suggestion=f"such as {example}")
    return ends, ""


def _quantity(ends: ranges.Ends) -> Quantity:
    return point(ends[0]) if ends[0] == ends[1] else between(*ends)


def _months(text: str) -> tuple[int, ...]:
    words = [word.strip() for word in text.split(",") if word.strip()]
    for word in words:
        if not (word.isascii() and word.isdigit() and len(word) < 5 and 1 <= int(word) <= LONGEST):
            raise UserError(
                f"--months: '{word}' is no number of months that can be reckoned with",
                suggestion=f"whole numbers from 1 to {LONGEST}, such as 24,36",
            )
    return tuple(sorted({int(word) for word in words}))


def _rates(texts: Iterable[str]) -> dict[tuple[str, str], float]:
    rates: dict[tuple[str, str], float] = {}
    for text in texts:
        found = _RATE.fullmatch(text)
        try:
            rate = float(found[2]) if found else 0.0
        except ValueError:
            rate = 0.0
        if found is None or not 1 / MOST < rate < MOST:
            raise UserError(f"--rate: '{text}' is no rate", suggestion="write EUR=1.08USD for one euro at 1.08 dollars")
        rates[found[1].upper(), found[3].upper()] = rate
    return rates
