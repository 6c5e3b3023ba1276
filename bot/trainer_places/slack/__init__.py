"""A Slack channel where trainers answer: each handover is a thread."""
