from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mine_remediation.engine.wkb import as_multi_polygons, close_rings, has_curve_type, type_code
from mine_remediation.libraries import shapely

SQUARE = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]
HOLE = [(2.0, 2.0), (4.0, 2.0), (4.0, 4.0), (2.0, 2.0)]


def ring_bytes(vertices, order="<"):
    body = b"".join(struct.pack(f"{order}{len(vertex)}d", *vertex) for vertex in vertices)
    return struct.pack(order + "I", len(vertices)) + body


def polygon(*rings, code=3, order="<", srid=b""):
    head = (b"\x01" if order == "<" else b"\x00") + struct.pack(order + "I", code) + srid
    return head + struct.pack(order + "I", len(rings)) + b"".join(ring_bytes(ring, order) for ring in rings)


def collection(code, *parts):
    return b"\x01" + struct.pack("<II", code, len(parts)) + b"".join(parts)


def read(mended):
    return shapely.from_wkb(mended.wkb)


def test_open_ring_is_closed():
    mended = close_rings(polygon(SQUARE))
    assert (mended.closed, mended.dropped) == (1, 0)
    assert read(mended).equals(shapely.box(0, 0, 10, 10))


def test_closed_ring_is_returned_byte_for_byte():
    wkb = shapely.to_wkb(shapely.box(0, 0, 10, 10))
    mended = close_rings(wkb)
    assert mended.wkb == wkb
    assert (mended.closed, mended.dropped) == (0, 0)


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize(
    ("code", "vertex"),
    [(3, ()), (1003, (7.0,)), (2003, (5.0,)), (3003, (7.0, 5.0)), (0x80000003, (7.0,)), (0xC0000003, (7.0, 5.0))],
)
def test_z_and_m_and_byte_order_stay(order, code, vertex):
    wkb = polygon([xy + vertex for xy in SQUARE], code=code, order=order)
    mended = close_rings(wkb)
    closed = polygon([xy + vertex for xy in [*SQUARE, SQUARE[0]]], code=code, order=order)
    assert mended.wkb == closed


def test_srid_stays():
    mended = close_rings(polygon(SQUARE, code=0x20000003, srid=struct.pack("<I", 4490)))
    assert shapely.get_srid(read(mended)) == 4490


def test_ring_of_two_distinct_points_is_dropped():
    mended = close_rings(polygon([*SQUARE, SQUARE[0]], [(2.0, 2.0), (4.0, 2.0), (2.0, 2.0)]))
    assert (mended.closed, mended.dropped) == (0, 1)
    assert read(mended).equals(shapely.box(0, 0, 10, 10))


def test_shell_of_two_points_takes_its_holes_along():
    mended = close_rings(polygon([(0.0, 0.0), (1.0, 1.0)], HOLE))
    assert mended.wkb is None
    assert mended.dropped == 1


def test_multi_polygon_keeps_its_good_parts():
    mended = close_rings(collection(6, polygon([(0.0, 0.0), (1.0, 1.0)]), polygon(SQUARE, HOLE)))
    assert (mended.closed, mended.dropped) == (1, 1)
    assert read(mended).geom_type == "MultiPolygon"
    assert shapely.get_num_geometries(read(mended)) == 1


def test_collections_are_walked_through():
    point = b"\x01" + struct.pack("<I2d", 1, 3.0, 4.0)
    line = b"\x01" + struct.pack("<I", 2) + ring_bytes([(0.0, 0.0)])
    mended = close_rings(collection(7, point, line, collection(6, polygon(SQUARE))))
    assert mended.dropped == 1
    assert [part.geom_type for part in read(mended).geoms] == ["Point", "MultiPolygon"]


def test_line_of_two_points_stays():
    line = b"\x01" + struct.pack("<I", 2) + ring_bytes([(0.0, 0.0), (1.0, 0.0)])
    assert close_rings(line).wkb == line


def test_vertices_without_a_place_are_left_out():
    nan = float("nan")
    mended = close_rings(polygon([(nan, nan), *SQUARE, (nan, nan)]))
    assert read(mended).equals(shapely.box(0, 0, 10, 10))


def test_triangle_becomes_a_polygon():
    assert read(close_rings(polygon(SQUARE[:3], code=17))).geom_type == "Polygon"


@pytest.mark.parametrize("wkb", [b"", b"\x01\x03", polygon(SQUARE)[:40], polygon(SQUARE, code=10)])
def test_what_cannot_be_read_is_none(wkb):
    assert close_rings(wkb).wkb is None


def test_empty_polygon_stays_empty():
    assert read(close_rings(polygon())).is_empty


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=8))
def test_every_ring_comes_out_readable_or_not_at_all(vertices):
    mended = close_rings(polygon([(float(x), float(y)) for x, y in vertices]))
    if len(set(vertices)) < 3:
        assert mended.wkb is None
    else:
        assert set(map(tuple, shapely.get_coordinates(read(mended)).astype(int).tolist())) == set(vertices)


def test_types():
    assert type_code(polygon(SQUARE, code=1003, order=">")) == 3
    assert type_code(b"\x01") == 0
    assert has_curve_type(polygon(SQUARE, code=3010))
    assert not has_curve_type(polygon(SQUARE))


def test_polygon_as_multi_polygon():
    box = shapely.box(0, 0, 1, 1)
    multi = shapely.from_wkb(*as_multi_polygons([shapely.to_wkb(box)]))
    assert multi.geom_type == "MultiPolygon"
    assert multi.equals(box)
    assert as_multi_polygons([None]) == [None]
    assert as_multi_polygons([shapely.to_wkb(multi)]) == [shapely.to_wkb(multi)]
