"""One step each, numbered; ``auditor.store.schema.HEAD`` names the last."""
