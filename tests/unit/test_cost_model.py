"""Total cost: three cases reckoned by hand, and what must hold whatever the numbers."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import pytest
from cost_cases import inputs
from hypothesis import given, settings
from hypothesis import strategies as st

from adr_lint.cost.nouns import LONGEST, Band, Inputs, Missing, Quantity, Result, Tier, between, point
from adr_lint.cost.simulate import simulate

DRAWS = 400


def after(result: Result, option: str, months: int) -> Band:
    course = next(course for course in result.courses if course.option == option)
    return course.months[months]


def exactly(result: Result, option: str, months: int) -> float:
    band = after(result, option, months)
    assert band.p10 == pytest.approx(band.p90), "nothing is uncertain here"
    return band.p50


def test_two_people_build_for_a_year_against_a_subscription() -> None:
    result = simulate(
        inputs(
            build_months=12, build_people=2, salary=60_000, build_upfront=10_000, build_monthly=1_000,
            maintenance_share=0.2, buy_monthly=5_000,
        ),
        (24, 36),
    )  # fmt: skip
    # A month of building: 2 × 60,000 / 12 = 10,000; a year of it 120,000, with what is paid once 130,000.
    assert exactly(result, "build", 12) == pytest.approx(130_000)
    # Afterwards 1,000 for machines and 120,000 × 0.2 / 12 = 2,000 for maintenance: 12 × 3,000 more after 24 months.
    assert exactly(result, "build", 24) == pytest.approx(130_000 + 12 * 3_000)
    assert exactly(result, "build", 36) == pytest.approx(130_000 + 24 * 3_000)
    assert exactly(result, "buy", 24) == pytest.approx(24 * 5_000)
    assert exactly(result, "buy", 36) == pytest.approx(36 * 5_000)
    # 130,000 + 3,000 (m - 12) ≤ 5,000 m, that is 94,000 ≤ 2,000 m: from month 47 on.
    (even,) = result.break_even
    assert (even.p10, even.p50, even.p90) == (47, 47, 47)
    assert even.cheaper == {24: 0.0, 36: 0.0}


def test_an_overrun_and_people_who_run_it_against_a_platform_with_a_keeper() -> None:
    result = simulate(
        inputs(
            build_months=5, overrun=2.5, build_people=3, build_share=0.5, salary=96_000, build_upfront=20_000,
            build_monthly=2_000, run_people=0.5, buy_upfront=30_000, buy_monthly=8_000, buy_people=0.25,
        ),
        (24, 36),
    )  # fmt: skip
    # It takes 5 × 2.5 = 12.5 months at 3 × 0.5 × 96,000 / 12 = 12,000: 150,000. After 12 months 144,000 of them.
    assert exactly(result, "build", 12) == pytest.approx(20_000 + 144_000)
    # Month 13 is half building (6,000), half running: (2,000 + 0.5 × 8,000) / 2 = 3,000.
    assert exactly(result, "build", 13) == pytest.approx(20_000 + 150_000 + 3_000)
    # After 24 months it has run for 11.5 months at 6,000: 69,000; after 36 for 23.5: 141,000.
    assert exactly(result, "build", 24) == pytest.approx(170_000 + 69_000)
    assert exactly(result, "build", 36) == pytest.approx(170_000 + 141_000)
    # Buying: 30,000 once, then 8,000 and a quarter of an engineer at 8,000 a month: 10,000.
    assert exactly(result, "buy", 24) == pytest.approx(30_000 + 240_000)
    assert exactly(result, "buy", 36) == pytest.approx(30_000 + 360_000)
    # Building starts 10,000 below, is dearer from month 6 on, and stays cheaper once 65,000 ≤ 4,000 m: month 17.
    (even,) = result.break_even
    assert even.p50 == 17
    assert even.cheaper == {24: 1.0, 36: 1.0}


def test_prices_by_tier_that_grow_with_usage_and_a_hybrid() -> None:
    tiers = (Tier(0, 0.01), Tier(1_000_000, 0.005))
    growing = simulate(inputs(tiers=tiers, units=2_000_000, growth=1.0), (24,))
    # The first month: 1,000,000 × 0.01 + 1,000,000 × 0.005 = 15,000.
    assert exactly(growing, "buy", 1) == pytest.approx(15_000)
    # Usage doubles in a year; in month 13 it is 4,000,000: 10,000 + 3,000,000 × 0.005 = 25,000.
    assert exactly(growing, "buy", 13) - exactly(growing, "buy", 12) == pytest.approx(25_000)
    mixed = simulate(
        inputs(
            tiers=tiers, units=2_000_000, build_months=4, build_development=40_000, build_upfront=8_000,
            maintenance_share=0.2, hybrid_share=0.25, hybrid=True,
        ),
        (24,),
    )  # fmt: skip
    # A quarter of 8,000 once and of 40,000 for the work; then 0.2 × 40,000 / 12 / 4 = 166.67 a month for 20 months.
    # Beside it three quarters of 15,000 a month for 24 months: 270,000.
    assert exactly(mixed, "hybrid", 24) == pytest.approx(2_000 + 10_000 + 20 * 500 / 3 + 270_000)


def test_what_moves_it_most_is_said_of_what_was_decided() -> None:
    case = inputs(build_months=4, build_upfront=(1, 9), buy_monthly=9, hybrid_share=0.5, hybrid=True)
    assert simulate(case, (24,)).swing_of == ("build", "buy")
    assert simulate(case, (24,), decided="hybrid").swing_of == ("hybrid", "buy")
    assert simulate(case, (24,), decided="buy").swing_of == ("build", "buy")


def test_sums_given_for_the_hybrid_count_instead_of_shares_of_both() -> None:
    result = simulate(
        inputs(
            build_months=4, build_development=40_000, build_upfront=8_000, buy_monthly=9_000, hybrid_share=0.5,
            hybrid_upfront=5_000, hybrid_monthly=2_000, hybrid=True,
        ),
        (12,),
    )  # fmt: skip
    assert exactly(result, "hybrid", 12) == pytest.approx(5_000 + 20_000 + 12 * 2_000)


def test_usage_moves_only_the_share_of_a_charge_that_follows_it() -> None:
    result = simulate(inputs(buy_monthly=1_000, buy_usage_share=0.5, growth=1.0), (24,))
    # In month 13 usage has doubled: 500 stay, 500 become 1,000.
    assert exactly(result, "buy", 13) - exactly(result, "buy", 12) == pytest.approx(1_500)


def test_an_option_that_lacks_something_takes_part_in_no_comparison() -> None:
    known = inputs(build_upfront=100, buy_monthly=10)
    lacking = Inputs("EUR", known.quantities, missing=(Missing("build_months", ("build",), "", ""),), priced=True)
    result = simulate(lacking, (24,))
    assert result.break_even == ()
    assert result.swing_of == ("buy",)
    assert {course.option: course.lacks for course in result.courses} == {"build": ("build_months",), "buy": ()}


def test_what_never_pays_off_is_none_and_what_always_does_is_month_nought() -> None:
    dear = simulate(inputs(build_months=1, build_upfront=9_000, build_monthly=10, buy_monthly=10), (24,))
    assert dear.break_even[0].p50 is None
    cheap = simulate(inputs(build_months=1, buy_monthly=10), (24,))
    assert cheap.break_even[0].p50 == 0


def test_the_swing_of_an_input_is_that_of_its_tenth_and_ninetieth_percentile() -> None:
    result = simulate(inputs(buy_monthly=(800, 1_200), buy_upfront=(0, 20)), (10,))
    # Of a symmetric triangle from 800 to 1,200 a tenth lies below 800 + √(0.1 × 400 × 200) = 889.44.
    first, second = result.swings
    assert (first.name, second.name) == ("buy_monthly", "buy_upfront")
    assert first.low == pytest.approx(800 + math.sqrt(8_000))
    assert first.width == pytest.approx(10 * (400 - 2 * math.sqrt(8_000)))
    assert result.swing_base == pytest.approx(-10 * 1_000 - 10), "building costs nothing here"


def test_the_draws_have_the_shape_that_was_asked_for() -> None:
    result = simulate(inputs(buy_upfront=(0, 100)), (1,), draws=10_000)
    wanted = between(0, 100)
    band = after(result, "buy", 0)
    for got, share in ((band.p10, 0.1), (band.p50, 0.5), (band.p90, 0.9)):
        assert got == pytest.approx(wanted.quantile(share), abs=1.5)


def changed(base: Inputs, **values: Quantity) -> Inputs:
    return replace(base, quantities={**base.quantities, **values})


amounts = st.floats(0, 1e9)
shares = st.floats(0, 1)
CASE = st.fixed_dictionaries(
    {
        "build_months": st.floats(0.1, 60), "overrun": st.floats(1, 5), "build_people": st.floats(0, 100),
        "build_share": shares, "salary": amounts, "build_upfront": amounts, "build_monthly": amounts,
        "maintenance_share": st.floats(0, 3), "buy_upfront": amounts, "buy_monthly": amounts, "buy_people": shares,
        "growth": st.floats(-0.9, 10),
    }
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(CASE)
def test_without_anything_uncertain_every_draw_is_the_same(case: dict[str, float]) -> None:
    result = simulate(inputs(case), (24, 36), draws=DRAWS)
    for course in result.courses:
        for band in course.months:
            assert math.isfinite(band.p50)
            assert band.p10 == pytest.approx(band.p90, rel=1e-9)
    assert result.swings == ()


@settings(max_examples=40, deadline=None)
@given(CASE, st.sampled_from(["salary", "build_upfront", "build_monthly", "buy_upfront", "buy_monthly"]), amounts)
def test_no_price_that_rises_makes_anything_cheaper(case: dict[str, float], name: str, more: float) -> None:
    before = simulate(changed(inputs(case), overrun=between(2, 3)), (24, 36), draws=DRAWS)
    dearer = simulate(
        changed(inputs(case), **{"overrun": between(2, 3), name: point(case[name] + more)}), (24, 36), draws=DRAWS
    )
    for cheap, dear in zip(before.courses, dearer.courses, strict=True):
        for month in (0, 1, 24, 36):
            assert dear.months[month].p50 >= cheap.months[month].p50 * (1 - 1e-9)


@settings(max_examples=20, deadline=None)
@given(CASE)
def test_what_was_paid_is_never_paid_back(case: dict[str, float]) -> None:
    result = simulate(changed(inputs(case), buy_people=between(0.1, 0.5)), (LONGEST,), draws=DRAWS)
    for course in result.courses:
        middles = [band.p50 for band in course.months]
        assert all(later >= earlier * (1 - 1e-12) for earlier, later in pairwise(middles))


def test_the_same_seed_gives_the_same_and_another_seed_another_result() -> None:
    case = inputs(build_months=6, build_people=2, salary=(50_000, 90_000), buy_monthly=(1_000, 3_000))
    assert simulate(case, (24,), seed=7) == simulate(case, (24,), seed=7)
    assert simulate(case, (24,), seed=7) != simulate(case, (24,), seed=8)


def test_another_input_does_not_change_what_is_drawn_for_one() -> None:
    alone = simulate(inputs(buy_monthly=(1_000, 3_000)), (24,))
    together = simulate(inputs(buy_monthly=(1_000, 3_000), build_upfront=(0, 9)), (24,))
    assert after(alone, "buy", 24) == after(together, "buy", 24)


def test_a_point_has_its_value_at_every_quantile() -> None:
    assert {point(3).quantile(share) for share in (0, 0.1, 0.5, 1)} == {3}
