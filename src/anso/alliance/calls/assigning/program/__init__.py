"""Where flow is not enough: rules on whole panels, and the fairest assignment, by linear and integer programs."""
