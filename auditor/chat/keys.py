"""The line of keys at the foot of a screen."""

from rich.text import Text

from auditor.catalogue.language import Language
from auditor.catalogue.text import text
from auditor.chat.actions import Where, actions, key_name


def key_line(where: Where, lang: Language) -> Text:
    """The keys that hold somewhere, and what they do."""
    told = Text(no_wrap=True, overflow="ellipsis")
    for action in actions(where):
        if action.shown:
            told.append(key_name(action), "bold reverse").append(f" {text(f'chat.action.{action.name}', lang)}  ")
    return told
