"""The query language: what people ask the store, in English and Chinese, and the answers."""
