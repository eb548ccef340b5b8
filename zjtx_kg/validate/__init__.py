"""Is what was described valid? SHACL in the closed world, one policy at a time; OWL in the open world."""

from zjtx_kg.validate.owl import Consistency, check_consistency
from zjtx_kg.validate.shacl import Shapes, load_shapes, validate_policy, validate_shared

__all__ = ["Consistency", "Shapes", "check_consistency", "load_shapes", "validate_policy", "validate_shared"]
