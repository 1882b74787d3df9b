"""The county map, looked at: size, ink, Chinese letters, grey, threads, bad geometry."""

from __future__ import annotations

import re
import shutil
import subprocess
import threading
import unicodedata
from dataclasses import replace
from itertools import combinations
from types import SimpleNamespace

import numpy as np
import pytest
from qgis.core import (
    Qgis,
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextScope,
    QgsExpressionContextUtils,
    QgsGeometry,
    QgsLayoutItemLabel,
    QgsLayoutItemShape,
    QgsLayoutUtils,
    QgsProject,
    QgsRectangle,
    QgsTask,
    QgsTextFormat,
    QgsTextRenderer,
)
from qgis.PyQt.QtCore import QSizeF, Qt
from qgis.PyQt.QtGui import QImage

from mine_remediation.engine.problems import Cancelled, Refusal
from mine_remediation.engine.progress import Silent
from mine_remediation.libraries import shapely
from mine_remediation.reports import layers, map_items, map_layers, map_panel, map_plan, maps
from mine_remediation.reports.map_layers import Label
from mine_remediation.reports.map_spec import Shapes, county_spec
from mine_remediation.reports.map_text import Imprint
from mine_remediation.reports.map_type import text_width
from mine_remediation.texts import install_translator, remove_translator

SUBTITLE, SOURCE = "截至2020年11月30日", "乡镇、图斑示例"
NOTE = "SYNTHETIC：示例数据"


@pytest.fixture(scope="module")
def spec(county):
    crs = county.crs.toWkt()
    townships = Shapes(list(layers.wkb_rows(county.township_geometry)), crs)
    patches = Shapes(list(layers.wkb_rows(county.patch_geometry)), crs)
    return county_spec(county.result, townships, patches, SUBTITLE, SOURCE, NOTE)


@pytest.fixture(scope="module")
def drawn(spec, tmp_path_factory):
    path = tmp_path_factory.mktemp("map") / "进展图.png"
    return path, maps.county_map(path, spec)


def grey(path):
    image = QImage(str(path)).convertToFormat(QImage.Format.Format_Grayscale8)
    bits = image.constBits()
    bits.setsize(image.sizeInBytes())
    return np.frombuffer(bits, dtype=np.uint8).reshape(image.height(), image.bytesPerLine())[:, : image.width()].copy()


def part(pixels, left, top, right, bottom):
    """A part of the page, given in millimetres."""
    scale = pixels.shape[1] / 297
    return pixels[int(top * scale) : int(bottom * scale), int(left * scale) : int(right * scale)]


def test_the_picture_is_wide_enough_and_alone_in_its_folder(drawn):
    path, report = drawn
    image = QImage(str(path))
    assert image.width() >= 1600
    assert image.width() / image.height() == pytest.approx(297 / 210, abs=0.01)
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    assert report == maps.MapReport([], [])


def test_every_part_of_the_sheet_has_ink_and_the_margin_has_none(drawn):
    pixels = grey(drawn[0])
    for name, box in {
        "title": (80, 8, 220, 19),
        "subtitle": (80, 20, 220, 26),
        "map": (20, 40, 180, 180),
        "legend": (206, 32, 285, 90),
        "account": (208, 105, 285, 140),
        "scale bar": (206, 175, 250, 187),
        "north arrow": (270, 170, 284, 188),
        "coordinate system": (10, 190, 150, 195),
        "source": (10, 195, 150, 199),
        "note": (10, 199, 150, 204),
    }.items():
        assert part(pixels, *box).std() > 8, name
    for edge in ((0, 0, 297, 6), (0, 206, 297, 210), (0, 0, 8, 210), (289, 0, 297, 210)):
        assert part(pixels, *edge).min() > 250


def test_nothing_crosses_the_edges_of_the_panel(drawn):
    pixels = grey(drawn[0])
    assert part(pixels, 199.5, 27, 202.5, 200).min() > 250  # between map and panel
    assert part(pixels, 204, 30, 206, 168).min() > 250  # inside the panel's border
    assert part(pixels, 284, 30, 286, 168).min() > 250


