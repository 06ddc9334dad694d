"""The reports beside the transcript."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.text import Text
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from auditor.chat.exchange import Filed

if TYPE_CHECKING:
    from auditor.chat.app import ChatApp

# Cells of a line, as app.tcss makes the panel wide.
_ROOM = 29


class Reports(OptionList):
    """Reports with their grades and the number of their findings; Enter lists these."""

    app: "ChatApp"
    filed: Sequence[Filed] = ()

    def file(self, filed: Sequence[Filed]) -> None:
        """Show reports."""
        self.filed = filed
        self.clear_options()
        self.add_options([Option(_told(one)) for one in filed])
        self.highlighted = 0 if filed else None

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """List the findings of a report."""
        event.stop()
        self.app.transcript.ask([self.filed[event.option_index].question], focus=True)


def _told(filed: Filed) -> Text:
    told = Text.assemble((f"{filed.grade or '-':<2} ", "bold"), (f"{filed.findings:>6,}  ", "dim"), filed.title)
    told.truncate(_ROOM, overflow="ellipsis")
    return told
