"""What a rule says: the keys of a rule file."""

from datetime import date
from decimal import Decimal
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
CODE = r"^[A-Z]{2,6}-[0-9]{3}$"
Code: TypeAlias = Annotated[str, Field(pattern=CODE)]
Form: TypeAlias = Literal["2014", "2019", "2021"]
Year: TypeAlias = Annotated[int, Field(ge=2000, le=2100)]
SectionName: TypeAlias = Literal["overview", "disclosure", "applications", "review", "problems", "other"]
Tag: TypeAlias = Annotated[str, Field(pattern=r"^[\w-]{1,30}$")]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Basis(_Part):
    """What a rule rests on: a document (law, notice), and its article or item."""

    document: str
    article: str | None = None
    item: str | None = None


class Circumstances(_Part):
    """What a clean report is made to say of itself in an example; an empty text takes it away."""

    published: date | Literal[""] | None = None
    signed: date | Literal[""] | None = None
    period: tuple[date, date] | Literal[""] | None = None
    body_kind: Literal["government", "department", "town", "unknown"] | None = None
    scope: Literal["own", "region", "unknown"] | None = None
    layout: str | None = None
    province: str | None = None
    breaks_off: bool = False


class Reading(_Part):
    """One thing that a number of the prose may be: what it is called, and its value, over cells."""

    name: BothLanguages
    value: str


class ExampleClaim(_Part):
    """A number of the prose (auditor/model/claim.py): ``quantity`` with its unit, and what it counts."""

    quantity: str
    concept: str = "items"
    of: str = ""
    scope: Literal["own", "region", "unknown"] = "region"
    period: Literal["year", "previous", "cumulative", "other"] = "year"
    section: SectionName = "overview"
    change: Literal["", "growth", "decline"] = ""
    text: str = ""
    at_least: bool = False
    with_carried_in: bool = False
    concluded: bool = False


class ExampleRelation(_Part):
    """How claims of an example hang together; numbers are their places, from 0."""

    link: Literal["breakdown", "share", "growth", "average", "same"]
    whole: int
    parts: tuple[int, ...] = ()
    stated: int | None = None
    exhaustive: bool = False
    divisor: int | None = None
    by: str = ""


class Example(_Part):
    """A report and what a rule finds in it.

    The report is a clean one of each form that the rule names (``form``: of that one alone), changed: ``set`` cells to texts;
    ``with`` extra rows and ``without`` tables (review), rows (applications/一) or columns (applications//总计); ``headings`` as
    they stand in the file; ``prose`` of sections, from which its claims are read, or ``claims`` and their ``relations``;
    another ``year``; ``report`` says of itself something else; ``forms`` of tables told otherwise, and ``under`` the section that
    they stand in. ``base: annex`` has the annex of 2014-2018 too. A cell is ``row/column``, a row and a column its name; before
    it stands a table where the rule names several or none.
    A rule for two reports judges it beside one that fits: ``previous`` changes cells of last year's, ``whole`` of its region's,
    ``parts`` of the first of its two parts. ``beside`` says otherwise of the two: the fields of a pair of copies or rivals,
    ``complete`` and ``with_own`` of parts, and of any other report its ``other_form``.
    ``expect`` lists the cells, rows, columns, sections or tables that this rule flags, or ``report``; an extra section by its
    title, an extra row by its label, what is wrong with prose by its section.
    """

    base: Literal["clean", "annex"] = "clean"
    form: Literal["2019", "2021"] | None = None
    year: int | None = None
    report: Circumstances = Circumstances()
    cells: dict[str, str] = Field(default_factory=dict, alias="set")
    rows: tuple[str, ...] = Field(default=(), alias="with")
    without: tuple[str, ...] = ()
    headings: tuple[str, ...] | None = None
    prose: dict[SectionName, str] = Field(default_factory=dict)
    claims: tuple[ExampleClaim, ...] = ()
    relations: tuple[ExampleRelation, ...] = ()
    forms: dict[str, str] = Field(default_factory=dict)
    under: dict[str, str] = Field(default_factory=dict)
    previous: dict[str, str] = Field(default_factory=dict)
    whole: dict[str, str] = Field(default_factory=dict)
    parts: dict[str, str] = Field(default_factory=dict)
    beside: dict[str, Annotated[int | str, Field(union_mode="left_to_right")]] = Field(default_factory=dict)
    expect: tuple[str, ...]


class Rule(_Part):
    """One rule.

    ``check`` must hold for everything ``scope`` names, where ``when`` holds; ``at`` puts the finding at one cell of it.
    ``blank`` tells what a blank or a dash counts as in arithmetic: zero; skip, the check is not made; fail, it is a finding.
    ``readings`` are what a claim's number may be: the check holds if it holds for one of them, and is not made where one is not
    known or rests on blanks alone. ``slips`` are what it may have been mistaken for, which the finding then names; where none is
    and ``doubt`` holds, it is one degree less severe. ``tolerance`` is how far a comparison of numbers may be off. ``forms``,
    ``since`` and ``until`` (years), ``layouts`` and ``provinces`` tell for which reports it is. ``replaces`` names rules that say
    less about the same place, or a place inside it: their findings are dropped. ``cause`` joins the findings of a family in one
    table, or in the report, into one cause. A rule runs when it is stable, and with ``--preview`` when it is a preview; a
    deprecated one leads to ``replaced_by``.
    """

    code: Code = Field(alias="rule")
    name: BothLanguages
    scope: str = Field(alias="for")
    check: str
    when: str | None = None
    readings: tuple[Reading, ...] = ()
    slips: tuple[Reading, ...] = ()
    doubt: str | None = None
    at: str | None = None
    blank: Literal["zero", "skip", "fail"] = "skip"
    tolerance: Annotated[Decimal, Field(ge=0, max_digits=12, decimal_places=4)] = Decimal(0)
    severity: Severity
    forms: tuple[Form, ...] = ("2019", "2021")
    since: Year | None = None
    until: Year | None = None
    layouts: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    basis: Basis | None = None
    message: BothLanguages
    why: BothLanguages | None = None
    falsepositives: tuple[BothLanguages, ...] = ()
    tags: tuple[Tag, ...] = ()
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

    @property
    def site(self) -> bool:
        """Whether the code is of those that are a site's own, 900 to 999; they need no basis."""
        return self.code.partition("-")[2] >= "900"


class PackFile(_Part):
    """What ``pack.yaml`` says of the rules in its folder and below.

    ``province`` is the one for whose bodies they are. ``redirects`` leads codes that rules had before to those they have now: the
    findings keep their ids, and what people decided on them. A rule that takes another's place is no such thing: the other one
    stays, deprecated and ``replaced_by`` it.
    """

    pack: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    name: BothLanguages
    publisher: BothLanguages | None = None
    version: str = ""
    province: str | None = None
    redirects: dict[Code, Code] = Field(default_factory=dict)
