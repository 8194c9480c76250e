"""Stage 5, PDF: the document becomes a tagged, archival file with ReportLab. Import this package only to write PDF."""

from briefings.writers.pdf.coverage import MissingGlyph, MissingGlyphs, missing_glyphs
from briefings.writers.pdf.writer import PdfFile, PdfLayout, lay_out, write_pdf

__all__ = ["MissingGlyph", "MissingGlyphs", "PdfFile", "PdfLayout", "lay_out", "missing_glyphs", "write_pdf"]
