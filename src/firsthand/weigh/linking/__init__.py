"""Linking: which records on several lists of victims are of one person, so that people can be counted."""
