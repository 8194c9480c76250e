"""Drafts: facts that finders or a model propose go into a dossier's record, and people review them there."""
