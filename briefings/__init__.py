"""Evidenced facts about international accords become Word and PDF policy briefs.

The path, one way only:

    sources/  →  SourceText  →  facts with evidence  →  template × audience × language  →  Markdown
                                                     →  Document  →  Word | PDF | Markdown  →  output/
"""

__version__ = "0.1.0"
