"""The library as Jinja asks for templates. It stands apart, so that labels are read without loading Jinja."""

from __future__ import annotations

from collections.abc import Callable

from jinja2 import BaseLoader, Environment, TemplateNotFound

from briefings.templates.library import Library


class LibraryLoader(BaseLoader):
    """A Jinja loader over the templates of a workspace and of the package."""

    def __init__(self, library: Library) -> None:
        """Take the library to load from."""
        self.library = library

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Return the body of a template and its name. Raises ``TemplateNotFound`` for one that is not there."""
        found = self.library.find(template)
        if found is None or not template.endswith(".md.j2"):
            raise TemplateNotFound(template)
        return found.body, template, lambda: True
