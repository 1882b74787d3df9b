"""What is kept: the plan of the campaign with its dates. No QGIS here."""
