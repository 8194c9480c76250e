"""Briefs are joined to a PDF report: embedded as attachments, or appended as annexes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack

import pikepdf
from msgspec import Struct
from msgspec.structs import replace

from briefings.attaching.active import remove_active
from briefings.attaching.annexes import Annexes
from briefings.attaching.attached import Annexed, Attached
from briefings.attaching.claims import Claims, drop_claims, embedding_fault, page_faults, read_claims, title_of
from briefings.attaching.colours import colour_fault
from briefings.attaching.embedding import embed, embedded_names, free_name, modified, show_attachments
from briefings.attaching.opening import is_signed, opened, saved, told, unusable, was_repaired
from briefings.attaching.structure import structure_of
from briefings.errors import BriefingError, ExitCode, Location, Problem
from briefings.style import HouseStyle


class Wishes(Struct, frozen=True):
    """How briefs are to be joined to a PDF report."""

    style: HouseStyle
    """Type and colours of covers."""
    append: bool = False
    """Whether their pages follow the report's as annexes; otherwise they are embedded as attachments."""
    drop_claim: bool = False
    """Whether a claim of the report that cannot stand is taken out; otherwise it stops the work."""
    language: str | None = None
    """Language of the words on covers; ``None`` for the report's own."""


class Brief(Struct, frozen=True):
    """A brief that is open and cleaned."""

    file: Annexed
    pdf: pikepdf.Pdf
    title: str
    claims: Claims
    signed: bool
    changed: bool
    lines: tuple[str, ...]


def report_language(data: bytes, name: str) -> str | None:
    """Return the language that a PDF says it is in (BCP 47), or ``None``. Raises what ``attach_pdf`` raises."""
    with opened(data, name) as pdf:
        return language_of(pdf) or None


def language_of(pdf: pikepdf.Pdf) -> str:
    """Return the language of an open PDF, empty where it names none."""
    found = pdf.Root.get("/Lang")
    return str(found).strip() if isinstance(found, pikepdf.String) else ""


def attach_pdf(report: Annexed, briefs: Sequence[Annexed], wishes: Wishes) -> Attached:
    """Return the report with the briefs joined to it in order. The same files and wishes give the same bytes.

    Raises ``BriefingError`` with every problem at once: exit 5 for a file that is unreadable, encrypted, or signed and
    active; exit 2 for a signed report, and for a claim that cannot stand and may not be dropped; exit 11 over a limit.
    """
    with ExitStack() as stack:
        target = stack.enter_context(opened(report.data, report.name))
        with told(report.name):
            lines = _cleaned_report(target, report.name)
            claims = read_claims(target)
        if claims.damaged:
            lines += (f"{report.name}: its metadata cannot be read; it is taken to claim nothing",)
        ready = _opened_briefs(stack, briefs)
        dropped, reasons = _dropped(report.name, target, claims, ready, wishes)
        drop_claims(target, dropped, claims)
        made = _joined(target, claims.without(dropped), ready, wishes)
        versions = [target.pdf_version, *(brief.pdf.pdf_version for brief in ready if wishes.append)]
        with told(report.name):
            data = saved(target, max(versions, key=_version))
        return Attached(
            data=data,
            lines=(*lines, *(line for brief in ready for line in brief.lines), *reasons, *made.lines),
            names=made.names,
            claims=claims.without(dropped).names,
            dropped=tuple(name for name in claims.names if name in dropped),
        )


def _version(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())


def _cleaned_report(target: pikepdf.Pdf, name: str) -> tuple[str, ...]:
    if is_signed(target):
        hint = "attach the signed file to the other one instead; a signed file is attached whole"
        message = "the report is signed, and any change would break its signature"
        raise BriefingError(Problem(ExitCode.USAGE, message, Location(name), hint))
    return remove_active(target).lines(name) + _repair_line(target, name)


def _repair_line(pdf: pikepdf.Pdf, name: str) -> tuple[str, ...]:
    return (f"{name}: the file is damaged and was mended as far as possible; look at it",) if was_repaired(pdf) else ()


def _opened_briefs(stack: ExitStack, briefs: Sequence[Annexed]) -> list[Brief]:
    """Return every brief, open; what is wrong with any of them is told together."""
    ready: list[Brief] = []
    problems: list[Problem] = []
    for each in briefs:
        try:
            pdf = stack.enter_context(opened(each.data, each.name))
            with told(each.name):
                ready.append(_cleaned_brief(each, pdf))
        except BriefingError as error:
            problems += error.problems
    if problems:
        raise BriefingError(problems)
    return ready


