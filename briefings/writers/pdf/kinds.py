"""The table of block kinds: one function each."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from briefings.document import (
    Annex,
    BlockQuote,
    Contents,
    Division,
    Figure,
    Heading,
    List,
    Paragraph,
    Section,
    Table,
)
from briefings.writers.pdf.blocks import (
    flow_annex,
    flow_division,
    flow_heading,
    flow_list,
    flow_paragraph,
    flow_quote,
    flow_section,
)
from briefings.writers.pdf.contents import flow_contents
from briefings.writers.pdf.figures import flow_figure
from briefings.writers.pdf.flow import BlockKind, Kinds
from briefings.writers.pdf.notes import flow_note
from briefings.writers.pdf.tables import flow_table

BLOCK_KINDS: Mapping[type, BlockKind] = MappingProxyType(
    {
        Heading: flow_heading,
        Paragraph: flow_paragraph,
        List: flow_list,
        Table: flow_table,
        BlockQuote: flow_quote,
        Division: flow_division,
        Contents: flow_contents,
        Figure: flow_figure,
        Section: flow_section,
        Annex: flow_annex,
    }
)
KINDS = Kinds(BLOCK_KINDS, flow_note)
