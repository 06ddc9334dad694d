"""What a rule says: the keys of a rule file."""

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from auditor.catalogue.language import Language
from auditor.model.finding import Severity


def _both(value: Any) -> Any:
    return {"zh": value, "en": value} if isinstance(value, str) else value


class Bilingual(BaseModel):
    """A text in both languages; a rule file may give one text for both."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    zh: str
    en: str

    def __getitem__(self, lang: Language) -> str:
        return self.zh if lang == "zh" else self.en


BothLanguages: TypeAlias = Annotated[Bilingual, BeforeValidator(_both)]
Code: TypeAlias = Annotated[str, Field(pattern=r"^[A-Z]{2,6}-[0-9]{3}$")]
Form: TypeAlias = Literal["2014", "2019", "2021"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Basis(_Part):
    """What a rule rests on: a document (law, notice), and its article or item."""

    document: str
    article: str | None = None
    item: str | None = None


class Example(_Part):
    """A report and what a rule finds in it.

    The report is a clean one of each form that the rule names (``form``: of that one alone), changed: ``set`` cells to texts;
    ``with`` extra rows and ``without`` tables (review), rows (applications/一) or columns (applications//总计); ``headings`` as
    they stand in the file; another ``year``; ``forms`` of tables told otherwise. ``base: annex`` has the annex of 2014-2018 too.
    A cell is ``row/column``, a row and a column its name; before it stands a table where the rule names several.
    ``expect`` lists the cells, rows, columns, sections or tables that this rule flags, or ``report``; an extra section by its
    title, an extra row by its label.
    """

    base: Literal["clean", "annex"] = "clean"
    form: Literal["2019", "2021"] | None = None
    year: int | None = None
    cells: dict[str, str] = Field(default_factory=dict, alias="set")
    rows: tuple[str, ...] = Field(default=(), alias="with")
    without: tuple[str, ...] = ()
    headings: tuple[str, ...] | None = None
    forms: dict[str, str] = Field(default_factory=dict)
    expect: tuple[str, ...]


class Rule(_Part):
    """One rule.

    ``check`` must hold for everything ``scope`` names, where ``when`` holds; ``at`` puts the finding at one cell of it.
    ``blank`` tells what a blank or a dash counts as in arithmetic: zero; skip, the check is not made; fail, it is a finding.
    ``replaces`` names rules that say less about the same place, or a place inside it: their findings are dropped.
    ``cause`` joins the findings of a family in one table, or in the report, into one cause.
    """

    code: Code = Field(alias="rule")
    name: BothLanguages
    scope: str = Field(alias="for")
    check: str
    when: str | None = None
    at: str | None = None
    blank: Literal["zero", "skip", "fail"] = "skip"
    severity: Severity
    forms: tuple[Form, ...] = ("2019", "2021")
    basis: Basis | None = None
    message: BothLanguages
    why: BothLanguages | None = None
    falsepositives: tuple[BothLanguages, ...] = ()
    status: Literal["draft", "preview", "stable", "deprecated"] = "stable"
    replaced_by: Code | None = None
    replaces: tuple[Code, ...] = ()
    cause: Literal["table", "report"] | None = None
    examples: tuple[Example, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _named(cls, values: Any) -> Any:
        """A rule without a name is called by its code."""
        return {"name": values.get("rule", ""), **values} if isinstance(values, dict) else values

    @property
    def family(self) -> str:
        """The letters of the code: SUM."""
        return self.code.partition("-")[0]
