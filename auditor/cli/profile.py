"""``auditor audit --profile``: what each rule cost, on standard error."""

from collections.abc import Iterable, Iterator

from auditor.batch.audited import Audit
from auditor.catalogue.text import text
from auditor.cli.streams import say
from auditor.rules.pack import Pack
from auditor.rules.profile import Profile


class Profiler:
    """Takes along what is audited, and tells the costs at the end; does nothing unless it is ``wanted``."""

    def __init__(self, pack: Pack, *, wanted: bool) -> None:
        self.profile = Profile(pack) if wanted else None

    def watch(self, audits: Iterable[Audit]) -> Iterator[Audit]:
        """Hand on the audits."""
        for audit in audits:
            if self.profile:
                self.profile.watch(audit.report)
            yield audit

    def tell(self) -> None:
        """Print the cost of all rules and of each."""
        if self.profile is None:
            return
        say(text("rules.profile", reports=len(self.profile.batches)))
        for rule, microseconds in self.profile.costs():
            say(f"{microseconds:10.1f}  {rule or text('rules.all-rules')}")
