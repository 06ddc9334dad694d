"""Copies of text made comparable: script, readings, widths, white space."""
