"""Many files, one after another: read, checked, stored."""
