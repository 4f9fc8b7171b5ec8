"""Readers: whatever scrapers left behind becomes RawArticle or Quarantine."""
