"""The made-up county: department files with planted cases, innocent look-alikes and planted mess.

An independent oracle: nothing here imports the rest of the project.
"""

from loaders.synthetic.build import write_county

__all__ = ["write_county"]
