"""The PDF edition: HTML set by WeasyPrint, then tagged as PDF/UA-1 and PDF/A-3a."""
