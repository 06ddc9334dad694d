"""What a diagnostic of reading says."""

from auditor.catalogue.language import Language
from auditor.catalogue.text import name, text
from auditor.model.report import Diagnostic

# Details that are values of the program, and the group of names they are in.
_NAMED = {"kind": "kind", "layout": "layout", "section": "section", "table": "table", "inside": "table"}


def explain(diagnostic: Diagnostic, lang: Language | None = None) -> str:
    """The text of a diagnostic; tables, sections, layouts and kinds of file are called by their names."""
    details = diagnostic.details
    named = {key: name(group, str(details[key]), lang) for key, group in _NAMED.items() if key in details}
    return text(f"diagnostic.{diagnostic.code}", lang, **{**details, **named})
