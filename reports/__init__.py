"""What goes out: workbook, progress layers, maps. Figures arrive computed and rounded."""
