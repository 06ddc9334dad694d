"""From a row of groups to what is in that group."""

from auditor.query.answer import Row
from auditor.query.tree import Blank, Both, Compare, Comparison, Condition, Select, Value


def members(query: Select | Compare, row: Row) -> Select | None:
    """The list of what a row of a grouped answer counts; None where the answer has no groups."""
    if not query.by:
        return None
    parts: list[Condition] = [_is(field, value) for field, value in zip(query.by, row, strict=False)]
    parts += [query.where] if query.where else []
    flat = tuple(one for part in parts for one in (part.parts if isinstance(part, Both) else (part,)))
    return Select(query.entity, everything=query.everything, where=flat[0] if len(flat) == 1 else Both(flat))


def _is(field: str, value: object) -> Condition:
    # A region is one place in a group, and that with all it has inside in a condition.
    field = "place" if field == "region" else field
    return Blank(field) if value is None or value == "" else Comparison(field, "=", Value(str(value)))
