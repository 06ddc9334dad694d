"""The chat: a conversation with a store on a terminal."""
