"""All documents together: status of actions, links between records, comparison of versions."""
