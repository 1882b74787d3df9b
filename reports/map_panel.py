"""What stands beside or below a map: legend, account, scale. This file knows QGIS.

A panel has one column or two; the legend's rows share what the other blocks leave of the first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from qgis.core import QgsLayoutItemMap

from ..texts import tr
from .map_book import Book
from .map_compare import Pair
from .map_items import Items
from .map_layers import View
from .map_plan import PAD, Box, round_below
from .map_spec import LegendRow, MapSpec
from .map_text import legend_notes, marks_note, scale_text, unplaced_text
from .map_type import fitted

OVERVIEW_W = 34.0  # mm on an A4 sheet
SCALE_H, PLACE_H = 21.0, 29.0  # heights in the panel of an A4 sheet
_TABLE_POINTS, _LINE_H = 6.5, 4.2
_HEADING_H, _GROUP_H, _TOTAL_H, _ACCOUNT_H = 7.0, 4.6, 7.5, 33.0
_SWATCH_W, _COUNT_W, _MU_W = 17.0, 9.0, 17.0
_NOTE_H, _NOTE_POINTS = 14.0, 7.0  # at most; the type's size at most
_UNPLACED_H, _UNPLACED_POINTS = 12.0, 7.5
_PAIR_COLUMNS = (("then_patches", 11.0), ("then_mu", 17.0), ("patches", 11.0), ("mu", 17.0), ("change", 22.0))
MOST_UNPLACED = 6  # named on a page of an atlas; the others are only counted
_ACCOUNT_KEYS = ("all_mu", "not_counted_mu", "overlap_mu", "counted_mu", "outside_mu")


def legend_figures(spec: MapSpec) -> dict[str, str]:
    """Number and mu of each row of the legend, and of all together, by key."""
    found = {}
    for row in spec.legend:
        found[f"{row.key}_patches"], found[f"{row.key}_mu"] = row.patches, row.mu
    found["total_patches"], found["total_mu"] = spec.legend_total[1:]
    return found


class Column:
    """A column of a panel: blocks are put below each other from its top, and one at its bottom."""

    def __init__(self, items: Items, box: Box) -> None:
        self.items, self.large = items, items.large
        inner = box.shrunk(PAD)
        self.left, self.width = inner.left, inner.width
        self.top = self.y = box.top + 3 * self.large
        self.bottom = box.bottom
        self._edges = False

    def legend(self, spec: MapSpec, notes: str, room: float, heading: str = "") -> None:
        """The legend in at most *room* millimetres."""
        k, groups = self.large, _groups(spec.legend)
        self._edges = any(row.edge for row in spec.legend)
        note = self.items.height_of(notes, self.width, _NOTE_H * k, _NOTE_POINTS * k) if notes else 0.0
        heads = sum(bool(name) for name, _ in groups)
        free = room - (_HEADING_H + _TOTAL_H + heads * _GROUP_H) * k - note
        step = min(6.0 * k, free / len(spec.legend))
        self._legend_heading(heading or tr("Legend"))
        names = self.width - (_SWATCH_W + _COUNT_W + _MU_W) * k
        points = min(fitted(row.name, names, step, min(8.5 * k, step / 0.6))[1] for row in spec.legend)
        for name, rows in groups:
            if rows and not rows[0].counted:
                self._total(spec)
            if name:
                self.items.text(name, Box(self.left, self.y, self.width, _GROUP_H * k), 7 * k, quiet=True, middle=True)
                self.y += _GROUP_H * k
            for row in rows:
                self._legend_row(row, step, points)
        if all(rows[0].counted for _, rows in groups):
            self._total(spec)
        if notes:
            self.items.text(notes, Box(self.left, self.y, self.width, _NOTE_H * k), _NOTE_POINTS * k, quiet=True)
            self.y += note

    def _legend_heading(self, heading: str) -> None:
        k, last = self.large, self.left + self.width - _MU_W * self.large
        self.items.text(heading, Box(self.left, self.y, last - 20 * k - self.left, 6 * k), 12 * k, bold=True)
        heads = {"align": "right", "middle": True, "quiet": True}
        self.items.text(tr("patches"), Box(last - 20 * k, self.y + k, 20 * k, 6 * k), 7.5 * k, **heads)
        self.items.text(tr("mu"), Box(last, self.y + k, _MU_W * k, 6 * k), 7.5 * k, **heads)
        self.y += _HEADING_H * k

    def _legend_row(self, row: LegendRow, step: float, points: float) -> None:
        marked = row.edge or not self._edges  # the zone class gives a marker its shape
        self.items.swatch(*looks_of(row), self.left, self.y, step, marked)
        self.row(row.name, row.key, step, points, indent=_SWATCH_W * self.large)

    def _total(self, spec: MapSpec) -> None:
        self.items.rule(self.left, self.y + 0.6 * self.large, self.width)
        self.y += 1.2 * self.large
        self.row(spec.legend_total[0], "total", 6.0 * self.large, 8.5 * self.large, bold=True)
        self.y += 0.3 * self.large

    def row(self, name: str, key: str, height: float, points: float, indent: float = 0.0, **look: Any) -> None:
        """A line in three columns; its figures, flush right, are those of *key*."""
        k, last = self.large, self.left + self.width - _MU_W * self.large
        text = Box(self.left + indent, self.y, last - _COUNT_W * k - self.left - indent, height)
        self.items.text(name, text, points, middle=True, **look)
        look = {**look, "align": "right", "middle": True}
        self.items.figure(f"{key}_patches", Box(last - _COUNT_W * k, self.y, _COUNT_W * k, height), points, **look)
        self.items.figure(f"{key}_mu", Box(last, self.y, _MU_W * k, height), points, **look)
        self.y += height

    def account(self, spec: MapSpec) -> None:
        """How the counted ground comes out of all patches."""
        k = self.large
        if self.y > self.top:
            self.y += 2 * k
            self.items.rule(self.left, self.y, self.width)
        box = Box(self.left, self.y + 1.5 * k, self.width, 6 * k)
        self.items.text(tr("Account (mu)"), box, 10 * k, bold=True)
        self.y += 8 * k
        for (text, _), key in zip(spec.account, _ACCOUNT_KEYS):
            self.items.text(text, Box(self.left, self.y, self.width - 20 * k, 5 * k), 8.5 * k)
            self.items.figure(key, Box(self.left + self.width - 20 * k, self.y, 20 * k, 5 * k), 8.5 * k, align="right")
            self.y += 5 * k

    def unplaced(self, key: str, most: float = _UNPLACED_H, *, ruled: bool = True) -> None:
        """The texts that found no room on the map, in at most so many millimetres."""
        k = self.large
        self.y += 2 * k
        if ruled:
            self.items.rule(self.left, self.y, self.width)
        box = Box(self.left, self.y + 1.5 * k, self.width, most * k)
        self.items.figure(key, box, _UNPLACED_POINTS * k, quiet=True)

    def table(self, source: Any, columns: Sequence[tuple[str, float, str]], lines: int) -> Any:
        """A table of the page, with room for so many *lines* and the heading."""
        k, points = self.large, _TABLE_POINTS * self.large
        widths = [(f"c{i}", head, share * self.width, align) for i, (head, share, align) in enumerate(columns)]
        box = Box(self.left, self.y + 1.5 * k, self.width, table_height(lines, k))
        self.y += box.height + 3 * k
        return self.items.table(source, widths, box, points)

    def place(self, key: str, item: QgsLayoutItemMap, inset: QgsLayoutItemMap, *, metres: bool) -> None:
        """At the bottom: where the page lies in the county, its scale, the north arrow."""
        k, y = self.large, self.bottom - PLACE_H * self.large
        self.items.rule(self.left, y, self.width)
        self.items.place(inset, Box(self.left, y + 2 * k, OVERVIEW_W * k, (PLACE_H - 4) * k))
        left = self.left + (OVERVIEW_W + 2) * k
        self.items.figure(key, Box(left, y + 3 * k, 29 * k, 5 * k), 8.5 * k)
        self.items.scale_bar(item, left - 1, y + 9 * k, None, metres)
        self.items.north_arrow(Box(self.left + self.width - 9 * k, y + 4 * k, 9 * k, 15 * k))

    def scale(self, key: str, item: QgsLayoutItemMap, step: float | None, metres: bool = False) -> None:
        """Scale in figures and as a bar, and the north arrow, at the bottom."""
        k, y = self.large, self.bottom - SCALE_H * self.large
        self.items.rule(self.left, y, self.width)
        self.items.north_arrow(Box(self.left + self.width - 10 * k, y + 2.5 * k, 10 * k, 16 * k))
        self.items.figure(key, Box(self.left, y + 2 * k, self.width - 14 * k, 5 * k), 9 * k)
        self.items.scale_bar(item, self.left - 1, y + 7.5 * k, step, metres)


def looks_of(row: LegendRow) -> tuple[LegendRow, LegendRow]:
    """How a row is drawn in the legend: a zone class, shown by outlines, is empty inside."""
    return (LegendRow(_paper(row), "", "", ""), row) if row.edge else (row, row)


def _paper(row: LegendRow) -> Any:
    return replace(row.swatch, colour="#FFFFFF", pattern="solid")


def _groups(legend: Sequence[LegendRow]) -> list[tuple[str, list[LegendRow]]]:
    """Rows that add up to the total, the zone classes, what is not counted; headed where there are zones by outline."""
    fills = [row for row in legend if row.counted and not row.edge]
    edges = [row for row in legend if row.edge]
    rest = [row for row in legend if not row.counted]
    heads = (tr("Fill: status"), tr("Outline and shape: zone class")) if edges else ("", "")
    return [each for each in ((heads[0], fills), (heads[1], edges), ("", rest)) if each[1]]


def table_height(lines: int, large: float) -> float:
    """Height of a table of so many lines with its heading."""
    return (lines + 1) * _LINE_H * large + 1


class AtlasPanel:
    """Legend, table of the page, what found no room, place in the county and scale."""

    def __init__(self, spec: MapSpec, book: Book, views: Sequence[View]) -> None:
        self._spec, self._book, self._views = spec, book, views

    def figures(self, grids: Mapping[str, float]) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
        """What labels look up: for all pages, and by page."""
        common = legend_figures(self._spec) if not self._book.pages[0].figures else {}
        pages = {}
        for page, view in zip(self._book.pages, self._views):
            texts = {"title": page.title, "scale": scale_text(view.frame.scale), "grid": f"{grids[page.name]:g}"}
            pages[page.name] = {**page.figures, **texts, "unplaced": unplaced_text(view.unplaced, MOST_UNPLACED)}
        return common, pages

    def add(
        self,
        items: Items,
        panels: Sequence[Box],
        item: QgsLayoutItemMap,
        inset: QgsLayoutItemMap,
        tables: Any,
        *,
        metres: bool,
    ) -> Any:
        """Fill the columns; returns the table."""
        columns = [Column(items, box) for box in panels]
        first, last, k = columns[0], columns[-1], items.large
        lines = max(len(page.table) for page in self._book.pages)
        unplaced = 9.0 * k if any(items.texts("unplaced")) else 0.0
        room = first.bottom - first.y - 2 * k
        if first is last:
            room -= PLACE_H * k + table_height(lines, k) + 4 * k + unplaced
        first.legend(self._spec, marks_note(self._said()), room, self._book.legend_heading)
        table = last.table(tables, self._book.columns, lines)
        if unplaced:
            last.unplaced("unplaced", 6.0, ruled=False)
        last.place("scale", item, inset, metres=metres)
        return table

    def _said(self) -> Iterator[str]:
        """Every figure of every page."""
        yield from legend_figures(self._spec).values()
        for page in self._book.pages:
            yield from page.figures.values()
            yield from (cell for line in page.table for cell in line)


class CountyPanel:
    """Legend, account, what found no room, scale."""

    def __init__(self, spec: MapSpec, view: View) -> None:
        self._spec, self._view = spec, view

    def figures(self) -> dict[str, str]:
        """What its labels look up."""
        found = legend_figures(self._spec)
        found.update({key: value for key, (_, value) in zip(_ACCOUNT_KEYS, self._spec.account)})
        found["scale"] = scale_text(self._view.frame.scale)
        found["unplaced"] = unplaced_text(self._view.unplaced)
        return found

    def add(self, items: Items, panels: Sequence[Box], item: QgsLayoutItemMap) -> None:
        """Fill the columns."""
        columns = [Column(items, box) for box in panels]
        first, last, k = columns[0], columns[-1], items.large
        (unplaced,) = items.texts("unplaced")
        below = 0.0
        if unplaced:
            below = 5.5 * k + items.height_of(unplaced, last.width, _UNPLACED_H * k, _UNPLACED_POINTS * k)
        room = first.bottom - first.y - 2 * k
        if first is last:
            room -= (SCALE_H + _ACCOUNT_H) * k + below
        first.legend(self._spec, legend_notes(self._spec, self._view.crowded), room)
        last.account(self._spec)
        if unplaced:
            last.unplaced("unplaced")
        # km, at most 20 mm
        last.scale("scale", item, 1000 * round_below(20 * k * self._view.frame.scale / 1e6))


class PairPanel:
    """The legend of two dates with what has changed between them, and the scale of both."""

    def __init__(self, pair: Pair, views: Sequence[View]) -> None:
        self._pair, self._views = pair, views

    def figures(self) -> dict[str, str]:
        """What its labels look up."""
        found = {}
        for each in (*self._pair.changes, self._pair.total):
            key = each.row.key
            found[f"{key}_then_patches"], found[f"{key}_then_mu"] = each.then
            found[f"{key}_patches"], found[f"{key}_mu"] = each.now
            found[f"{key}_change"] = each.difference
        found["scale"] = scale_text(self._views[0].frame.scale)
        for key, label, view in zip(("then", "now"), self._pair.labels, self._views):
            found[key] = label
            found[f"unplaced_{key}"] = unplaced_text(view.unplaced, MOST_UNPLACED)
        return found

    def add(self, items: Items, panels: Sequence[Box], item: QgsLayoutItemMap) -> None:
        """Fill both columns."""
        table, last = (Column(items, box) for box in panels)
        self._table(table)
        self._said(last)
        k = items.large
        last.scale("scale", item, 1000 * round_below(20 * k * self._views[0].frame.scale / 1e6))

    def _table(self, column: Column) -> None:
        items, k = column.items, column.large
        columns = [(name, width * k) for name, width in _PAIR_COLUMNS]
        edge = column.left + column.width - sum(width for _, width in columns)
        items.text(tr("Legend"), Box(column.left, column.y, edge - column.left, 6 * k), 12 * k, bold=True)
        left = edge
        heads = {"align": "right", "quiet": True, "middle": True}
        for place, key in ((0, "then"), (2, "now")):
            width = columns[place][1] + columns[place + 1][1]
            over = Box(left + 3 * k, column.y, width - 3 * k, 5 * k)
            items.figure(key, over, 7 * k, **{**heads, "align": "centre"})
            left += width
        items.text(tr("Change (mu)"), Box(left, column.y, 22 * k, 5 * k), 7 * k, **heads)
        left = edge
        for place in range(4):
            width = columns[place][1]
            text = tr("mu") if place % 2 else tr("patches")
            items.text(text, Box(left, column.y + 4 * k, width, 4 * k), 6.5 * k, **heads)
            left += width
        column.y += 8.5 * k
        changes, total = self._pair.changes, self._pair.total
        rows = [*(each for each in changes if each.row.counted), total, *(x for x in changes if not x.row.counted)]
        step = min(5.5 * k, (column.bottom - column.y - 3 * k) / len(rows))
        points = min(7.5 * k, step / 0.6)
        for each in rows:
            last = each is total
            if last:
                items.rule(column.left, column.y + 0.1, column.width)
            else:
                items.swatch(each.row, each.row, column.left, column.y, step, True)
            indent = 0.0 if last else _SWATCH_W * k
            name = Box(column.left + indent, column.y, edge - column.left - indent, step)
            items.text(each.row.name, name, points, middle=True, bold=last)
            left = edge
            for suffix, width in columns:
                box = Box(left, column.y, width, step)
                items.figure(f"{each.row.key}_{suffix}", box, points, align="right", middle=True, bold=last)
                left += width
            column.y += step

    def _said(self, column: Column) -> None:
        k = column.large
        figures = [text for each in (*self._pair.changes, self._pair.total) for text in (each.then[1], each.now[1])]
        note = "\n".join(filter(None, (self._pair.now.legend_note, marks_note(figures))))
        if note:
            box = Box(column.left, column.y, column.width, _NOTE_H * k)
            column.y += column.items.text(note, box, _NOTE_POINTS * k, quiet=True) + 2 * k
        for key in ("unplaced_then", "unplaced_now"):
            if any(column.items.texts(key)):
                box = Box(column.left, column.y, column.width, 9 * k)
                column.y += column.items.figure(key, box, 6.5 * k, quiet=True) + k
