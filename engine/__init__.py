"""What is computed: area, priority zones, township and year accounting. No QGIS, no Qt, no files."""
