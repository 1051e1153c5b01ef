"""Who acts here: accounts, the roles they hold, what a role may do, and the trail of what was done."""
