"""Text becomes models here, keeping positions: YAML, source texts, Markdown and the house style."""
