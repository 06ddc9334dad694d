"""Reports that were never filed: known figures, planted faults."""
