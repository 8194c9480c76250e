"""Many dossiers are built in one go, on any executor."""
