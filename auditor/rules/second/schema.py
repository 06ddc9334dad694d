"""What a rule of the second stage says: the keys of the files in rules/second."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from auditor.rules.schema import BothLanguages, Code

FINDING, VERDICT = "finding", "verdict"
"""The kinds of fact of the second stage, and of the scopes of its rules (``scope.FIELDS``)."""
SCOPES = {"each finding": FINDING, "report": VERDICT}


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Then(_Part):
    """What is concluded, one of three: a status or a cause of a finding, a grade of a report.

    ``dropped``: it only follows from another finding and is not told. ``waived``: people excused it. ``cause`` is a text with the
    finding's fields in braces; findings of a report with the same text have one cause.
    """

    status: Literal["dropped", "waived"] | None = None
    cause: str | None = None
    grade: Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9+-]{0,7}$")] | None = None

    @model_validator(mode="after")
    def _one(self) -> "Then":
        if len(self.model_fields_set) != 1:
            raise ValueError("status | cause | grade")
        return self


class SecondRule(_Part):
    """One rule of the second stage.

    It holds for a finding or a report where ``when`` holds and, with ``follows``, another finding, of one of those rules, stands
    at the same place or at one that holds it: a cell is in its row and its column, these are in their table, and a table is in
    its section. Of several causes or grades the first counts, in the order of the files.
    """

    key: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$", alias="second")]
    name: BothLanguages
    scope: Literal["each finding", "report"] = Field(alias="for")
    when: str | None = None
    follows: tuple[Code, ...] = ()
    then: Then
    why: BothLanguages | None = None

    @model_validator(mode="after")
    def _fits(self) -> "SecondRule":
        """A report has a grade and nothing else, and only findings follow from one another."""
        if (self.then.grade is not None) is not (self.scope == "report") or (self.follows and self.scope == "report"):
            raise ValueError("report: grade; each finding: status | cause, follows")
        return self