def test_two_runs_draw_the_same_pixels_also_in_worker_threads(spec, drawn, tmp_path):
    reports = []

    def run():
        reports.append(maps.county_map(tmp_path / "again.png", spec))

    worker = threading.Thread(target=run)
    worker.start()
    worker.join()
    task = QgsTask.fromFunction("map", lambda task: reports.append(maps.county_map(tmp_path / "task.png", spec)))
    QgsApplication.taskManager().addTask(task)
    assert task.waitForFinished(60_000)
    assert reports == [drawn[1]] * 2
    assert (grey(tmp_path / "again.png") == grey(drawn[0])).all()
    assert (grey(tmp_path / "task.png") == grey(drawn[0])).all()


def test_the_project_of_the_user_is_left_alone(spec, tmp_path):
    before = set(QgsProject.instance().mapLayers())
    maps.county_map(tmp_path / "x.png", spec, dpi=60)
    assert set(QgsProject.instance().mapLayers()) == before


def needed(item, layout):
    """The size of the text of a label in print."""
    if Qgis.QGIS_VERSION_INT < 32400:
        return item.sizeForText()
    # newer versions measure at the screen's resolution, where small type is rounded to whole pixels
    context = QgsLayoutUtils.createRenderContextForLayout(layout, None, 300)
    style, lines = QgsTextFormat.fromQFont(item.font()), item.currentText().split("\n")
    width = QgsTextRenderer.textWidth(context, style, lines)
    height = QgsTextRenderer.textHeight(context, style, lines, QgsTextRenderer.DrawMode.Rect)
    return QSizeF(width / context.scaleFactor(), height / context.scaleFactor())


def sheet_of(spec, style=None):
    return maps.CountySheet(spec, style or maps.Style(), Silent())


def labels_of(sheet):
    """What the sheet says: text without line breaks, room that the text takes, room that it has, as boxes in mm."""
    if not isinstance(sheet, maps.Sheet):
        sheet = sheet_of(sheet)
    found = []
    for item in sheet.layout.items():
        if isinstance(item, QgsLayoutItemLabel) and item.currentText():
            room, need = item.sceneBoundingRect(), needed(item, sheet.layout)
            free = {Qt.AlignmentFlag.AlignLeft: 0, Qt.AlignmentFlag.AlignHCenter: 0.5, Qt.AlignmentFlag.AlignRight: 1}
            left = room.left() + free[item.hAlign()] * (room.width() - need.width())
            middle = 0.5 if item.vAlign() == Qt.AlignmentFlag.AlignVCenter else 0
            top = room.top() + middle * (room.height() - need.height())
            taken = shapely.box(left, top, left + need.width(), top + need.height())
            whole = shapely.box(room.left(), room.top(), room.right(), room.bottom())
            found.append((item.currentText().replace("\n", ""), taken, whole))
    return found + texts_on_map(sheet)


def texts_on_map(sheet):
    """The texts of the map itself, which its first layer draws in the middle of their points."""
    found = []
    for view, frame in zip(sheet.views, sheet.plan.frames):
        for label in view.labels:
            width, height = label.size
            x, y = frame.left + label.x, frame.bottom - label.y
            taken = shapely.box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
            found.append((label.text, taken, shapely.box(frame.left, frame.top, frame.right, frame.bottom)))
    return found


def everything(spec):
    return "\n".join(text for text, _, _ in labels_of(spec))


def assert_readable(spec):
    labels = labels_of(spec)
    for text, taken, room in labels:
        assert room.buffer(0.6).covers(taken), text
    for (first, box, _), (second, other, _) in combinations(labels, 2):
        assert not box.buffer(-0.3).intersects(other.buffer(-0.3)), (first, second)


def test_the_sheet_says_all_there_is_to_say(spec, county):
    text = everything(spec)
    wanted = [county.result.title, SUBTITLE, SOURCE, NOTE, "Scale 1:", "zone 42", "not for publication", "Checked by:"]
    wanted += [each for row in spec.legend for each in (row.name, row.patches, row.mu)]
    wanted += [each for row in spec.account for each in row]
    wanted += [each for name, mu in spec.township_labels for each in (name, f"{mu} mu")]
    assert [each for each in wanted if each not in text] == []


def test_no_text_is_cut_and_none_covers_another(spec):
    assert_readable(spec)


def test_no_text_is_cut_in_chinese(spec):
    zh = {"{mu} mu": "{mu}亩", "Legend": "图例", "patches": "块", "mu": "亩", "Account (mu)": "面积核算（亩）"}
    zh["Scale 1:{number}"] = "比例尺 1:{number}"

    def translator(text, n):
        return zh.get(text, text)

    install_translator(translator)
    try:
        assert_readable(spec)
        text = everything(spec)
    finally:
        remove_translator(translator)
    assert f"{spec.township_labels[0][1]}亩" in text
    assert "比例尺 1:" in text


