"""Stage 3: facts meet a template, one audience and one language, and become Markdown with a table of values."""
