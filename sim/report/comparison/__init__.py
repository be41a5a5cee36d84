"""Plans side by side, told: screen, tables and pictures, written to the folder of the comparison."""