def _cleaned_brief(file: Annexed, pdf: pikepdf.Pdf) -> Brief:
    claims = read_claims(pdf)
    signed = is_signed(pdf)
    found = remove_active(pdf)
    if found and signed:
        message = f"the PDF is signed, so that nothing can be taken out of it, and it holds {', '.join(found.kinds())}"
        raise unusable(message, file.name, "ask its author for a signed copy without it")
    lines = found.lines(file.name) + _repair_line(pdf, file.name)
    if claims.damaged:
        lines += (f"{file.name}: its metadata cannot be read; it is taken to claim nothing",)
    title = file.title if file.title is not None else title_of(pdf)
    return Brief(replace(file, name=_storable(file.name)), pdf, _storable(title), claims, signed, bool(found), lines)


def _storable(words: str) -> str:
    """Return words in one line as UTF-16 can hold them: a file name may hold bytes that are no text."""
    return " ".join(words.encode("utf-8", "replace").decode().split())


def _is_embedded(brief: Brief, wishes: Wishes) -> bool:
    return brief.signed or not wishes.append


def _dropped(
    name: str, target: pikepdf.Pdf, claims: Claims, ready: list[Brief], wishes: Wishes
) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the claims that cannot stand, with a line for each reason. Raises exit 2 where they may not be dropped."""
    faults = [(brief, *fault) for brief in ready for fault in _faults(target, claims, brief, wishes)]
    if faults and not wishes.drop_claim:
        raise BriefingError(
            Problem(
                ExitCode.USAGE,
                f"{name} could no longer claim {claim} with {brief.file.name}: {reason}",
                hint=_way_out(claims, brief, wishes),
            )
            for brief, claim, reason in faults
        )
    reasons = (f"{name} no longer claims {claim}; {brief.file.name}: {reason}" for brief, claim, reason in faults)
    return frozenset(claim for _, claim, _ in faults), tuple(dict.fromkeys(reasons))


def _way_out(claims: Claims, brief: Brief, wishes: Wishes) -> str:
    if not _is_embedded(brief, wishes):
        other = "attach it without --append"
    elif claims.part == 4:
        other = "save the report as PDF/A-4f"
    else:
        other = "save the report as PDF/A-3"
    return f"{other}, or take the claim out with --drop-claim"


def _faults(target: pikepdf.Pdf, claims: Claims, brief: Brief, wishes: Wishes) -> Iterator[tuple[str, str]]:
    if _is_embedded(brief, wishes):
        if reason := embedding_fault(claims, brief.claims):
            yield claims.archive_name, reason
        return
    broken = set()
    for claim, reason in page_faults(claims, brief.claims):
        broken.add(claim)
        yield claim, reason
    if claims.part and claims.archive_name not in broken and (reason := colour_fault(target, brief.pdf)):
        yield claims.archive_name, reason
    tags = [claims.access_name, claims.archive_name if claims.level == "a" else ""]
    if structure_of(target) is None or structure_of(brief.pdf) is None:
        whose = "the report" if structure_of(target) is None else "it"
        yield from ((claim, f"{whose} has no tags") for claim in tags if claim and claim not in broken)


def _joined(target: pikepdf.Pdf, claims: Claims, ready: list[Brief], wishes: Wishes) -> Attached:
    """Join every brief; the ``data`` of the result are empty."""
    annexes = Annexes(target, claims, wishes.style, wishes.language or language_of(target), title_of(target))
    names: list[str] = []
    lines: list[str] = []
    for brief in ready:
        with told(brief.file.name):
            if _is_embedded(brief, wishes):
                made = _embedded(target, brief)
            else:
                made = annexes.append(brief.file.name, brief.title, brief.pdf, language_of(brief.pdf))
            names += made.names
            lines += made.lines
            if brief.signed and wishes.append:
                lines.append(f"{brief.file.name}: signed, so it is attached whole and not appended")
    return Attached(b"", tuple(lines), tuple(names))


def _embedded(target: pikepdf.Pdf, brief: Brief) -> Attached:
    file = brief.file
    name = free_name(file.name, embedded_names(target))
    data = saved(brief.pdf) if brief.changed else file.data
    embed(target, name, data, brief.title or file.name, modified(brief.pdf, target))
    show_attachments(target)
    lines = () if name == file.name else (f"{file.name}: the report has a file of this name; attached as {name}",)
    return replace(Attached(b""), names=(name,), lines=lines)
