"""What a diagnostic of reading says."""

from auditor.catalogue.language import Language
from auditor.catalogue.text import name, text
from auditor.model.report import Diagnostic

_NAMED = ("kind", "layout", "section", "table")


def explain(diagnostic: Diagnostic, lang: Language | None = None) -> str:
    """The text of a diagnostic; tables, sections, layouts and kinds of file are called by their names."""
    named = {key: name(key, str(diagnostic.details[key]), lang) for key in _NAMED if key in diagnostic.details}
    return text(f"diagnostic.{diagnostic.code}", lang, **{**diagnostic.details, **named})
