"""The second stage: findings are facts again, and rules conclude from them (rules/second/*.yaml)."""
