"""Numeric claims of the narrative: what the prose counts, and how its numbers hang together."""
