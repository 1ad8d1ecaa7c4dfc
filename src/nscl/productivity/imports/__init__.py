"""Files of statistical figures, in and out: the Excel template and SDMX-CSV, as series with each figure's place."""
