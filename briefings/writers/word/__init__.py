"""The Word writer: one document and one house style in, the bytes of a .docx file out (ECMA-376, transitional)."""

from briefings.writers.word.writer import write_revised, write_word

__all__ = ["write_revised", "write_word"]
