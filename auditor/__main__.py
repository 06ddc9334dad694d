"""``python -m auditor``: the command, where it is not on the path."""

from auditor.cli.app import main

main()
