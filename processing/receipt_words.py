"""A receipt in words: what the file is, what was taken from it, how many rules it broke."""

from __future__ import annotations

from functools import reduce
from typing import Any

from ..texts import sentences, tr
from .file_messages import format_words


def receipt_text(receipt: Any) -> str:
    """One paragraph for the one who sent the file."""
    broken = len(receipt.failed)
    parts = [
        tr("“{file}”: {what}.").format(file=receipt.file, what=_what(receipt)),
        *([_taken(receipt)] if receipt.counts else []),
        tr("Remarks to look at: {count}.").format(count=broken) if broken else tr("Nothing to object to."),
    ]
    return reduce(sentences, parts)


def _what(receipt: Any) -> str:
    """Format, encoding, coordinate system and sender, as far as they are known."""
    names = format_words()
    known = [names.get(each, each) for each in receipt.format.split(", ") if each]
    known += [
        receipt.encoding,
        receipt.crs,
        tr("sent by {sender}").format(sender=receipt.sender) * bool(receipt.sender),
    ]
    return tr(", ").join(filter(None, known)) or tr("nothing was taken from it")


def _taken(receipt: Any) -> str:
    counts = receipt.counts
    mu = "" if receipt.mu is None else tr("{mu} mu").format(mu=f"{receipt.mu:.2f}")
    if "plots" in counts:
        words = tr("Plots read: {count}; left out: {rejected}").format(
            count=counts["plots"], rejected=counts.get("rejected", 0)
        )
    else:
        words = tr("Rows: {rows}, with a polygon: {polygons}; rejected values: {rejected}").format(
            rows=counts.get("rows", 0), polygons=counts.get("polygons", 0), rejected=counts.get("rejected", 0)
        )
    return tr("{first}; area {mu}.").format(first=words, mu=mu) if mu else tr("{first}.").format(first=words)
