from dataclasses import dataclass, field
@dataclass
class CountySettings:
    headings: dict = field(default_factory=dict)
    elections: dict = field(default_factory=dict)