def test_a_pdf_is_one_page_with_its_fonts_inside(spec, tmp_path):
    maps.county_map(tmp_path / "进展图.pdf", spec)
    content = (tmp_path / "进展图.pdf").read_bytes()
    assert content.startswith(b"%PDF-")
    assert b"/Count 1" in content
    assert b"/FontFile2" in content or b"/FontFile3" in content


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs pdftotext of poppler-utils")
def test_the_text_of_a_pdf_can_be_searched(spec, county, tmp_path):
    maps.county_map(tmp_path / "进展图.pdf", spec)
    command = ["pdftotext", "-raw", str(tmp_path / "进展图.pdf"), "-"]
    said = subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8")
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", said))
    wanted = [county.result.title, *(name for name, _ in spec.township_labels)]
    wanted += [each.mu for each in spec.legend] + [f"{mu}mu" for _, mu in spec.township_labels]
    assert [each for each in wanted if each not in text] == []
    assert [each for each in wanted if each not in re.sub(r"\s", "", said)] == []  # without NFKC too


@pytest.mark.parametrize("ending", ["png", "pdf"])
def test_a_blank_file_is_not_called_a_map(tmp_path, ending):
    path = tmp_path / f"blank.{ending}"
    if ending == "png":
        blank = QImage(40, 30, QImage.Format.Format_RGB32)
        blank.fill(Qt.GlobalColor.white)
        assert blank.save(str(path))
    else:
        path.write_bytes(b"%PDF-1.4\n1 0 obj\n")
    with pytest.raises(Refusal) as refusal:
        maps.check_written(path)
    assert (refusal.value.code, refusal.value.values["layer"]) == ("not_written", path.name)


def test_classes_in_the_legend_are_told_apart_in_grey(spec, tmp_path):
    sheet = sheet_of(spec)
    sheet.export(tmp_path / "x.png", 200)
    pixels, boxes = grey(tmp_path / "x.png"), []
    for item in sheet.layout.items():
        room = item.sceneBoundingRect()
        if isinstance(item, QgsLayoutItemShape) and 1 < room.height() < 5:
            boxes.append(part(pixels, room.left(), room.top(), room.right(), room.bottom()))
    assert len(boxes) == len(spec.legend)
    shape = np.min([each.shape for each in boxes], axis=0)
    boxes = [each[: shape[0], : shape[1]].astype(int) for each in boxes]
    for i, first in enumerate(boxes):
        for second in boxes[i + 1 :]:
            assert (abs(first - second) > 20).mean() > 0.05


def test_without_a_chinese_font_the_report_warns(spec, tmp_path, monkeypatch):
    monkeypatch.setattr(maps, "font_family", lambda: "")
    assert "Chinese font" in maps.county_map(tmp_path / "x.png", spec, dpi=60).warnings[0]


def test_patches_far_away_are_told_and_do_not_spoil_the_frame(spec, drawn, tmp_path):
    far = QgsGeometry.fromWkt("Polygon ((42900000 4600000, 42900100 4600000, 42900100 4600100, 42900000 4600000))")
    moved = replace(spec, patches=replace(spec.patches, wkb=[far.asWkb().data(), *spec.patches.wkb[1:]]))
    report = maps.county_map(tmp_path / "x.png", moved)
    assert report.warnings == ["Patches outside the map's frame: 1."]
    frame = (15, 34, 194, 184)
    assert (part(grey(tmp_path / "x.png"), *frame) != part(grey(drawn[0]), *frame)).mean() < 0.01


ODD = {
    "bow-tie": "Polygon ((0 0, 300 300, 300 0, 0 300, 0 0))",
    "heights and measures": "PolygonZM ((0 0 5 1, 300 0 5 1, 300 300 5 1, 0 0 5 1))",
    "curves": "CurvePolygon (CircularString (0 0, 150 150, 300 0, 150 -150, 0 0))",
    "flat": "Polygon ((0 0, 300 0, 0 0, 0 0))",
    "empty": "Polygon EMPTY",
}


