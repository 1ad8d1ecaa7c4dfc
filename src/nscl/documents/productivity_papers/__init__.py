"""A run of the productivity computation as files: method sheet, workbook with live formulas, CSV and SDMX-CSV.

`paper.RunPaper` is what they say; `word.write_method_sheet`, `workbook.write_workbook`, `tidy_csv.write_tidy_csv` and
`sdmx_csv.write_results_sdmx` write it. Each is imported where it is used: Word's library is slow to load.
"""
