"""What `reports serve` shows in the browser on this machine."""
