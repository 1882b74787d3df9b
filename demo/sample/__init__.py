"""The invented sample county: shapes, county, patches, targets, and the file they go into."""
