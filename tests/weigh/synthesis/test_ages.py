from __future__ import annotations

from firsthand.model.claim import AgeRange
from firsthand.model.finding import Population
from firsthand.weigh.synthesis.ages import age_bounds, band_of

TWELVE_TO_65 = AgeRange(age_years_min=12, age_years_max=65)


def band(group: str, persons: int, *, year: str = "2010") -> Population:
    return Population(
        area="Xinjiang",
        place_code="650000",
        year=year,
        group=group,
        persons=persons,
        kind="census",
        address="",
    )


CENSUS = (
    band("age 0-14", 4_530_645),
    band("age 15-64", 15_932_420),
    band("age 65+", 1_350_269),
    band("all residents", 21_813_334),
)


def ends(ages: AgeRange, *populations: Population) -> list[tuple[int, int | None]]:
    found, _ = age_bounds([ages], populations)
    return [(each.extent.low, each.extent.high) for each in found]


def test_bands_that_the_ages_cut_count_from_nobody_to_everybody() -> None:
    """12 to 65 in 2010: 15-64 wholly, 0-14 and 65+ in part."""
    assert ends(TWELVE_TO_65, *CENSUS) == [(15_932_420, 21_813_334)]


def test_a_total_and_finer_bands_narrow_it() -> None:
    """0-11 are 3.6 million: so 12-14 are what is left of 0-14."""
    finer = band("age 0-11", 3_600_000)
    assert ends(TWELVE_TO_65, *CENSUS, finer) == [(15_932_420 + 930_645, 18_213_334)]


def test_ages_that_are_bands_are_known() -> None:
    """15 to 64; and 0 and over."""
    assert ends(AgeRange(age_years_min=15, age_years_max=64), *CENSUS) == [(15_932_420,) * 2]
    assert ends(AgeRange(age_years_min=0, age_years_max=None), *CENSUS) == [(21_813_334,) * 2]


def test_bands_that_contradict_their_total_give_no_number() -> None:
    """Bands of 21.8 million in a population of 20 million: they are named."""
    told = (*CENSUS[:3], band("all residents", 20_000_000))
    found, problems = age_bounds([TWELVE_TO_65], told)
    assert found == ()
    assert [problem.code for problem in problems] == ["populations-contradict"]
    assert "all residents 20,000,000" in problems[0].message


def test_negative_populations_are_a_problem_and_no_number() -> None:
    """Minus four million children."""
    found, problems = age_bounds([TWELVE_TO_65], (band("age 0-14", -4_000_000), *CENSUS[1:3]))
    assert [problem.code for problem in problems] == ["negative-count"]
    assert found == ()


def test_without_bands_nothing_is_said_of_ages() -> None:
    """A total alone."""
    assert ends(TWELVE_TO_65, CENSUS[-1]) == []


def test_the_names_of_bands() -> None:
    """As offices print them; what is none, or runs backwards, is none."""
    assert band_of("age 15–64") == (15, 64)
    assert band_of("Aged 65 and over") == (65, 130)
    assert band_of("ages 65 and over") == (65, 130)
    assert band_of("age under 15") == (0, 14)
    assert band_of("age 64-15") is None
    assert band_of("male") is None
