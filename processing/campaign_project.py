"""The project of a campaign: its layers with styles, Chinese names, value maps, relations, forms, rules and defaults.

Made from ``campaign/schema.py``. Forms hold native expressions only, so that they work in QField and in a QGIS
without this plugin. Sources are relative: the folder may be moved, copied or renamed.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from qgis.core import (
    Qgis,
    QgsAttributeEditorContainer,
    QgsAttributeEditorField,
    QgsAttributeEditorRelation,
    QgsCategorizedSymbolRenderer,
    QgsCoordinateReferenceSystem,
    QgsDefaultValue,
    QgsEditFormConfig,
    QgsEditorWidgetSetup,
    QgsField,
    QgsFieldConstraints,
    QgsFillSymbol,
    QgsLayerTreeGroup,
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsProject,
    QgsRelation,
    QgsRelationContext,
    QgsRendererCategory,
    QgsSingleSymbolRenderer,
    QgsSymbol,
    QgsUnitTypes,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QVariant
from qgis.PyQt.QtGui import QColor

from ..campaign import schema
from ..campaign.codes import code_lists
from ..campaign.schema import (
    EDIT_REASON,
    EDITED_AT,
    EDITED_BY,
    FID,
    LICENCES,
    MINES,
    PATCHES,
    PHOTOS,
    STATUS_EVENTS,
    TOWNSHIPS,
    UUID,
    ZONE_LINES,
    ZONES,
    Field,
    Kind,
    Look,
    Table,
)
from ..campaign.views import SIGNED_HISTORY
from ..engine.problems import Refusal
from ..reports import palette
from ..reports.map_project import open_on
from ..texts import tr

# a display value of the form only, never summed: agrees with the official area to a billionth
SHOWN_MU = "round(area(transform($geometry, @layer_crs, 'EPSG:6933')) * 0.0015, 2)"
SHOWN_TOWNSHIP = "array_to_string(overlay_intersects('{layer}', \"{name}\"), '、')"
MU_FIELD, TOWNSHIP_FIELD = "shown_mu", "shown_township"
HIDDEN_TABLES = {"codes", "settings", "run_log", "history"}
PHOTOS_FOLDER = "photos"


def write_project(database: Path, target: Path, title: str) -> None:
    """Write the project of the campaign in *database* to *target*, in the same folder.

    Raises ``Refusal``: ``not_written`` (layer, detail).
    """
    project = QgsProject()
    project.setTitle(title)
    project.setFilePathStorage(Qgis.FilePathType.Relative)
    project.setFileName(str(target))
    layers = {table.name: _layer(project, database, table) for table in schema.tables()}
    history = _open(project, database, SIGNED_HISTORY, tr("History with signatures"))
    _frame(project, layers)
    relations = _relations(project, layers)
    for table in schema.tables():
        _form(layers[table.name], table, layers, relations)
        _bind_relations(layers[table.name], project)
    _styles(layers)
    _tree(project, layers, history)
    if not project.write(str(target)):
        raise Refusal("not_written", layer=target.name, detail=project.error())
    project.clear()


def _open(project: QgsProject, database: Path, name: str, title: str) -> QgsVectorLayer:
    layer = QgsVectorLayer(f"{database}|layername={name}", title, "ogr")
    if not layer.isValid():
        raise Refusal("not_written", layer=name, detail=layer.error().message())
    project.addMapLayer(layer, False)
    return layer


def _layer(project: QgsProject, database: Path, table: Table) -> QgsVectorLayer:
    return _open(project, database, table.name, table.label)


def _frame(project: QgsProject, layers: dict[str, QgsVectorLayer]) -> None:
    crs: QgsCoordinateReferenceSystem = layers[str(PATCHES)].crs()
    project.setCrs(crs)
    project.setEllipsoid("EPSG:1024")
    project.setAreaUnits(QgsUnitTypes.AreaUnit.AreaSquareMeters)
    project.setDistanceUnits(QgsUnitTypes.DistanceUnit.DistanceMeters)
    order = [layers[str(TOWNSHIPS)], *layers.values()]  # the townships are the county; mines may be few
    extent = next((each.extent() for each in order if each.isSpatial() and each.featureCount()), None)
    if extent is not None:
        open_on(project, extent)


# Relations ------------------------------------------------------------------------------------------------


def _relations(project: QgsProject, layers: dict[str, QgsVectorLayer]) -> dict[str, list[QgsRelation]]:
    """A relation for every field that names a parent; the relations by parent."""
    found: dict[str, list[QgsRelation]] = {}
    for table in schema.tables():
        for field in table.fields:
            if not field.parent:
                continue
            relation = QgsRelation(QgsRelationContext(project))
            relation.setId(f"{table.name}_{field.name}")
            relation.setName(table.label)
            relation.setReferencingLayer(layers[table.name].id())
            relation.setReferencedLayer(layers[field.parent].id())
            relation.addFieldPair(field.name, UUID)
            project.relationManager().addRelation(relation)
            found.setdefault(field.parent, []).append(relation)
    return found


# Forms ----------------------------------------------------------------------------------------------------


def _form(
    layer: QgsVectorLayer, table: Table, layers: dict[str, QgsVectorLayer], relations: dict[str, list[QgsRelation]]
) -> None:
    shown = _shown_fields(layer, table, layers)
    for field in table.fields:
        _field(layer, table, field)
    config = layer.editFormConfig()
    config.setLayout(QgsEditFormConfig.EditorLayout.TabLayout)
    config.clearTabs()
    own = [*shown, *(field.name for field in table.own_fields if field.look is not Look.HIDDEN)]
    for title, names in _tabs(table, own):
        _add_tab(config, layer, title, names)
    for relation in relations.get(table.name, []):
        _add_relation(config, relation)
    if table.tracked:
        _add_tab(config, layer, tr("Editing"), [EDIT_REASON, EDITED_BY, EDITED_AT])
        for name in (EDITED_BY, EDITED_AT):
            config.setReadOnly(layer.fields().lookupField(name), True)
    for field in table.fields:
        if field.computed:
            config.setReadOnly(layer.fields().lookupField(field.name), True)
    layer.setEditFormConfig(config)
    named = next((field.name for field in table.own_fields if field.required and field.kind is Kind.TEXT), FID)
    layer.setDisplayExpression(f'"{named}"')


def _shown_fields(layer: QgsVectorLayer, table: Table, layers: dict[str, QgsVectorLayer]) -> list[str]:
    """Display values of patches, which no sum may take: about how many mu, and in which townships."""
    if table.name != str(PATCHES):
        return []
    townships = SHOWN_TOWNSHIP.format(layer=layers[str(TOWNSHIPS)].id(), name=TOWNSHIPS.name)
    layer.addExpressionField(SHOWN_MU, QgsField(MU_FIELD, QVariant.Double))
    layer.addExpressionField(townships, QgsField(TOWNSHIP_FIELD, QVariant.String))
    for name, label in ((MU_FIELD, tr("About (mu); the summary is what counts")), (TOWNSHIP_FIELD, tr("Lies in"))):
        layer.setFieldAlias(layer.fields().lookupField(name), label)
    return [MU_FIELD, TOWNSHIP_FIELD]


def _tabs(table: Table, names: list[str]) -> list[tuple[str, list[str]]]:
    """Fields by tab: those of patches are many, the other tables have one."""
    if table.name != str(PATCHES):
        return [(table.label, names)]
    p = PATCHES
    areas = [MU_FIELD, p.official_m2, p.geodesic_m2, p.declared_m2, p.accepted_m2, p.licence_m2, p.greened_m2, p.trees]
    works = [p.restoration_mode, p.plan_mode, p.damage_type, p.land_class_before, p.land_class_after, p.sensitive_site,
             p.hazard_prone_site, p.is_reclamation]  # fmt: skip
    origin = [p.source_file, p.source_crs, p.surveyor, p.checker, p.external_no, p.external_state]
    basic = [name for name in names if name not in {*areas, *works, *origin}]
    return [(tr("Patch"), basic), (tr("Areas"), areas), (tr("Restoration"), works), (tr("Origin"), origin)]


def _add_tab(config: QgsEditFormConfig, layer: QgsVectorLayer, title: str, names: Iterable[str]) -> None:
    tab = QgsAttributeEditorContainer(title, config.invisibleRootContainer())
    tab.setIsGroupBox(False)
    for name in names:
        tab.addChildElement(QgsAttributeEditorField(name, layer.fields().lookupField(name), tab))
    config.addTab(tab)


def _add_relation(config: QgsEditFormConfig, relation: QgsRelation) -> None:
    tab = QgsAttributeEditorContainer(relation.name(), config.invisibleRootContainer())
    tab.setIsGroupBox(False)
    editor = QgsAttributeEditorRelation(relation, tab)
    editor.setRelationWidgetTypeId("relation_editor")
    tab.addChildElement(editor)
    config.addTab(tab)


def _bind_relations(layer: QgsVectorLayer, project: QgsProject) -> None:
    """A form looks its relations up in the project that is open; these are those of the project in the making."""
    for tab in layer.editFormConfig().tabs():
        for element in tab.children():
            if isinstance(element, QgsAttributeEditorRelation):
                element.init(project.relationManager())


def _field(layer: QgsVectorLayer, table: Table, field: Field) -> None:
    """Name, widget, default and rules of one field."""
    place = layer.fields().lookupField(field.name)
    layer.setFieldAlias(place, field.label)
    layer.setEditorWidgetSetup(place, _widget(table, field))
    if field.default:
        layer.setDefaultValueDefinition(place, QgsDefaultValue(field.default, field.on_update))
    strength = QgsFieldConstraints.ConstraintStrength.ConstraintStrengthHard
    if field.required:
        layer.setFieldConstraint(place, QgsFieldConstraints.Constraint.ConstraintNotNull, strength)
    if field.unique:
        layer.setFieldConstraint(place, QgsFieldConstraints.Constraint.ConstraintUnique, strength)
    if field.condition:
        layer.setConstraintExpression(place, field.condition, field.explanation)
        layer.setFieldConstraint(place, QgsFieldConstraints.Constraint.ConstraintExpression, strength)


def _widget(table: Table, field: Field) -> QgsEditorWidgetSetup:
    if field.look is Look.HIDDEN:
        return QgsEditorWidgetSetup("Hidden", {})
    if field.codes:
        listed = [{code.label: code.value} for code in code_lists()[field.codes].codes]
        return QgsEditorWidgetSetup("ValueMap", {"map": [*([] if field.required else [{"": NULL_WORD}]), *listed]})
    if field.parent:
        relation = {
            "Relation": f"{table.name}_{field.name}",
            "AllowNULL": not field.required,
            "OrderByValue": True,
            "ShowForm": False,
            "ShowOpenFormButton": False,
            "MapIdentification": False,
            "AllowAddFeatures": False,
        }
        return QgsEditorWidgetSetup("RelationReference", relation)
    if field.look is Look.PHOTO or field.look is Look.FILE:
        return QgsEditorWidgetSetup("ExternalResource", _file_widget(field.look is Look.PHOTO))
    if field.kind is Kind.YES_NO:
        return QgsEditorWidgetSetup("CheckBox", {"CheckedState": "1", "UncheckedState": "0"})
    if field.kind is Kind.DATE:
        return _date_widget("yyyy-MM-dd")
    if field.kind is Kind.MOMENT:
        return _date_widget("yyyy-MM-dd HH:mm")
    return QgsEditorWidgetSetup("TextEdit", {"IsMultiline": field.look is Look.LONG})


NULL_WORD = "{2839923C-8B7D-419E-B84B-CA2FE9B80EC7}"  # by this text QGIS knows a NULL in a value map


def _date_widget(shown: str) -> QgsEditorWidgetSetup:
    config = {"display_format": shown, "field_format": shown, "calendar_popup": True, "allow_null": True}
    return QgsEditorWidgetSetup("DateTime", config)


def _file_widget(picture: bool) -> dict[str, object]:
    """A file in or below the folder of the project, kept with its relative path."""
    config: dict[str, object] = {"FileWidget": True, "FileWidgetButton": True, "RelativeStorage": 1, "StorageMode": 0}
    if picture:
        config |= {"DocumentViewer": 1, "DocumentViewerHeight": 240, "DocumentViewerWidth": 0}
        where = {"active": True, "expression": f"@project_folder || '/{PHOTOS_FOLDER}'", "type": 3}
        named = {"propertyRootPath": where}
        config["PropertyCollection"] = {"name": None, "properties": named, "type": "collection"}
    return config


# Looks ----------------------------------------------------------------------------------------------------


def _styles(layers: dict[str, QgsVectorLayer]) -> None:
    by_category = palette.category_swatches(code.value for code in code_lists()["category"].codes)
    patches = [(code.value, _fill(by_category[code.value], 190), code.label) for code in code_lists()["category"].codes]
    layers[str(PATCHES)].setRenderer(_categorised(PATCHES.category, patches))
    classes = [(code, palette.swatch(palette.ZONE_CLASS, code.value)) for code in code_lists()["zone_class"].codes]
    zones = [(code.value, _fill(swatch, 70), code.label) for code, swatch in classes]
    layers[str(ZONES)].setRenderer(_categorised(ZONES.zone_class, zones))
    lines = [(code.value, _line(swatch), code.label) for code, swatch in classes]
    layers[str(ZONE_LINES)].setRenderer(_categorised(ZONE_LINES.zone_class, lines))
    ground = _fill(palette.swatch(palette.BASE, "township"), 255)
    layers[str(TOWNSHIPS)].setRenderer(QgsSingleSymbolRenderer(ground))
    for name, key in ((str(MINES), "boundary"), (str(LICENCES), "boundary"), (str(STATUS_EVENTS), "piece")):
        layers[name].setRenderer(QgsSingleSymbolRenderer(_fill(palette.swatch(palette.BASE, key), 0)))
    marker = {"name": "circle", "color": palette.swatch(palette.BASE, "overlap").colour, "size": "2.4"}
    layers[str(PHOTOS)].setRenderer(QgsSingleSymbolRenderer(QgsMarkerSymbol.createSimple(marker)))


def _categorised(name: str, symbols: list[tuple[str, QgsSymbol, str]]) -> QgsCategorizedSymbolRenderer:
    return QgsCategorizedSymbolRenderer(name, [QgsRendererCategory(*each) for each in symbols])


def _fill(swatch: palette.Swatch, alpha: int) -> QgsFillSymbol:
    colour = QColor(swatch.colour)
    shown = f"{colour.red()},{colour.green()},{colour.blue()},{alpha}"
    return QgsFillSymbol.createSimple({"color": shown, "outline_color": swatch.outline, "outline_width": "0.3"})


def _line(swatch: palette.Swatch) -> QgsLineSymbol:
    return QgsLineSymbol.createSimple({"color": swatch.outline, "width": "0.6", "capstyle": "round"})


def _tree(project: QgsProject, layers: dict[str, QgsVectorLayer], history: QgsVectorLayer) -> None:
    """Layers from the top as they are drawn, then the tables."""
    root = project.layerTreeRoot()
    patches = root.addGroup(tr("Patches and mines"))
    zones = root.addGroup(tr("Zones"))
    for names, group in (
        ((str(PHOTOS), str(PATCHES), str(STATUS_EVENTS), str(LICENCES), str(MINES)), patches),
        ((str(ZONE_LINES), str(ZONES)), zones),
        ((str(TOWNSHIPS),), root),
    ):
        for name in names:
            group.addLayer(layers[name]).setExpanded(name == str(PATCHES))
    tables = root.addGroup(tr("Tables"))
    _add_tables(tables, layers, history)
    tables.setExpanded(False)


def _add_tables(group: QgsLayerTreeGroup, layers: dict[str, QgsVectorLayer], history: QgsVectorLayer) -> None:
    group.addLayer(history)
    history.setReadOnly(True)
    for table in schema.tables():
        layer = layers[table.name]
        if not table.geometry and table.name not in HIDDEN_TABLES:
            group.addLayer(layer)
        elif table.name in HIDDEN_TABLES:
            layer.setReadOnly(True)
            layer.setFlags(QgsVectorLayer.LayerFlags(layer.flags() | QgsVectorLayer.LayerFlag.Private))
            group.addLayer(layer)
