"""Land-boundary texts made trait by trait, for the tests of what reads and writes them."""

from __future__ import annotations

from collections.abc import Sequence

Corners = Sequence[tuple[float, float]]  # east, north

HEAD = ("格式版本号=1.01", "坐标系=2000国家大地坐标系", "几度分带=3", "投影类型=高斯克吕格", "计量单位=米", "带号=42",
        "精度=0.001", "转换参数=,,,,,,")  # fmt: skip
EAST, NORTH = 42_380_000.0, 4_600_000.0
OFFICIAL_M2, PLANE_M2 = 9996.461, 10_000.0  # of a square of 100 m there, in zone 42


def square(size: float = 100.0, *, dx: float = 0.0, dy: float = 0.0, east: float = EAST) -> list[tuple[float, float]]:
    """The four corners of a square; ``dx``, ``dy`` move its lower left one from where all squares are."""
    x, y = east + dx, NORTH + dy
    return [(x, y), (x, y + size), (x + size, y + size), (x + size, y)]


def corner_lines(
    rings: Sequence[Corners], *, prefix: str = "J", closed: bool = True, restart: bool = False, swapped: bool = False
) -> list[str]:
    """The lines of a plot's corners; *restart* numbers each ring from 1."""
    lines, first = [], 1
    for ring, corners in enumerate(rings, start=1):
        for place, point in enumerate([*corners, *(corners[:1] if closed else [])]):
            number = first + place % len(corners)
            x, y = point if swapped else point[::-1]
            lines.append(f"{prefix}{number},{ring},{x:.3f},{y:.3f}")
        first = 1 if restart else first + len(corners)
    return lines


def plot(
    *rings: Corners,
    line: str = "{count},1.0000,P-1,示例图斑,面,,采矿用地,,@",
    count: int | None = None,
    **how: bool | str,
) -> str:
    """A plot line and its corners."""
    lines = corner_lines(rings, **how)  # type: ignore[arg-type]
    head = line.format(count=len(lines) if count is None else count)
    return "\n".join([*([head] if head else []), *lines])


def land_boundary(*plots: str, head: Sequence[str] = HEAD) -> str:
    """A whole text."""
    return "\n".join(["[属性描述]", *head, "[地块坐标]", *plots]) + "\n"
