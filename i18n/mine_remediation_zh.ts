<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>@default</name>
    <message>
        <location filename="../reports/classes.py"/>
        <source>No status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/classes.py"/>
        <source>Not counted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/classes.py"/>
        <location filename="../reports/fields.py"/>
        <location filename="../reports/layers.py"/>
        <location filename="../reports/workbook.py"/>
        <source>Patches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/classes.py"/>
        <source>Not started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/classes.py"/>
        <source>Works under way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/classes.py"/>
        <source>Works completed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/classes.py"/>
        <source>Under acceptance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/classes.py"/>
        <source>Accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>{year} (mu)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>{field}, as printed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <location filename="../reports/workbook.py"/>
        <source>Patch number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Patch numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <location filename="../reports/workbook.py"/>
        <source>Patch that keeps the ground</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Patch that loses the ground</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Year of the patch that keeps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Year of the patch that loses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <location filename="../reports/workbook.py"/>
        <source>Township</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <location filename="../reports/workbook.py"/>
        <source>Year</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>To year</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <location filename="../reports/workbook.py"/>
        <source>Category</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <location filename="../reports/workbook.py"/>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <location filename="../reports/workbook.py"/>
        <source>Zone class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <location filename="../reports/workbook.py"/>
        <source>All zone classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <location filename="../reports/workbook.py"/>
        <source>Zone name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <location filename="../reports/workbook.py"/>
        <source>Target set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Approximate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <location filename="../reports/workbook.py"/>
        <source>Counted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Item</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Content</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <location filename="../reports/workbook.py"/>
        <source>Area (m²)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <location filename="../reports/workbook.py"/>
        <source>Area (mu)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Area inside zones, overlaps not deducted (mu)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Share inside zones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Distance to the nearest zone (m)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Distance to the drawn feature (m)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Distance that counts (m)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Overlap (m²)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Overlap (mu)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Share of the patch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Area with repeats (mu)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Area by precedence (mu)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <location filename="../reports/workbook.py"/>
        <source>Counted area (mu)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Counted area inside zones (mu)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Counted area with repeats (mu)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Counted area by precedence (mu)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Area by class of the whole patch (mu)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Remediated area (mu)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Undated (mu)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Target (mu)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Gap to the target (mu)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <location filename="../reports/workbook.py"/>
        <source>Completion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Completion (%)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Cumulative target (mu)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Cumulative remediated area (mu)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <location filename="../reports/workbook.py"/>
        <source>Cumulative completion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/fields.py"/>
        <source>Cumulative completion (%)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/layers.py"/>
        <source>{title} – {layer}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/layers.py"/>
        <source>{item}: {content}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/layers.py"/>
        <source>Townships</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/layers.py"/>
        <source>Counted pieces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/layers.py"/>
        <location filename="../reports/workbook.py"/>
        <source>Overlaps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/layers.py"/>
        <source>Area by township, year and category</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/layers.py"/>
        <source>Area by zone class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/layers.py"/>
        <source>Progress against the targets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/layers.py"/>
        <source>How it was computed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/layers.py"/>
        <source>yes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/layers.py"/>
        <source>no</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/layers.py"/>
        <source>{zone_class} ({why})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/layers.py"/>
        <source>{mu} mu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/sheets.py"/>
        <source>Calibri</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/words.py"/>
        <source>Nature reserve</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/words.py"/>
        <source>Water source protection area</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/words.py"/>
        <source>Scenic area</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/words.py"/>
        <source>Residential area</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/words.py"/>
        <source>Main transport line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/words.py"/>
        <source>River corridor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/words.py"/>
        <source>Outside the zones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/words.py"/>
        <location filename="../reports/workbook.py"/>
        <source>Total</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/words.py"/>
        <location filename="../reports/workbook.py"/>
        <source>, </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/words.py"/>
        <source>No layer given</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/words.py"/>
        <source>Outside every township</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/words.py"/>
        <source>Undated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/words.py"/>
        <source>{year}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/words.py"/>
        <source>{first}–{last}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/words.py"/>
        <source>No category</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/words.py"/>
        <source>Mine in production</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/words.py"/>
        <source>Mine under construction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/words.py"/>
        <source>Closed mine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/words.py"/>
        <source>Mine closed by policy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/words.py"/>
        <source>Abandoned mine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/words.py"/>
        <source>Legacy mine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/words.py"/>
        <source>Self-check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/words.py"/>
        <source>Preliminary acceptance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/words.py"/>
        <source>Acceptance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/words.py"/>
        <source>Verification</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/words.py"/>
        <source>Aftercare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/words.py"/>
        <source>Closed out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Townships by year</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Remediated area by township and year. {basis}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Categories and targets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Remediated area by category and year. {basis}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Completion of the targets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Zones and lines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Remediated area by priority zone. {basis}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>By township and zone, ground in several zones counted in the first class only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Township (mu)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>List of patches. {basis}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Patch that loses it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Year of the first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Year of the second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Ground that patches share. {treated}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Area (m²), unrounded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Area (mu), unrounded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>How the figures were made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Account (mu)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Warnings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Provenance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Remarks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>* rounded up or down by at most 0.01 mu so that rows and columns add up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Target</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Remediated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Still missing (negative: ahead)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Cumulative target</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Cumulative remediated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>All categories</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Still missing in all: {mu} mu (what is behind; what is ahead elsewhere is not set off against it).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>≈ the plan gives this target as approximate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Area in the class, repeats included</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Area in the class, counted once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Whole patches by their first class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Ground that lies in several zones is in the first account once per class; in the second it belongs to the first class in the order of the table, and the classes add up. The third takes each patch as a whole.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>All patches {total} = counted {counted} + overlap {overlap} + not counted {not_counted}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>All patches {total} = counted {counted} + not counted {not_counted}; shared ground, {overlap}, is counted twice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>All patches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Overlap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Not counted (status, cut-off date)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Counted outside every township</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Still missing to the targets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Not named</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Areas are summed unrounded and rounded once, to 0.01 mu, so that the rows and columns of every table add up; a figure is then its true value rounded up or down. Figures that are not their own nearest value are marked with *.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>The area of a single patch is always rounded by itself; the patches of the list can therefore differ from the totals in the last digits. The sheet of data holds the unrounded pieces.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>1 mu = 2000/3 m²; areas are ellipsoidal (CGCS2000), independent of the map projection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>A zone class without a layer has no figures; it does not mean that nothing lies in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>It is counted once, for the patch that keeps it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>It is counted for both patches, as asked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Ellipsoidal area (CGCS2000)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../reports/workbook.py"/>
        <source>Unit: mu</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
