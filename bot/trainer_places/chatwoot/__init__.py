"""A Chatwoot help desk where trainers answer: each handover is a conversation in one inbox."""
