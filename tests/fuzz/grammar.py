"""A grammar of the dialects of coordinate texts, and what can happen to such texts on their way."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from mine_remediation.libraries import shapely

MARK = "※"  # stands in lines that no reader can know
EAST, NORTH = 42_380_000.0, 4_600_000.0
Ring = "list[tuple[float, float]]"


@dataclass
class Sample:
    """A text with the ground that it means: plane m² in all; ``checked`` where count or area is stated of each plot.

    ``parameter`` names the coordinate system where the text does not; ``altered``: figures may have changed.
    """

    text: str
    area_m2: float
    parameter: str = ""
    checked: bool = False
    altered: bool = False
    encoding: str = "utf-8"
    history: list[str] = field(default_factory=list)


def sample(random: Random) -> Sample:
    """A valid text in one of the dialects."""
    return random.choice((_land_boundary, _land_boundary, _corner_string, _pasted))(random)


def mutated(random: Random, made: Sample) -> Sample:
    """*made* after up to four accidents."""
    for _ in range(random.choice((0, 1, 1, 1, 2, 3, 4))):
        accident = random.choice(_ACCIDENTS)
        made.history.append(accident.__name__)
        accident(random, made)
    return made


# Ground ------------------------------------------------------------------------------------------------------


def _star(random: Random, x: float, y: float, radius: float) -> Ring:
    """A ring around a point, its corners in order of their bearing."""
    count = random.randint(3, 9)
    turn = random.random()
    bearings = [2 * math.pi * (place + turn + random.uniform(-0.3, 0.3)) / count for place in range(count)]
    if random.random() < 0.5:
        bearings.reverse()
    lengths = [radius * random.uniform(0.6, 1.0) for _ in bearings]
    return [
        (round(x + length * math.cos(each), 3), round(y + length * math.sin(each), 3))
        for each, length in zip(bearings, lengths)
    ]


def _plots(random: Random, east: float) -> list[list[Ring]]:
    """Rings of plots that lie apart: an outer one each, perhaps a hole, perhaps a further part."""
    plots = []
    for place in range(random.randint(1, 3)):
        x, y = east + 1_000 * place, NORTH + random.randint(0, 20_000)
        rings = [_star(random, x, y, 100)]
        hole = _star(random, x, y, 20)
        if random.random() < 0.3 and shapely.contains_properly(shapely.polygons(rings[0]), shapely.polygons(hole)):
            rings.append(hole)
        if random.random() < 0.2:
            rings.append(_star(random, x + 400, y, 30))
        plots.append(rings)
    return plots


def _area(rings: list[Ring]) -> float:
    """Plane m² of a plot; what lies in its first ring is a hole."""
    outer = shapely.polygons(rings[0])
    areas = [shapely.area(shapely.polygons(each)) for each in rings]
    holes = [shapely.contains(outer, shapely.polygons(each)) for each in rings[1:]]
    return float(areas[0] + sum(-area if hole else area for area, hole in zip(areas[1:], holes)))


# Dialects ----------------------------------------------------------------------------------------------------


def _land_boundary(random: Random) -> Sample:
    bare = random.random() < 0.3
    plots = _plots(random, EAST - (42_000_000 if bare else 0))
    states = random.choice(("count", "area", "both", "both", "nothing", "no line"))
    how = {name: random.random() < 0.5 for name in ("j", "closed", "swapped", "restart", "without", "metres")}
    lines = _head(random, bare)
    for number, rings in enumerate(plots, start=1):
        corners = _corners(random, rings, how)
        closing = len(rings) if how["closed"] and how["without"] else 0
        area = _area(rings)
        stated = (f"{area:.2f}" if how["metres"] else f"{area / 1e4:.4f}") if states in ("area", "both") else ""
        count = str(len(corners) - closing) if states in ("count", "both") else ""
        more = random.choice(("", ",", ",,,,"))
        if states != "no line":
            lines.append(f"{count},{stated},{number},图斑{number},面,,林地,{more}@")
        lines += corners
    encoding = random.choice(("utf-8", "gbk", "utf-8-sig", "utf-16"))
    text = random.choice(("\n", "\r\n")).join([*lines, ""])
    total, system = sum(map(_area, plots)), "EPSG:4490" if lines[0] == "[地块坐标]" else ""
    return Sample(text, total, system, _is_checked(states, len(plots), how), encoding=encoding,
                  history=["land boundary", states, *(name for name, on in how.items() if on)])  # fmt: skip


def _is_checked(states: str, plots: int, how: dict[str, bool]) -> bool:
    """A lone plot whose closing corner is not counted may lose its last corner: its count then seems to count it."""
    alone = states == "count" and plots == 1 and how["closed"] and how["without"]
    return states in ("count", "area", "both") and not alone


def _head(random: Random, bare: bool) -> list[str]:
    if random.random() < 0.1 and not bare:
        return ["[地块坐标]"]
    zone = random.choice(("42", "")) if not bare else "42"
    head = ["[属性描述]", "格式版本号=1.01", "坐标系=2000国家大地坐标系", "几度分带=3", "计量单位=米", f"带号={zone}",
            "精度=0.001", "转换参数=,,,,,,", "[地块坐标]"]  # fmt: skip
    return ["[项目信息]", "项目名称=示例", *head] if random.random() < 0.2 else head


def _corners(random: Random, rings: list[Ring], how: dict[str, bool]) -> list[str]:
    lines, first = [], 1
    for ring, points in enumerate(rings, start=1):
        for place, (x, y) in enumerate([*points, *(points[:1] if how["closed"] else [])]):
            number = first + place % len(points)
            pair = f"{x:.3f},{y:.3f}" if how["swapped"] else f"{y:.3f},{x:.3f}"
            lines.append(f"{'J' if how['j'] else ''}{number},{ring},{pair}")
        first = 1 if how["restart"] else first + len(points)
    return lines


def _corner_string(random: Random) -> Sample:
    plots = [rings[:2] if len(rings) > 1 else rings for rings in _plots(random, EAST)]
    lines = random.choice(([], ["拐点,X(起标高),Y(止标高)"]))
    one_line = random.random() < 0.3
    blocks = []
    for number, rings in enumerate(plots, start=1):
        for place, points in enumerate(rings):
            hole = place and shapely.contains(shapely.polygons(rings[0]), shapely.polygons(points))
            blocks += [f"{at},{y:.4f},{x:.4f}, , ," for at, (x, y) in enumerate(points, start=1)]
            blocks.append(f"*,229.5,70,采区{number}.{place},{-1 if hole else 1},")
    text = "\n".join([*lines, "".join(blocks)] if one_line else [*lines, *blocks])
    return Sample(text, sum(map(_area, plots)), "EPSG:4530", encoding=random.choice(("utf-8", "gbk")),
                  history=["corner string", "one line" if one_line else "lines"])  # fmt: skip


def _pasted(random: Random) -> Sample:
    rings = [plot[0] for plot in _plots(random, EAST)]
    separator, numbered = random.choice((",", "\t", "  ", " , ", "、")), random.random() < 0.7
    lines = random.choice(([], ["点号 X Y"], ["序号\t纵坐标\t横坐标"]))
    titled = random.random() < 0.5
    for number, points in enumerate(rings, start=1):
        lines.append(f"{number}号采区：" if titled else "")
        for at, (x, y) in enumerate(points, start=1):
            lines.append(separator.join([*([f"J{at}"] if numbered else []), f"{y:.3f}", f"{x:.3f}"]))
    return Sample("\n".join(lines), sum(_area([each]) for each in rings), "EPSG:4530", history=["pasted"])


# Accidents ---------------------------------------------------------------------------------------------------


def _with_lines(made: Sample, change: Callable[[list[str]], None]) -> None:
    lines = made.text.split("\n")
    change(lines)
    made.text = "\n".join(lines)


def _line_lost(random: Random, made: Sample) -> None:
    _with_lines(made, lambda lines: lines.pop(random.randrange(len(lines))) and None)


def _line_doubled(random: Random, made: Sample) -> None:
    def change(lines: list[str]) -> None:
        place = random.randrange(len(lines))
        lines.insert(place, lines[place])

    _with_lines(made, change)


def _lines_exchanged(random: Random, made: Sample) -> None:
    def change(lines: list[str]) -> None:
        one, other = random.randrange(len(lines)), random.randrange(len(lines))
        lines[one], lines[other] = lines[other], lines[one]

    made.altered = True
    _with_lines(made, change)


def _line_added(random: Random, made: Sample) -> None:
    words = random.choice((f"{MARK}", f"{MARK},1,2,3", f"12345.6 {MARK}", f"J9,1,{MARK},42380000.000"))
    _with_lines(made, lambda lines: lines.insert(random.randrange(len(lines) + 1), words))


def _line_spoilt(random: Random, made: Sample) -> None:
    def change(lines: list[str]) -> None:
        place = random.randrange(len(lines))
        at = random.randint(0, len(lines[place]))
        lines[place] = lines[place][:at] + MARK + lines[place][at:]

    _with_lines(made, change)


def _end_lost(random: Random, made: Sample) -> None:
    made.text = made.text[: random.randint(0, len(made.text))]
    made.altered = True


def _blank_lines(random: Random, made: Sample) -> None:
    _with_lines(made, lambda lines: lines.insert(random.randrange(len(lines) + 1), random.choice(("", "  ", "\t"))))


def _full_width(random: Random, made: Sample) -> None:
    wanted = random.choice((",", "=", "[", "]", "@", "0", "1", "J", "."))
    made.text = made.text.replace(wanted, chr(ord(wanted) + 0xFEE0), random.choice((1, 3, -1)))


def _character_lost(random: Random, made: Sample) -> None:
    if made.text:
        at = random.randrange(len(made.text))
        made.text = made.text[:at] + made.text[at + 1 :]
    made.altered = True


def _character_changed(random: Random, made: Sample) -> None:
    if made.text:
        at = random.randrange(len(made.text))
        new = random.choice("0123456789,.;@*=[]-+eEnaN \t\n\r面°′″/\\\x00\ufffd\ufeff𠮷，。¹٣")
        made.text = made.text[:at] + new + made.text[at + random.randint(0, 1) :]
    made.altered = True


def _figure_grown(random: Random, made: Sample) -> None:
    if made.text:
        at = random.randrange(len(made.text))
        made.text = made.text[:at] + "9" * random.choice((1, 20, 400, 5000)) + made.text[at:]
    made.altered = True


def _part_repeated(random: Random, made: Sample) -> None:
    start = random.randint(0, len(made.text))
    part = made.text[start : start + random.randint(1, 200)]
    made.text = made.text[:start] + part * random.choice((2, 3, 50)) + made.text[start:]
    made.altered = True


_ACCIDENTS = (
    _line_lost, _line_lost, _line_doubled, _lines_exchanged, _line_added, _line_added, _line_spoilt, _line_spoilt,
    _end_lost, _blank_lines, _full_width, _character_lost, _character_changed, _character_changed, _figure_grown,
    _part_repeated,
)  # fmt: skip