@pytest.mark.parametrize("kind", ODD)
def test_odd_patches_and_townships_are_drawn_or_left_out_but_never_stop_the_map(spec, kind, tmp_path):
    odd = QgsGeometry.fromWkt(ODD[kind])
    odd.translate(42_400_000, 4_600_000)
    wkb = odd.asWkb().data()
    patches = replace(spec.patches, wkb=[wkb, *spec.patches.wkb[1:]])
    townships = replace(spec.townships, wkb=[wkb, *spec.townships.wkb[1:]])
    maps.county_map(tmp_path / "x.png", replace(spec, patches=patches, townships=townships), dpi=60)
    assert grey(tmp_path / "x.png").std() > 8


def crammed(spec, townships):
    """The spec with its first townships as small as a name, all at one place."""
    small = QgsGeometry.fromWkt("Polygon ((0 0, 900 0, 900 900, 0 900, 0 0))")
    small.translate(42_400_000, 4_600_000)
    wkb = [*[small.asWkb().data()] * townships, *spec.townships.wkb[townships:]]
    return replace(spec, townships=replace(spec.townships, wkb=wkb))


def test_a_township_without_room_for_its_name_has_it_outside_at_a_line(spec):
    sheet = sheet_of(crammed(spec, 1))
    (view,) = sheet.views
    (label,) = [each for each in view.labels if each.leader]
    assert (view.unplaced, label.text) == ([], "新宾镇")
    assert "Leader lines" in [each.name() for each in sheet.layers]
    areas = view.frame.to_paper(np.array(list(maps.Ground(sheet.spec, Silent()).townships.values()), dtype=object))
    assert areas[0].buffer(0.01).contains(shapely.Point(label.leader[0]))
    assert not any(area.intersects(shapely.box(*label.box)) for area in areas)
    assert shapely.box(*label.box).buffer(5).intersects(shapely.Point(label.leader[1]))
    assert_readable(sheet)


def test_a_township_whose_name_finds_no_place_at_all_is_listed_beside_the_map(spec, tmp_path):
    odd = crammed(spec, 2)  # two lines from one place would lie over each other
    (unplaced,) = maps.county_map(tmp_path / "x.png", odd, dpi=60).unplaced
    name, mu = spec.township_labels[1]
    assert unplaced == f"{name} {mu} mu"
    assert f"No room for a label: {unplaced}" in everything(odd)
    assert_readable(odd)


class Stops(Silent):
    """A user who has already cancelled."""

    def cancelled(self):
        return True


def test_a_cancelled_map_leaves_no_file(spec, tmp_path):
    with pytest.raises(Cancelled):
        maps.county_map(tmp_path / "x.png", spec, progress=Stops())
    assert list(tmp_path.iterdir()) == []


def test_crowds_of_patches_are_drawn_in_time(spec, county, tmp_path):
    xs, ys = np.meshgrid(np.linspace(42_365_000, 42_450_000, 60), np.linspace(4_570_000, 4_620_000, 50))
    squares = shapely.box(xs.ravel(), ys.ravel(), xs.ravel() + 90, ys.ravel() + 90)
    crowd = replace(
        spec,
        patches=replace(spec.patches, wkb=list(layers.wkb_rows(squares))),
        patch_rows=[i % 4 for i in range(3000)],
        patch_edges=[4 + i % 7 for i in range(3000)],
    )
    report = maps.county_map(tmp_path / "x.png", crowd, dpi=60)
    assert report.unplaced == []


def test_expressions_in_other_peoples_texts_are_not_evaluated(spec):
    sheet = sheet_of(replace(spec, title="[% 1 + 1 %] 进展"))
    shown = [item.currentText() for item in sheet.layout.items() if isinstance(item, QgsLayoutItemLabel)]
    assert "[ % 1 + 1 %] 进展" in shown


def test_long_texts_are_broken_and_made_smaller_but_never_cut(spec):
    source = "、".join(f"资料{i:03}" for i in range(60))
    title = "某某省某某市某某满族自治县非煤矿山地质环境恢复治理与土地复垦专项行动进展情况图"
    long = replace(spec, title=title, source=source, subtitle="计入状态：" + "、".join(["市级验收"] * 20))
    assert_readable(long)
    assert title in everything(long)
    assert source in everything(long)


