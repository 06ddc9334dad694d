"""The words that every layer shares: forms, reports, findings."""
