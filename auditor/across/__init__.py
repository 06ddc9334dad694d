"""Rules over several reports: years of a body, a region and its parts, copies."""
