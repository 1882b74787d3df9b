"""PostGIS on the same file: loaded, indexed tables, whole where ``ST_Covers`` says so, cut otherwise.

A server of its own is started in a temporary folder and stopped at the end; it listens on a socket in that folder
only. PostgreSQL refuses to run as root, so root hands it to the user ``postgres`` that its package makes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from mine_remediation.libraries import pyogrio, shapely

PLANE = 990001  # a number that is free in spatial_ref_sys
PLACES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
SET_UP = f"""
CREATE EXTENSION postgis;
INSERT INTO spatial_ref_sys (srid, proj4text) VALUES ({PLANE}, '+proj=cea +ellps=GRS80 +units=m +no_defs');
CREATE TABLE patches (id int PRIMARY KEY, year int, category text, geom geometry(Geometry, 4547));
CREATE TABLE zones (zone_class text, geom geometry(Geometry, 4547));
CREATE TABLE townships (name text, geom geometry(Geometry, 4547));
"""
INDEXES = "".join(f"CREATE INDEX ON {each} USING gist (geom); " for each in ("patches", "zones", "townships"))
CUT = (
    "CASE WHEN ST_Covers({mask}.geom, {base}.geom) THEN {base}.geom ELSE ST_Intersection({base}.geom, {mask}.geom) END"
)
AREA = f"ST_Area(ST_Transform(geom, {PLANE}))"
IN_ZONES = f"""
CREATE TABLE in_zones AS SELECT p.year, p.category, z.zone_class, {CUT.format(mask="z", base="p")} AS geom
FROM patches p JOIN zones z ON ST_Intersects(p.geom, z.geom);
CREATE TABLE zone_sums AS SELECT zone_class, name, year, category, sum({AREA}) AS m2 FROM (
SELECT p.zone_class, t.name, p.year, p.category, {CUT.format(mask="t", base="p")} AS geom
FROM in_zones p JOIN townships t ON ST_Intersects(p.geom, t.geom)) AS piece
GROUP BY zone_class, name, year, category;
"""
ONCE = f"""
CREATE TABLE own AS SELECT p.year, p.category, CASE WHEN earlier.geom IS NULL THEN p.geom
ELSE ST_Difference(p.geom, earlier.geom) END AS geom
FROM patches p LEFT JOIN LATERAL (SELECT ST_Union(q.geom) AS geom FROM patches q
WHERE ST_Intersects(q.geom, p.geom) AND (q.year, q.id) < (p.year, p.id)) AS earlier ON true;
CREATE TABLE township_sums AS SELECT name, year, category, sum({AREA}) AS m2 FROM (
SELECT t.name, p.year, p.category, {CUT.format(mask="t", base="p")} AS geom
FROM own p JOIN townships t ON ST_Intersects(p.geom, t.geom)) AS piece
GROUP BY name, year, category;
"""


def missing() -> str | None:
    """Why PostGIS cannot be measured on this machine, in a sentence; None where it can."""
    if not PLACES or not list(Path("/usr/share/postgresql").glob("*/extension/postgis.control")):
        return "PostGIS is not installed here (Debian: postgresql-15-postgis-3), so it is not compared."
    return None


@contextmanager
def server(folder: Path) -> Iterator[Path]:
    """A fresh server; the folder of its socket."""
    data, sockets = folder / "data", folder / "socket"
    for each in (folder, data, sockets):
        each.mkdir(exist_ok=True)
        if os.geteuid() == 0:
            shutil.chown(each, "postgres", "postgres")
    run("initdb", "-D", str(data), "-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-locale")
    settings = f"-c listen_addresses='' -c unix_socket_directories={sockets} -c shared_buffers=512MB -c work_mem=256MB"
    run("pg_ctl", "-D", str(data), "-o", settings, "-l", str(data / "log"), "-w", "start")
    try:
        yield sockets
    finally:
        run("pg_ctl", "-D", str(data), "-m", "immediate", "-w", "stop")


def run(program: str, *arguments: str, text: str | None = None) -> str:
    """A program of PostgreSQL, never as root; what it prints."""
    call = [str(PLACES[0] / program), *arguments]
    if os.geteuid() == 0:
        call = ["runuser", "-u", "postgres", "--", *call]
    done = subprocess.run(call, input=text, capture_output=True, text=True, check=False, cwd="/")
    if done.returncode:
        raise RuntimeError(f"{program}: {done.stderr.strip()}")
    return done.stdout


def ask(sockets: Path, statements: str) -> str:
    quiet = ("-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1")
    return run("psql", "-h", str(sockets), "-U", "postgres", *quiet, "-f", "-", text=statements)


def load(sockets: Path, source: Path) -> None:
    """The three layers of *source* as tables with spatial indexes."""
    ask(sockets, SET_UP)
    for layer, fields in (("patches", ["ZLND", "LB"]), ("zones", ["zone_class"]), ("townships", ["XZMC"])):
        frame = pyogrio.read_dataframe(source, layer=layer, columns=fields)
        wkb = shapely.to_wkb(np.asarray(frame.geometry.values, dtype=object), hex=True)
        columns = [*([range(len(frame))] if layer == "patches" else []), *(frame[each] for each in fields), wkb]
        target = {"patches": "patches (id, year, category, geom)"}.get(layer, layer)
        rows = "\n".join("\t".join(f"SRID=4547;{each}" if each is row[-1] else str(each) for each in row)
                         for row in zip(*columns))  # fmt: skip
        ask(sockets, f"COPY {target} FROM STDIN;\n{rows}\n\\.\n")
    ask(sockets, f"{INDEXES} VACUUM ANALYZE;")


def cpu_seconds(folder: Path) -> float:
    """Processor time of all processes of the server that have ended, as Linux counts it."""
    time.sleep(0.05)  # the server notices in a moment that a session has ended
    number = (folder / "data" / "postmaster.pid").read_text().split()[0]
    after_name = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, after_name[13:15])) / os.sysconf("SC_CLK_TCK")


def measure(source: Path, folder: Path) -> dict[str, float]:
    """Seconds (also of processor time) of loading and of both queries, and the sums that these gave (m²)."""
    found: dict[str, float] = {}
    with server(folder) as sockets:
        for name, step in (
            ("load", lambda: load(sockets, source)),
            ("zones", lambda: ask(sockets, IN_ZONES)),
            ("townships", lambda: ask(sockets, ONCE)),
        ):
            before, start = cpu_seconds(folder), time.perf_counter()
            step()
            found[name] = time.perf_counter() - start
            found[f"{name}_cpu"] = cpu_seconds(folder) - before
        for table in ("zone_sums", "township_sums"):
            found[f"{table}_m2"] = float(ask(sockets, f"SELECT sum(m2) FROM {table};"))
        found["version"] = float(ask(sockets, "SELECT substring(postgis_lib_version() from '[0-9]+[.][0-9]+');"))
    return found
