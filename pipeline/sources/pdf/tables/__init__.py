"""Finds tables that ruling lines, fills or gaps show on a page."""
