"""Help: what can be asked, by example, and the fields of each entity."""

from auditor.catalogue.language import Language
from auditor.catalogue.text import name, text, texts
from auditor.query.answer import Row
from auditor.query.choices import values
from auditor.query.fields import ENTITIES, Field, Kind

_FORMS = "query.help."


def forms_help(lang: Language) -> tuple[tuple[str, ...], list[Row]]:
    """Columns and rows: each kind of query by an example, and what it means."""
    keys = dict.fromkeys(key.removeprefix(_FORMS).partition(".")[0] for key in texts() if key.startswith(_FORMS))
    return ("query", "meaning"), [tuple(text(f"{_FORMS}{key}.{part}", lang) for part in ("query", "meaning")) for key in keys]


def fields_help(entity: str, lang: Language) -> tuple[tuple[str, ...], list[Row]]:
    """Columns and rows: each field of an entity, its Chinese word, and its values or what they are."""
    fields = ENTITIES[entity].fields.values()
    return ("field", "word", "values"), [(field.name, field.zh, _values(field, lang)) for field in fields]


def _values(field: Field, lang: Language) -> str:
    if field.kind is not Kind.CHOICE:
        return text(f"query.kind.{field.kind}", lang)
    return " ".join(name(field.group, value, "zh") if lang == "zh" else value for value in values(field.group))
