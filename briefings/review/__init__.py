"""Briefs go out to reviewers as Word files with the evidence beside each fact, and come home as proposals."""
