"""Invoices: each seller counts its own numbers, and other customers lie between two of one village."""

from __future__ import annotations

from datetime import date
from random import Random

from loaders.synthetic.model import TownData
from loaders.synthetic.papers import Invoice


class InvoiceBook:
    """Makes out invoices and keeps each seller's code and running number."""

    def __init__(self, data: TownData, rng: Random) -> None:
        self.data, self.rng = data, rng
        self._next: dict[str, tuple[str, int]] = {}

    def make(self, seller: str, seller_code: str, buyer: str, day: date, amount: int, skip: int = 0) -> Invoice:
        """The seller's next invoice; `skip` numbers go to others, by default so many that no two look consecutive."""
        code, last = self._next.get(seller, (self._code(), self.rng.randrange(10_000_000, 60_000_000)))
        number = last + (skip or self.rng.randrange(9, 70))
        self._next[seller] = code, number
        invoice = Invoice(code, f"{number:08d}", day, seller, seller_code, buyer, amount)
        self.data.papers.invoices.append(invoice)
        return invoice

    def _code(self) -> str:
        return f"0370{self.rng.randrange(10**7, 10**8)}"
