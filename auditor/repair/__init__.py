"""The fewest cells whose change makes a table reconcile."""
