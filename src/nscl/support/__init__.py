"""Support to organisations: cases from application to payment, under rules that are dated data; outreach."""
