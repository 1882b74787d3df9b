"""What comes in: files of surveyors made into clean frames, each with a receipt. No QGIS, no Qt."""
