"""From a row of groups to what is in that group."""

from auditor.query.answer import Row
from auditor.query.tree import Blank, Both, Compare, Comparison, Condition, Select, Value


def members(query: Select | Compare, row: Row) -> Select | None:
    """The list of what a row of a grouped answer counts; None where the answer has no groups.

    A region is one place in a group and all that it has inside in a condition, so its list may be longer than its count.
    """
    if not query.by:
        return None
    parts: list[Condition] = [_is(field, value) for field, value in zip(query.by, row, strict=False)]
    parts += [query.where] if query.where else []
    flat = tuple(one for part in parts for one in (part.parts if isinstance(part, Both) else (part,)))
    return Select(query.entity, everything=query.everything, where=flat[0] if len(flat) == 1 else Both(flat))


def _is(field: str, value: object) -> Condition:
    return Blank(field) if value is None or value == "" else Comparison(field, "=", Value(str(value)))
