"""From the parser's tree to ours. Names stand in it as they were written, as tokens that know their place."""

from typing import Any

from lark import Token, Transformer
from lark.visitors import v_args

from auditor.query import tree as t

_DECISIONS = {"DISMISS": "dismissed", "CONFIRM": "confirmed", "REOPEN": "open"}


def build(tree: Any) -> t.Query:
    """The query that a tree of the parser says."""
    query: t.Query = _Trees().transform(tree)
    return query


@v_args(inline=True)
class _Trees(Transformer[Token, Any]):
    """Makes the nodes of tree.py of the rules of grammar/query.lark."""

    def select(self, *parts: Any) -> t.Select:
        everything, entity, clauses = _of(parts)
        return t.Select(entity, everything=everything, **clauses)

    def count(self, _: Token, *parts: Any) -> t.Select:
        everything, entity, clauses = _of(parts)
        return t.Select(entity, counted=True, everything=everything, **clauses)

    def compare(self, *parts: Any) -> t.Compare:
        everything, entity, clauses = _of(tuple(part for part in parts if getattr(part, "type", "") != "YEAR"))
        first, second = (part for part in parts if getattr(part, "type", "") == "YEAR")
        return t.Compare(entity, first, second, everything=everything, **clauses)

    def corrected(self, where: tuple[str, t.Condition] | None = None) -> t.Corrected:
        return t.Corrected(where[1] if where else None)

    def about(self, subject: Token, finding: Token) -> t.About:
        return t.About(subject.type.lower(), _value(finding))  # type: ignore[arg-type]

    def explain(self, code: Token) -> t.Explain:
        return t.Explain(_value(code))

    def decision(self, verdict: Token, finding: Token, reason: Token | None = None) -> t.Decide:
        return t.Decide(_DECISIONS[verdict.type], _value(finding), reason)  # type: ignore[arg-type]

    def save(self, query: t.Select | t.Compare | t.Corrected, name: Token) -> t.Save:
        return t.Save(query, str(name))

    def run(self, name: Token) -> t.Run:
        return t.Run(_value(name))

    def help(self, entity: Token | None = None) -> t.Help:
        return t.Help(entity.type.lower() if entity else None)

    def where(self, condition: t.Condition) -> tuple[str, t.Condition]:
        return "where", condition

    def having(self, condition: t.Condition) -> tuple[str, t.Condition]:
        return "having", condition

    def by(self, *fields: Token) -> tuple[str, tuple[str, ...]]:
        return "by", tuple(field for field in fields if field.type == "FIELD")

    def grouping(self, *clauses: tuple[str, Any]) -> dict[str, Any]:
        return dict(clauses)

    def order(self, *orders: Any) -> tuple[str, tuple[t.Order, ...]]:
        return "order", tuple(order for order in orders if isinstance(order, t.Order))

    def sorted(self, field: Token, direction: Token | None = None) -> t.Order:
        return t.Order(field, descending=direction is not None)

    def limit(self, rows: Token) -> tuple[str, Token]:
        return "limit", rows

    def either(self, *parts: t.Condition) -> t.Condition:
        return parts[0] if len(parts) == 1 else t.Either(parts)

    def both(self, *parts: t.Condition) -> t.Condition:
        return parts[0] if len(parts) == 1 else t.Both(parts)

    def inverse(self, part: t.Condition) -> t.Not:
        return t.Not(part)

    def comparison(self, field: Token, operator: Token, value: Token) -> t.Comparison:
        plain = {"≤": "<=", "≥": ">=", "≠": "!="}.get(operator, str(operator))
        return t.Comparison(field, plain, _value(value))  # type: ignore[arg-type]

    def member(self, field: Token, *values: Token) -> t.Member:
        return t.Member(field, tuple(_value(value) for value in values if value.type == "VALUE"))

    def no_member(self, field: Token, *values: Token) -> t.Not:
        return t.Not(self.member(field, *values))

    def has(self, field: Token, value: Token) -> t.Has:
        return t.Has(field, _value(value))

    def blank(self, field: Token) -> t.Blank:
        return t.Blank(field)

    def filled(self, field: Token) -> t.Not:
        return t.Not(t.Blank(field))


def _of(parts: tuple[Any, ...]) -> tuple[bool, str, dict[str, Any]]:
    """Whether everything is asked for, the entity, and the clauses by name."""
    everything, rest = (True, parts[1:]) if parts[0].type == "ALL" else (False, parts)
    clauses: dict[str, Any] = {}
    for clause in rest[1:]:
        clauses |= clause if isinstance(clause, dict) else dict([clause])
    return everything, rest[0].type.lower(), clauses


def _value(token: Token) -> t.Value:
    return t.Value(str(token), token.start_pos or 0)
