"""What the written digits of a claim allow, in whole counts."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache

from auditor.model.claim import Claim, Number
from auditor.rules.facts import SCALE, scaled
from auditor.rules.subject import Value

_MULTIPLES = {"万": 10_000, "亿": 100_000_000}
_HALF = Decimal("0.5")
Bounds = tuple[Number, Number | None]
"""The least and the most that a writer may have meant; None where there is no most (以上, 余)."""


@cache
def measure(unit: str) -> str:
    """What a unit measures: money, rate, points (of a rate), or count."""
    plain = unit.lstrip("".join(_MULTIPLES))
    if plain.endswith("元"):
        return "money"
    return "points" if "百分点" in plain else "rate" if plain.endswith(("%", "‰")) else "count"


@cache
def times(unit: str | None) -> int:
    """By what a number with this unit is multiplied to be a whole count: 10000 for 万件."""
    multiple = 1
    for letter in unit or "":
        if letter not in _MULTIPLES:
            break
        multiple *= _MULTIPLES[letter]
    return multiple


def nominal(claim: Claim) -> Number:
    """The number that is written, in whole counts."""
    return claim.quantity * times(claim.unit)


def bounds(claim: Claim) -> Bounds:
    """What a writer who rounds or cuts off may have meant, in whole counts: half a last digit less, one last digit more.

    A plain whole number of things is exact; one with decimals, a multiple (万, 亿) or a per cent sign is not.
    """
    low, high = claim.low, claim.high
    decimals = _decimals(claim.quantity)
    if decimals or times(claim.unit) > 1 or measure(claim.unit) != "count":
        digit = Decimal(times(claim.unit)).scaleb(-decimals)
        low = min(low, nominal(claim) - digit * _HALF)
        high = None if high is None else max(high, nominal(claim) + digit)
    return low, high


def is_exact(claim: Claim) -> bool:
    """Whether a claim is a plain count that nothing rounds."""
    low, high = bounds(claim)
    return low == high


def total(each: Sequence[Bounds]) -> Bounds:
    """The bounds of a sum."""
    highs = [high for _, high in each if high is not None]
    return sum(low for low, _ in each), sum(highs) if len(highs) == len(each) else None


def floor(value: Fraction) -> Decimal:
    """A number cut to the four decimals that the engine takes."""
    return Decimal(value.numerator * SCALE // value.denominator) / SCALE


def ceiling(value: Fraction) -> Decimal:
    """The least number of four decimals that is not below a number."""
    return -floor(-value)


def known(fields: Mapping[str, Value | None]) -> dict[str, Value]:
    """The fields that are known and that the engine holds exactly."""
    return {
        name: value
        for name, value in fields.items()
        if value is not None and (isinstance(value, str) or scaled(value) is not None)
    }


def shown(value: Number) -> str:
    """A number as people write it, with two decimals at most."""
    digits = f"{value:.2f}"
    return digits.rstrip("0").rstrip(".")


def written(claim: Claim) -> str:
    """The number as it is written, with 万 or 亿 and without what it counts."""
    multiples = claim.unit[: len(claim.unit) - len(claim.unit.lstrip("".join(_MULTIPLES)))]
    return f"{claim.quantity}{multiples}"


def _decimals(value: Number) -> int:
    if isinstance(value, int):
        return 0
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
