"""Reminders: when they come next, and the worker that sends them."""
