"""The console: a web application where trainers answer lifters."""
