"""Drafts: facts proposed from sources, put into a record, and reviewed there."""
