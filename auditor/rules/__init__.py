"""What is checked: rule files, their expressions, the engine that runs them, and what they find."""
