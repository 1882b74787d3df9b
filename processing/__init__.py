"""The doors: the provider, one file per algorithm, the bridge from QGIS layers to arrays and back."""
