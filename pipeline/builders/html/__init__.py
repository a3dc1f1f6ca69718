"""The web pages: publications, index, sitemap, and pages for the committee."""
