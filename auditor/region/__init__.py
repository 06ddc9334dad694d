"""Where a body belongs: divisions of GB/T 2260 by year."""
