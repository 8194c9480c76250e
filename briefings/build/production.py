"""One brief from its templates to its files: composed, fitted to its pages, enclosed with its dossier, written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from briefings.build.brief import Brief, make_brief, styled
from briefings.build.clock import VARIABLE, stamp_of
from briefings.build.extract import make_extract
from briefings.build.fit import fit_brief
from briefings.build.glyphs import GlyphCheck
from briefings.build.manifest import installed_versions
from briefings.build.provenance import Provenance, annexed, enclose
from briefings.build.since import SINCE, Earlier
from briefings.build.writing import Setting, Written, lay_out_brief, write_brief
from briefings.document import Attachment
from briefings.facts import Dossier
from briefings.style import House, HouseStyle
from briefings.templates.audience import Audience
from briefings.templates.compose import Composer
from briefings.traversal import has_contents

if TYPE_CHECKING:
    from briefings.writers.pdf import PdfLayout


#: Formats whose files the dossier travels in.
_CARRYING = frozenset({"pdf", "docx"})


class Composed(Struct, frozen=True):
    """One brief that is composed and fitted, before it is written."""

    brief: Brief
    setting: Setting
    inputs: Mapping[str, str]
    """SHA-256 of everything that it was made from, by path."""


class Made(Struct, frozen=True):
    """One brief and its files."""

    brief: Brief
    files: tuple[Written, ...]
    inputs: Mapping[str, str]
    """SHA-256 of everything that it was made from, by path."""


def inputs_of(dossier: Dossier, house: House, epoch: int | None) -> dict[str, str]:
    """Return the SHA-256 of record, sources, house style, its fonts and logo by the path they are shown with.

    The versions at work, and SOURCE_DATE_EPOCH where it is set, count as inputs too.
    """
    return {**dossier.hashes, **shared_inputs(house, epoch)}


def shared_inputs(house: House, epoch: int | None) -> dict[str, str]:
    """Return the inputs that dossiers share: house style, its fonts and logo by path, versions, the clock if set."""
    versions = {f"version:{name}": value for name, value in installed_versions().items()}
    clock = {} if epoch is None else {f"environment:{VARIABLE}": str(epoch)}
    return {house.file: house.sha256, **house.files, **versions, **clock}


class Production:
    """Makes the briefs of one dossier."""

    def __init__(
        self,
        composer: Composer,
        inputs: Mapping[str, str],
        formats: tuple[str, ...],
        glyphs: GlyphCheck,
        epoch: int | None = None,
        earlier: Callable[[Audience, str], Earlier | None] | None = None,
    ) -> None:
        """Take the composer, the hashes of record, sources and house style, the formats, and SOURCE_DATE_EPOCH.

        ``earlier`` gives for a brief the version of it that it is told against.
        """
        self._earlier = earlier
        self.glyphs = glyphs
        self.composer = composer
        self.inputs = inputs
        self.formats = tuple(dict.fromkeys(formats))
        self.epoch = epoch

    def make(self, audience: Audience, language: str) -> Made:
        """Return one brief in all formats. Raises ``BriefingError`` (exit 4 or 6) or ``Unprintable``."""
        composed = self.compose(audience, language)
        files = tuple(self.write(composed, name) for name in self.formats)
        return Made(composed.brief, files, composed.inputs)

    def write(self, composed: Composed, name: str) -> Written:
        """Return a brief in one of the formats. Raises ``BriefingError`` (exit 6) for what it cannot print."""
        return write_brief(composed.brief, name, composed.setting)

    def compose(self, audience: Audience, language: str) -> Composed:
        """Return one brief, fitted to its pages. Raises ``BriefingError`` (exit 4 or 6) or ``Unprintable``.

        Where the audience has a page limit, the pages decide what every format holds, and contents print their numbers:
        then they are laid out even where no PDF is asked for.
        """
        style = styled(self.composer.house.style, audience)
        earlier = self._earlier(audience, language) if self._earlier else None
        make = partial(self._made, language=language, earlier=earlier)
        layout: PdfLayout | None = None
        if "pdf" in self.formats or audience.limit is not None:
            brief, layout = fit_brief(audience, make, partial(self._laid_out, style))
        else:
            brief, layout = self._as_it_is(make(audience), style)
        inputs = {**self.inputs, **self._templates(brief), **(earlier.inputs if earlier else {})}
        attachments = self._attachments(brief, inputs) if _CARRYING.intersection(self.formats) else ()
        return Composed(brief, Setting(style, layout, attachments), inputs)

    def write_again(self, audience: Audience, language: str, attachments: tuple[Attachment, ...], name: str) -> Written:
        """Return a brief of an audience that is fitted already in one of the formats, with the files given inside.

        Raises ``BriefingError`` (exit 4 or 6) or ``Unprintable``.
        """
        style = styled(self.composer.house.style, audience)
        earlier = self._earlier(audience, language) if self._earlier else None
        brief, layout = self._as_it_is(self._made(audience, language, earlier), style)
        return write_brief(brief, name, Setting(style, layout, attachments))

    def _as_it_is(self, brief: Brief, style: HouseStyle) -> tuple[Brief, PdfLayout | None]:
        """Return a brief without a cut, and its pages where a format needs them: a PDF does, and Word with contents."""
        needed = "pdf" in self.formats or ("docx" in self.formats and has_contents(brief.document))
        return brief, self._laid_out(style, brief) if needed else None

    def _made(self, audience: Audience, language: str, earlier: Earlier | None) -> Brief:
        """Return a brief that can be printed: Word finds fonts on the reader’s machine, Markdown needs none."""
        brief = make_brief(self.composer, audience, language, stamp_of(self.epoch), earlier)
        return self.glyphs.passed(brief) if "pdf" in self.formats or self.glyphs.allow_missing else brief

    def _laid_out(self, style: HouseStyle, brief: Brief) -> PdfLayout:
        """Return the pages of a brief; without a PDF, code points stand in for characters that our fonts lack."""
        return lay_out_brief(brief if "pdf" in self.formats else self.glyphs.spelt_out(brief), style)

    def _templates(self, brief: Brief) -> dict[str, str]:
        library = self.composer.library
        return {file.shown: file.sha256 for name in brief.templates if (file := library.find(name))}

    def _attachments(self, brief: Brief, inputs: Mapping[str, str]) -> tuple[Attachment, ...]:
        extract = make_extract(self.composer, brief, brief.audience.embed)
        dossier = self.composer.dossier
        if extract is None:
            files = {file: content.data for file, content in dossier.annexed.items()}
            return annexed(files, brief.annexes, brief.language)
        named = {path for name, text in dossier.texts.items() if name in extract.sources for path in text.inputs}
        unnamed = {path for text in dossier.texts.values() for path in text.inputs} - named
        # What an audience may not read it must not even be told of.
        accord = dossier.accord
        unnamed |= {accord.annex_path(annex) for annex in accord.annexes if annex not in brief.annexes}
        provenance = Provenance(
            dossier=dossier.accord.id,
            as_at=dossier.accord.as_at,
            audience=brief.audience.name,
            language=brief.language,
            embed=brief.audience.embed.value,
            # The earlier version that it tells about is not in it.
            rebuilds=extract.rebuilds and not any(name.startswith(SINCE) for name in inputs),
            facts=brief.used,
            cuts=brief.audience.cuts,
            inputs={path: digest for path, digest in sorted(inputs.items()) if path not in unnamed},
            versions=installed_versions(),
            epoch=self.epoch,
            allow_missing_glyphs=bool(brief.glyphs_replaced),
        )
        return enclose(brief, extract, provenance)
