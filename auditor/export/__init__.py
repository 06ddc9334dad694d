"""What was found, written out for people and programs."""
