"""Anyone's documents: put into a folder of sources, and taken out of it again."""

from zjtx_kg.collect.add import Terms, add
from zjtx_kg.collect.plan import Examined, Plan, plan
from zjtx_kg.collect.remove import Removal, plan_removal, remove

__all__ = ["Examined", "Plan", "Removal", "Terms", "add", "plan", "plan_removal", "remove"]
