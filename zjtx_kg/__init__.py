"""zjtx-kg: policy documents about 专精特新 enterprises as a knowledge graph that can be checked word by word."""

__version__ = "0.1.0"