def test_many_categories_and_unplaced_names_still_fit_beside_the_map(spec):
    rows = tuple(replace(spec.legend[i % 7], name=f"类别{i:02}") for i in range(21))
    crowded = replace(crammed(spec, 12), legend=rows)
    assert_readable(crowded)
    assert (
        lowest_of(crowded, "No room for a label")
        <= map_plan.sheet_plan("A4_landscape").panels[0].bottom - map_panel.SCALE_H
    )


def lowest_of(spec, beginning):
    """The lower edge of the text that begins so."""
    (found,) = [taken.bounds[3] for text, taken, _ in labels_of(spec) if text.startswith(beginning)]
    return found


@pytest.mark.parametrize("ending", ["png", "pdf"])
def test_a_file_that_cannot_be_written_is_refused(spec, tmp_path, ending):
    path = tmp_path / f"taken.{ending}"
    path.mkdir()
    with pytest.raises(Refusal) as refusal:
        maps.county_map(path, spec, dpi=60)
    assert (refusal.value.code, refusal.value.values["layer"]) == ("not_written", path.name)


@pytest.mark.parametrize(
    ("lon", "lat", "epsg"), [(125.0, 41.7, 4530), (124.4, 41.7, 4529), (75.2, 39.0, 4513), (-82.0, 37.0, 32617)]
)
def test_the_frame_is_the_counties_own_three_degree_zone(lon, lat, epsg, qgis_app):
    assert map_plan.map_crs(lon, lat) == epsg
    assert QgsCoordinateReferenceSystem(f"EPSG:{epsg}").isValid()


def test_the_coordinate_system_is_said_in_the_words_of_a_map(qgis_app):
    text = maps.crs_text(QgsCoordinateReferenceSystem("EPSG:4530"))
    assert "zone 42" in text
    assert "126°E" in text
    assert "UTM zone 17N" in maps.crs_text(QgsCoordinateReferenceSystem("EPSG:32617"))


@pytest.mark.parametrize("page", map_plan.PAGES)
def test_scales_are_round_and_everything_fits(page):
    (box,) = map_plan.sheet_plan(page).frames
    for width, height in ((93_000, 87_000), (1_000, 400), (12_345, 200_000)):
        frame = map_plan.frame_around((0, 0, width, height), box.width, box.height)
        west, south, east, north = frame.extent
        assert max(west, south) <= 0
        assert east >= width
        assert north >= height
        assert float(f"{frame.scale:.2e}") == frame.scale


@pytest.mark.parametrize("page", map_plan.PAGES)
@pytest.mark.parametrize("maps_on_it", [1, 2])
def test_what_stands_on_a_sheet_covers_nothing_else(page, maps_on_it):
    plan = map_plan.sheet_plan(page, maps_on_it)
    parts = [*plan.maps, *plan.panels, plan.foot, plan.heading]
    shapes = [shapely.box(each.left, each.top, each.right, each.bottom) for each in parts]
    sheet = shapely.box(5, 5, plan.width - 5, plan.height - 4)
    assert all(sheet.covers(each) for each in shapes)
    inside = [each.buffer(-0.01) for each in shapes]  # the two columns of a panel touch
    assert not any(first.intersects(second) for first, second in combinations(inside, 2))
    assert len({(each.width, each.height) for each in plan.maps}) == 1


@pytest.mark.parametrize("page", [each for each in map_plan.PAGES if each != "A4_landscape"])
def test_every_page_is_readable(spec, page):
    sheet = sheet_of(spec, maps.Style(page))
    assert_readable(sheet)
    size = sheet.layout.pageCollection().page(0).pageSize()
    assert (size.width(), size.height()) == map_plan.PAGES[page]


def test_an_svg_says_its_texts(spec, tmp_path):
    maps.county_map(tmp_path / "进展图.svg", spec)
    text = (tmp_path / "进展图.svg").read_text(encoding="utf-8")
    assert all(name in text for name, _ in spec.township_labels)


def test_figures_stand_in_one_variable_and_labels_look_them_up(spec):
    sheet = sheet_of(spec)
    written = [item.text() for item in sheet.layout.items() if isinstance(item, QgsLayoutItemLabel)]
    printed = {row.mu for row in spec.legend} | {value for _, value in spec.account}
    assert [text for text in written if text in printed] == []
    names = QgsExpressionContextUtils.layoutScope(sheet.layout).filteredVariableNames()
    assert [name for name in names if name.startswith("mine")] == ["mine_figures"]


