"""The table of block kinds: one function each."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from briefings.document import BlockQuote, Contents, Division, Heading, List, Paragraph, Table
from briefings.writers.pdf.blocks import flow_division, flow_heading, flow_list, flow_paragraph, flow_quote
from briefings.writers.pdf.contents import flow_contents
from briefings.writers.pdf.flow import BlockKind
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
    }
)
