"""Workspaces and what is done in them: many cases, one clock, all or nothing."""
