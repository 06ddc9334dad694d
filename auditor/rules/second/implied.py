"""What rules of the first stage say about the findings of others, as rules of the second stage."""

from collections.abc import Iterable, Iterator

from auditor.rules.schema import Rule
from auditor.rules.second.schema import SecondRule


def implied(rules: Iterable[Rule]) -> Iterator[SecondRule]:
    """A rule's ``replaces`` drops findings, its ``cause`` joins its own."""
    for rule in rules:
        if rule.replaces:
            listed = ", ".join(f"'{code}'" for code in rule.replaces)
            yield _second(rule, "replaces", when=f"code in ({listed})", follows=(rule.code,), then={"status": "dropped"})
        if rule.cause:
            cause = "{family}/{table}" if rule.cause == "table" else "{family}"
            yield _second(rule, "cause", when=f"code = '{rule.code}'", then={"cause": cause})


def _second(rule: Rule, key: str, **said: object) -> SecondRule:
    return SecondRule.model_validate({"second": f"{key}-{rule.code.lower()}", "name": rule.name, "for": "each finding", **said})
