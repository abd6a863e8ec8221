"""The steps in order for one case: examined, composed, made into the contents of a package."""
