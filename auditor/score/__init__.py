"""What a report, a body, a region scores, and why."""
