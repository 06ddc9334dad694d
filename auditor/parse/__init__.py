"""From text to a report: layouts, labels, tables, sections, dates."""
