"""Statistical series as files that other statistical systems read: SDMX-CSV."""
