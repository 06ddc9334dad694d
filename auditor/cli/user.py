"""Who runs the program, as the system knows them."""

from contextlib import suppress
from getpass import getuser


def current_user() -> str:
    """The name of who runs this; a system that does not know them (a container) leaves it open: "?"."""
    with suppress(OSError, KeyError):
        return getuser()
    return "?"
