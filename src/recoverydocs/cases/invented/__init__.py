"""Invented cases, any number of them, the same for the same seed."""
