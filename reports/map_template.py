"""The office's own layout in place of ours: its maps are set, its labels look the figures up. This file knows QGIS."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import QgsLayoutItemMap, QgsPrintLayout, QgsReadWriteContext
from qgis.PyQt.QtXml import QDomDocument

from ..engine.problems import Refusal
from .map_items import Items
from .map_plan import Box

_OVERVIEW = "overview"  # id of a map that shows where a page lies


def load_template(layout: QgsPrintLayout, path: Path, maps: int) -> list[QgsLayoutItemMap]:
    """Fill *layout* from a .qpt; its maps in the order of their ids, then of their places.

    Raises ``Refusal("template_unreadable", path)`` where it is none, or holds fewer than *maps* maps.
    """
    document = QDomDocument()
    try:
        content = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Refusal("template_unreadable", path=str(path)) from error
    if document.setContent(content)[0]:
        layout.loadFromTemplate(document, QgsReadWriteContext(), True)
    found = [item for item in layout.items() if isinstance(item, QgsLayoutItemMap) and item.id() != _OVERVIEW]
    if len(found) < maps:
        raise Refusal("template_unreadable", path=str(path))
    return sorted(found, key=lambda item: (item.id(), item.sceneBoundingRect().left(), item.sceneBoundingRect().top()))


def boxes_of(maps: list[QgsLayoutItemMap]) -> tuple[Box, ...]:
    """Where the maps of a template lie."""
    rooms = [item.sceneBoundingRect() for item in maps]
    return tuple(Box(room.left(), room.top(), room.width(), room.height()) for room in rooms)


class TemplateItems(Items):
    """Takes the maps of a template in their order; everything else stands in it already."""

    def __init__(self, layout: QgsPrintLayout, figures: Any, maps: list[QgsLayoutItemMap]) -> None:
        super().__init__(layout, figures)
        self._maps = list(maps)
        others = [item for item in layout.items() if isinstance(item, QgsLayoutItemMap) and item.id() == _OVERVIEW]
        self._overview = others[0] if others else None

    def map(self, box: Box, layers: Any, crs: Any, name: str = "map") -> QgsLayoutItemMap:
        """The next map of the template; for an overview that it lacks one that nobody sees."""
        overview = name == _OVERVIEW
        item = (self._overview or QgsLayoutItemMap(self.layout)) if overview else self._maps.pop(0)
        item.setCrs(crs)
        item.setLayers(list(layers))
        item.setKeepLayerSet(True)
        return item

    def text(self, text: str, box: Box, points: float, **look: Any) -> float:
        """Nothing: the template has its own texts."""
        return 0.0

    def figure(self, key: str, box: Box, points: float, **look: Any) -> float:
        """Nothing: the template's labels look up what they want."""
        return 0.0

    def box(self, *_: Any, **__: Any) -> None:
        """Nothing."""

    def swatch(self, *_: Any) -> None:
        """Nothing."""

    def tag(self, *_: Any) -> None:
        """Nothing."""

    def grid(self, *_: Any) -> None:
        """Nothing: a grid belongs to the template's own map."""

    def scale_bar(self, *_: Any) -> None:
        """Nothing."""

    def north_arrow(self, box: Box) -> None:
        """Nothing."""

    def table(self, *_: Any) -> None:
        """Nothing."""

    def place(self, item: Any, box: Box) -> None:
        """Nothing."""
