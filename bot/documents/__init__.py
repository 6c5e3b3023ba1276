"""What a lifter takes away from a program: text, JSON, a page to print, a calendar.

Each is made of a Program alone, so the same program gives the same bytes. The words are in words.yml.
"""
