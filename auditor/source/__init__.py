"""Files and bytes: which files are read, and what text they hold."""