@pytest.mark.parametrize(("side", "shown"), [(300, ["4610.0", "4610.1"]), (9000, ["4610", "4611"])])
def test_figures_of_the_grid_have_as_many_decimals_all_along(side, shown):
    found = []
    for number in (4_610_000.0000004, 4_610_100.0 if side < 4000 else 4_611_000.0):
        scope = QgsExpressionContextScope()
        scope.setVariable("grid_axis", "y")
        scope.setVariable("grid_number", number)
        west, south = 42_400_000, number - side / 2
        scope.setVariable("map_extent", QgsGeometry.fromRect(QgsRectangle(west, south, west + side, south + side)))
        context = QgsExpressionContext()
        context.appendScope(scope)
        found.append(QgsExpression(map_items.kilometres("100", 141)).evaluate(context))
    assert found == shown


@pytest.mark.parametrize(
    ("axis", "aside", "above", "shown"),
    [
        ("x", 50, 50, "\u3000\u300042"),
        ("x", 19_950, 50, "42\u3000\u3000"),
        ("x", 50, 500, "42"),
        ("x", 500, 50, "42"),
        ("y", 50, 50, "42"),
    ],
)
def test_eastings_at_a_corner_where_a_northing_stands_are_pushed_inwards(axis, aside, above, shown):
    scope = QgsExpressionContextScope()
    scope.setVariable("grid_axis", axis)
    scope.setVariable("grid_number", 42_000.0)
    west, north = 42_000 - aside, 36_000 + above
    scope.setVariable("map_extent", QgsGeometry.fromRect(QgsRectangle(west, north - 10_900, west + 20_000, north)))
    context = QgsExpressionContext()
    context.appendScope(scope)
    assert QgsExpression(map_items.kilometres("1000", 141)).evaluate(context) == shown


def test_a_text_takes_the_room_of_the_paper_behind_it(qgis_app):
    label, veil = Label("SYN-210422-056", 10.0, 10.0, 6.0), map_layers._veil().size().width()
    assert veil > 0
    assert label.size[0] == pytest.approx(text_width(label.text, 6.0) + 2 * veil)


def test_the_variable_is_replaced_at_each_page_and_the_offices_own_stay(spec):
    sheet = sheet_of(spec)
    QgsExpressionContextUtils.setLayoutVariable(sheet.layout, "office", "局")
    for _ in range(3):
        sheet.items.figures.hand_over(sheet.layout)
    assert sorted(sheet.layout.customProperty("variableNames")) == ["mine_figures", "office"]
    assert QgsExpressionContextUtils.layoutScope(sheet.layout).variable("office") == "局"


def test_without_a_review_number_the_map_is_for_internal_use(spec):
    def note(**given):
        return everything(sheet_of(spec, maps.Style(imprint=Imprint(**given))))

    assert "not for publication" in note()
    assert "not for publication" in note(classification="秘密")
    numbered = note(approval_no="辽S〔2026〕1号", author="张三")
    assert "not for publication" not in numbered
    assert "辽S〔2026〕1号" in numbered
    assert "Drawn by: 张三" in numbered


def test_who_drew_the_map_stands_on_one_line(spec):
    sheet = sheet_of(spec, maps.Style(imprint=Imprint(author="新宾县自然资源局")))
    lines = [item.currentText() for item in sheet.layout.items() if isinstance(item, QgsLayoutItemLabel)]
    assert "Drawn by: 新宾县自然资源局" in lines
    assert_readable(sheet)


@pytest.mark.parametrize(
    ("ground", "left", "smaller"),
    [((0, 0, 2000, 500), 0.0, False), ((0, 0, 1000, 1000), 150.0, False), ((0, 0, 2000, 1000), 0.0, True)],
)
def test_the_tag_of_a_date_covers_no_ground(ground, left, smaller):
    towns = [SimpleNamespace(townships={0: shapely.box(*ground)})]
    frame, corner = maps._with_tag((0, 0, 2000, 1000), map_plan.Box(5, 5, 200, 100), (50, 7), towns)
    tag = shapely.box(corner.left, 100 - corner.bottom, corner.right, 100 - corner.top)
    assert not tag.intersects(frame.to_paper(np.array([shapely.box(*ground)]))[0])
    assert corner.left == left
    assert (frame.scale > map_plan.frame_around((0, 0, 2000, 1000), 200, 100).scale) == smaller
