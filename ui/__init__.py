"""The face: the dock and what is painted on the map while drawing. Nothing is computed here."""
