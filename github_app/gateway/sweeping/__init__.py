"""What looks and the sweep read: where the App is installed, and what is open there now."""
