"""The store: reports as they were read, what was found in them, and the runs that did it."""
