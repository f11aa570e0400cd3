"""Drive the Chromium of the system over a stranger's page, shut off from everything but the gate."""
