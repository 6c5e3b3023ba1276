"""What Spotter keeps beyond a conversation: records, the interface to them, and where they lie."""
