"""Briefs are joined to a report: as files inside it, or as annexes behind it."""
