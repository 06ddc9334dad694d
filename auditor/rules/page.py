"""A rule as people read it, in their language: what, why, basis, examples. ``rules show`` and docs/rules are made of it."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from auditor.catalogue.language import Language
from auditor.catalogue.text import name, text
from auditor.rules.pack import Pack
from auditor.rules.schema import Basis, Example, ExampleClaim, ExampleRelation, Rule


class Part(NamedTuple):
    """A heading and the lines below it; ``verbatim`` what is written just so in the rule file."""

    title: str
    lines: list[str]
    verbatim: bool = False


def head(rule: Rule, lang: Language) -> str:
    """Severity, status, family and tags of a rule in one line."""
    family = name("family", rule.family, lang)
    said = [name("severity", rule.severity, lang), name("status", rule.status, lang), f"{rule.family} {family}"]
    if rule.replaced_by:
        said.append(text("rules.replaced", lang, code=rule.replaced_by))
    return " · ".join([*said, *rule.tags])


def parts(rule: Rule, lang: Language) -> Iterator[Part]:
    """The parts of a rule's page, those that it has something for."""
    yield Part(text("rules.what", lang), list(_what(rule, lang)), verbatim=True)
    if rule.why:
        yield Part(text("rules.why", lang), [rule.why[lang]])
    if rule.basis:
        yield Part(text("rules.basis", lang), [basis(rule.basis)])
    yield Part(text("rules.message", lang), [rule.message[lang]], verbatim=True)
    if rule.examples:
        yield Part(text("rules.examples", lang), [example(one, lang) for one in rule.examples])
    if rule.falsepositives:
        yield Part(text("rules.falsepositives", lang), [one[lang] for one in rule.falsepositives])


def _what(rule: Rule, lang: Language) -> Iterator[str]:
    said: dict[str, str | None] = {"for": rule.scope, "when": rule.when, "check": rule.check}
    for key, numbers in (("readings", rule.readings), ("slips", rule.slips)):
        said[key] = "; ".join(f"{one.name[lang]} {one.value}" for one in numbers)
    said["doubt"] = rule.doubt
    said["blank"] = text(f"rules.blank-{rule.blank}", lang) if "blank" in rule.model_fields_set else None
    said["tolerance"] = f"±{rule.tolerance}" if rule.tolerance else None
    said["reach"] = " · ".join(_reach(rule, lang))
    for key, value in said.items():
        if value:
            yield f"{text(f'rules.{key}', lang)}: {value}"


def _reach(rule: Rule, lang: Language) -> Iterator[str]:
    if "forms" in rule.model_fields_set:
        yield text("rules.forms", lang, forms="、".join(rule.forms) if lang == "zh" else ", ".join(rule.forms))
    if rule.since is not None:
        yield text("rules.since", lang, year=rule.since)
    if rule.until is not None:
        yield text("rules.until", lang, year=rule.until)
    yield from (name("layout", layout, lang) for layout in rule.layouts)
    yield from rule.provinces


def basis(said: Basis) -> str:
    """A basis in one line, as it is cited."""
    return " ".join(filter(None, (said.document, said.article, said.item)))


def example(one: Example, lang: Language) -> str:
    """What is changed in a clean report, and what the rule then flags."""
    changes = [f"{place} = {raw!r}" for place, raw in one.cells.items()]
    changes += [f"{key}: {value}" for key, value in _said(one) if value not in (None, {}, ())]
    flagged = text("rules.flags", lang, places=", ".join(one.expect)) if one.expect else text("rules.passes", lang)
    return f"{'; '.join(changes) or text('rules.as-is', lang)} → {flagged}"


def _said(one: Example) -> Iterator[tuple[str, object]]:
    yield from (("base", one.base if one.base != "clean" else None), ("form", one.form), ("year", one.year))
    for key, value in one.report.model_dump(mode="json", exclude_defaults=True).items():
        yield key, repr(value) if value == "" else " – ".join(value) if isinstance(value, list) else value
    yield from (("with", ", ".join(one.rows) or None), ("without", ", ".join(one.without) or None))
    yield "headings", " / ".join(one.headings) if one.headings is not None else None
    yield from ((section, repr(said)) for section, said in one.prose.items())
    for key, said in (("claims", one.claims), ("relations", one.relations)):
        yield key, " / ".join(" ".join(_told(part)) for part in said) or None
    yield from (("forms", _pairs(one.forms)), ("under", _pairs(one.under)))
    yield from ((key, _pairs(getattr(one, key))) for key in ("previous", "whole", "parts", "beside"))


def _told(part: ExampleClaim | ExampleRelation) -> Iterator[str]:
    """The keys of a claim or a relation that an example gives; a number that is meant is not left out."""
    for key, value in part.model_dump(exclude_unset=True).items():
        yield str(value) if key in ("quantity", "concept", "link") else f"{key}={value}"


def _pairs(said: Mapping[str, str | int]) -> str | None:
    return ", ".join(f"{key} {value!r}" if value == "" else f"{key} {value}" for key, value in said.items()) or None


def columns(pack: Pack, rule: Rule, lang: Language) -> list[str]:
    """A rule as a row of a list: code, name, family, severity, status, tags, pack."""
    source = pack.sources.get(rule.code)
    owner = source.pack.pack if source and source.pack else ""
    return [rule.code, rule.name[lang], rule.family, rule.severity.value, rule.status, ", ".join(rule.tags), owner]
