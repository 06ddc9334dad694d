"""What is proved of a rule before it may ship."""

import re
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from auditor.catalogue.text import name as called
from auditor.model.form import forms_of, table_form
from auditor.rules.algebra import Equation, System, systems
from auditor.rules.cases import cases
from auditor.rules.examples import alone, outcomes
from auditor.rules.mutation import Mutation, mutations
from auditor.rules.pack import Pack
from auditor.rules.problem import RuleError, RuleProblem, meant
from auditor.rules.program import Program
from auditor.rules.schema import Bilingual, Rule
from auditor.rules.scope import PROSE

_UNEDITED = re.compile(r"<[^<>]+>")
_MOST_NAMED = 5
_CHECK = ("check",)


class Remark(NamedTuple):
    """Something to know of a rule; ``fault`` where the rule may not ship with it."""

    problem: RuleProblem
    fault: bool = True


def lint(pack: Pack, codes: Collection[str]) -> Iterator[Remark]:
    """What there is to say of the rules with these codes, each alone and then together. Raises ``EngineError``."""
    for code in codes:
        rule = pack.rules[code]
        for error in (*_texts(rule), *_links(rule, pack), *_proofs(rule)):
            yield Remark(_problem(error, rule, pack))
        for mutation in mutations(rule, alone(rule)):
            if mutation.unseen:
                yield _unseen(mutation, rule, pack)
    for system in equations(pack):
        yield from _together(system, pack, codes)


def equations(pack: Pack) -> Iterator[System]:
    """The systems of equations that a pack's rules state, drafts and deprecated ones aside."""
    rules = (rule for rule in pack.rules.values() if rule.status in ("stable", "preview"))
    return systems(Program.of(*rules).bounds)


def _problem(error: RuleError, rule: Rule, pack: Pack) -> RuleProblem:
    source = pack.sources.get(rule.code)
    return source.problem(error, rule.code) if source else RuleProblem("", 1, 1, error.key, error.details, "", rule.code)


# ---------------------------------------------------------------------- texts and links


def _texts(rule: Rule) -> Iterator[RuleError]:
    if rule.basis is None and not rule.site:
        yield RuleError("lint-no-basis")
    if rule.why is None:
        yield RuleError("lint-no-why")
    texts: dict[tuple[str | int, ...], Bilingual | None] = {("name",): rule.name, ("message",): rule.message, ("why",): rule.why}
    texts |= {("falsepositives", at): one for at, one in enumerate(rule.falsepositives)}
    texts |= {("readings", at, "name"): one.name for at, one in enumerate(rule.readings)}
    texts |= {("slips", at, "name"): one.name for at, one in enumerate(rule.slips)}
    for path, said in texts.items():
        if said is not None and said.zh == said.en:
            yield RuleError("lint-one-language", path, name=path[0])
        if said is not None and (found := _UNEDITED.search(said.zh) or _UNEDITED.search(said.en)):
            yield RuleError("lint-unedited", path, found=found.group())
    for name, value in rule.basis or ():
        if value and (found := _UNEDITED.search(value)):
            yield RuleError("lint-unedited", ("basis", name), found=found.group())


def _links(rule: Rule, pack: Pack) -> Iterator[RuleError]:
    if rule.replaced_by and rule.status != "deprecated":
        yield RuleError("lint-replaced-by", ("replaced_by",))
    for at, code in enumerate(rule.replaces):
        if code not in pack.rules or code == rule.code:
            yield RuleError("unknown-rule", ("replaces", at), name=code, meant=meant(code, pack.rules.keys() - {rule.code}))


# ---------------------------------------------------------------------- proofs


def _proofs(rule: Rule) -> Iterator[RuleError]:
    """Whether it can fire at all, and whether its examples show that it does, that it does not, and say so rightly."""
    pack = alone(rule)
    if not any(cases(bound.violation) for bound in pack.program.bounds):
        yield RuleError("lint-never", ("check",))
    expected = [bool(example.expect) for example in rule.examples]
    if True not in expected:
        yield RuleError("lint-no-flagged", ("examples",))
    if False not in expected:
        yield RuleError("lint-no-passed", ("examples",))
    for at in range(len(rule.examples)):
        yield from failures(rule, at, pack)


def failures(rule: Rule, at: int, pack: Pack) -> Iterator[RuleError]:
    """What an example of a rule says wrongly: names that are not there, or places that were flagged or were not."""
    path = ("examples", at)
    try:
        for outcome in outcomes(rule, rule.examples[at], pack):
            if outcome.expected != outcome.found:
                expected, found = (
                    ", ".join(sorted(_written(one, outcome.form) for one in places)) or "[]" for places in outcome[1:]
                )
                yield RuleError("lint-example", (*path, "expect"), form=outcome.form, expected=expected, found=found)
    except RuleError as error:
        yield RuleError(error.key, path, None, **error.details)


def _written(place: str, form: str) -> str:
    """A place as examples name it: 一, 自然人, 三（七）/总计; as it is where it is none of a table of this form."""
    table, row, column, *_ = *place.split("/"), "", "", ""
    if form not in forms_of(table):
        return place
    names = {
        f"{axis}/{line.address}": line.short for axis in ("rows", "columns") for line in getattr(table_form(table, form), axis)
    }
    parts = [names[key] for key in (f"rows/{row}", f"columns/{column}") if key in names]
    return "/".join(parts) or called("table", table, "zh")


def _unseen(mutation: Mutation, rule: Rule, pack: Pack) -> Remark:
    """A sum must see every slip, a rule for prose one of some claim; of other rules it is said which they do not see."""
    names = mutation.unseen[:_MOST_NAMED]
    told = ", ".join(names) + (" …" if len(mutation.unseen) > len(names) else "")
    details = {"form": mutation.form, "count": len(mutation.unseen), "changed": mutation.changed, "cells": told}
    key = "lint-unseen" if len(mutation.unseen) < mutation.changed else "lint-unseen-all"
    grave = any(bound.identity or bound.target.scope in PROSE for bound in Program.of(rule).bounds)
    return Remark(_problem(RuleError(key, _CHECK, None, **details), rule, pack), grave)


# ---------------------------------------------------------------------- rules together


def _together(system: System, pack: Pack, codes: Collection[str]) -> Iterator[Remark]:
    details = {"table": system.table, "form": system.form, "equations": len(system.equations), "rank": system.rank}
    for equation in system.contradictory:
        if equation.rule in codes:
            error = RuleError("lint-contradiction", _CHECK, None, **details, place=equation.place)
            yield Remark(_problem(error, pack.rules[equation.rule], pack))
    for code, implied in _by_rule(system.implied):
        if code in codes:
            places = ", ".join(equation.place for equation in implied)
            error = RuleError("lint-implied", _CHECK, None, **details, places=places, count=len(implied))
            whole = len(implied) == sum(equation.rule == code for equation in system.equations)
            yield Remark(_problem(error, pack.rules[code], pack), fault=whole)


def _by_rule(implied: Iterable[Equation]) -> list[tuple[str, list[Equation]]]:
    found: dict[str, list[Equation]] = {}
    for equation in implied:
        found.setdefault(equation.rule, []).append(equation)
    return list(found.items())
