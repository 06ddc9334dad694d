"""What people read, in Chinese and English: YAML files, looked up by key."""
