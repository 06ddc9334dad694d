"""The JSON Schema of rule files and packs, by which an editor completes and checks them."""

from collections.abc import Callable
from typing import Any

from pydantic import BaseModel

from auditor.catalogue.text import texts
from auditor.rules.schema import Bilingual, PackFile, Rule
from auditor.rules.scoring import Scheme
from auditor.rules.second.schema import SecondRule

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_OPTIONAL = ("name",)
"""What a rule is given by itself where its file does not say it."""


def json_schema() -> dict[str, Any]:
    """The schema of the files of a pack: a list of rules, of either stage; ``pack.yaml``; ``scoring.yaml``.

    In a rule file everything is text, while to an editor 2019 is a number: where a text is asked for, a number will do.
    """
    defs: dict[str, Any] = {}
    for model in (Rule, SecondRule, PackFile, Scheme):
        made = model.model_json_schema(by_alias=True, ref_template="#/$defs/{model}")
        defs |= made.pop("$defs", {}) | {model.__name__: made}
    rule = defs[Rule.__name__]
    rule["required"] = [key for key in rule["required"] if key not in _OPTIONAL]
    for key, said in rule["properties"].items():
        if told := texts().get(f"key.{key}"):
            said["description"] = f"{told['zh']} / {told['en']}"
    rules = {"type": "array", "items": {"oneOf": [_named(Rule), _named(SecondRule)]}}
    files = [rules, _named(PackFile), _named(Scheme)]
    schema = {"$schema": _DIALECT, "title": "auditor rules", "anyOf": files, "$defs": defs}
    loosened: dict[str, Any] = _each(schema, _loose)
    return loosened


def _named(model: type[BaseModel]) -> dict[str, str]:
    return {"$ref": f"#/$defs/{model.__name__}"}


def _each(tree: Any, change: Callable[[dict[str, Any]], dict[str, Any]]) -> Any:
    if isinstance(tree, list):
        return [_each(one, change) for one in tree]
    if isinstance(tree, dict):
        return change({key: _each(one, change) for key, one in tree.items()})
    return tree


def _loose(node: dict[str, Any]) -> dict[str, Any]:
    """A node for what an editor makes of YAML: numbers for texts that look like them, and one text for both languages."""
    if node.get("$ref") == f"#/$defs/{Bilingual.__name__}":
        rest = {key: value for key, value in node.items() if key != "$ref"}
        return {"anyOf": [{"type": "string"}, {"$ref": node["$ref"]}], **rest}
    if isinstance(node.get("enum"), list):
        numbers = [int(value) for value in node["enum"] if isinstance(value, str) and value.isdigit()]
        return {key: value for key, value in node.items() if key != "type"} | {"enum": [*node["enum"], *numbers]}
    if node.get("type") == "string" and not {"const", "pattern", "format"} & node.keys():
        return node | {"type": ["string", "number"]}
    if node.get("type") == "integer":
        return node | {"type": ["integer", "string"]}
    return node
