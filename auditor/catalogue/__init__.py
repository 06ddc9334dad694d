"""What people read, in Chinese and English: messages.yaml, looked up by key."""
