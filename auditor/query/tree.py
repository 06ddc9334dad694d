"""A query as a tree. Fields and values that have names stand in it by their English ones; equal trees ask the same."""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Operator = Literal["=", "!=", "<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True)
class Value:
    """What was written for a value; ``at`` is where, counted in characters."""

    text: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Comparison:
    """``field operator value``."""

    field: str
    operator: Operator
    value: Value


@dataclass(frozen=True, slots=True)
class Member:
    """``field in (value, …)``."""

    field: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Has:
    """``field has value``: the value is part of the field's text."""

    field: str
    value: Value


@dataclass(frozen=True, slots=True)
class Blank:
    """``field is blank``."""

    field: str


@dataclass(frozen=True, slots=True)
class Not:
    """``not part``. A comparison with what is blank does not hold, so its opposite does."""

    part: "Condition"


@dataclass(frozen=True, slots=True)
class Both:
    """Parts joined by ``and``; two at least."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """Parts joined by ``or``; two at least."""

    parts: tuple["Condition", ...]


Condition: TypeAlias = Comparison | Member | Has | Blank | Not | Both | Either


@dataclass(frozen=True, slots=True)
class Order:
    """A field that an answer is sorted by."""

    field: str
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Select:
    """A list of an entity, its groups (``by``), or its number (``counted`` without ``by``).

    ``everything`` takes in superseded reports and findings that are gone.
    """

    entity: str
    counted: bool = False
    everything: bool = False
    where: Condition | None = None
    by: tuple[str, ...] = ()
    having: Condition | None = None
    order: tuple[Order, ...] = ()
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Compare:
    """How many of an entity there are in one year and in another, in all or by groups."""

    entity: str
    first: int
    second: int
    everything: bool = False
    where: Condition | None = None
    by: tuple[str, ...] = ()
    order: tuple[Order, ...] = ()
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Corrected:
    """What reports changed that replaced earlier ones; ``where`` is of the later report."""

    where: Condition | None = None


@dataclass(frozen=True, slots=True)
class About:
    """Something about a finding, named by its id or by its row in the last answer."""

    subject: Literal["why", "source", "repair"]
    finding: Value


@dataclass(frozen=True, slots=True)
class Explain:
    """What a rule asks, and why."""

    code: Value


@dataclass(frozen=True, slots=True)
class Decide:
    """A decision on a finding; ``open`` takes an earlier one back."""

    status: Literal["dismissed", "confirmed", "open"]
    finding: Value
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Save:
    """A query to keep under a name."""

    query: Select | Compare | Corrected
    name: str


@dataclass(frozen=True, slots=True)
class Run:
    """A query that was kept."""

    name: Value


@dataclass(frozen=True, slots=True)
class Help:
    """What can be asked; of an entity, its fields."""

    entity: str | None = None


Query: TypeAlias = Select | Compare | Corrected | About | Explain | Decide | Save | Run | Help
