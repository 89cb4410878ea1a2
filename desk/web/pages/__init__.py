"""The pages of the desk: each module here that has a `router` is one, and stands in the menu if it has a `MENU` line."""

import importlib
import pkgutil
from functools import cache
from types import ModuleType
from typing import NamedTuple

from fastapi import APIRouter


class MenuEntry(NamedTuple):
    """One entry of the menu; `position` orders them."""

    position: int
    label: str
    path: str


def routers() -> list[APIRouter]:
    """Return the router of each page."""
    return [module.router for module in _modules()]


@cache
def menu() -> list[MenuEntry]:
    """Return the menu, in its order."""
    return sorted(MenuEntry(*module.MENU) for module in _modules() if hasattr(module, "MENU"))


@cache
def _modules() -> list[ModuleType]:
    found = [importlib.import_module(f"{__name__}.{each.name}") for each in pkgutil.iter_modules(__path__)]
    return [module for module in found if hasattr(module, "router")]
