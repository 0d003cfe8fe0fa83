"""What goes wrong outside of our code, at every request we make: never a verdict, never lost."""
