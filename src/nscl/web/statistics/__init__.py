"""Statistical figures of a province: series by vintage, what is asked of them, files, figures typed by hand."""
