"""Units in words for people: codes become names, counted nouns their plural, and a currency sign says what it hides."""

import re

# UCUM codes as one and as many; a code that is not here is printed as it is.
_MEASURES = {
    "person": ("person", "people"),
    "a": ("year", "years"),
    "mo": ("month", "months"),
    "wk": ("week", "weeks"),
    "d": ("day", "days"),
    "h": ("hour", "hours"),
    "min": ("minute", "minutes"),
    "s": ("second", "seconds"),
    "mm": ("millimetre", "millimetres"),
    "cm": ("centimetre", "centimetres"),
    "m": ("metre", "metres"),
    "km": ("kilometre", "kilometres"),
    "[in_i]": ("inch", "inches"),
    "[ft_i]": ("foot", "feet"),
    "[yd_i]": ("yard", "yards"),
    "[mi_i]": ("mile", "miles"),
    "[nmi_i]": ("nautical mile", "nautical miles"),
    "g": ("gram", "grams"),
    "kg": ("kilogram", "kilograms"),
    "t": ("tonne", "tonnes"),
    "[lb_av]": ("pound (weight)", "pounds (weight)"),
    "[oz_av]": ("ounce", "ounces"),
    "L": ("litre", "litres"),
    "l": ("litre", "litres"),
    "[gal_us]": ("US gallon", "US gallons"),
    "[bbl_us]": ("barrel", "barrels"),
    "har": ("hectare", "hectares"),
    "[acr_us]": ("acre", "acres"),
    "m2": ("m²", "m²"),
    "km2": ("km²", "km²"),
    "[mi_i]2": ("square mile", "square miles"),
    "[ft_i]2": ("square foot", "square feet"),
    "m3": ("m³", "m³"),
    "km/h": ("km/h", "km/h"),
    "[mi_i]/h": ("mile an hour", "miles an hour"),
    "Cel": ("°C", "°C"),
    "[degF]": ("°F", "°F"),
    "kW.h": ("kWh", "kWh"),
    "MW.h": ("MWh", "MWh"),
    "GW.h": ("GWh", "GWh"),
    "TW.h": ("TWh", "TWh"),
}
# Signs that several currencies share.
_SHARED_SIGNS = {
    "$": "which dollar is not said",
    "£": "which pound is not said",
    "¥": "yen or yuan is not said",
    "kr": "which krone or krona is not said",
    "Rs": "which rupee is not said",
    "₨": "which rupee is not said",
    "R$": "",
}
_IRREGULAR = {
    "person": "people", "man": "men", "woman": "women", "child": "children", "foot": "feet", "tooth": "teeth",
    "mouse": "mice", "goose": "geese", "ox": "oxen", "life": "lives", "wife": "wives", "leaf": "leaves",
    "half": "halves", "wolf": "wolves", "shelf": "shelves", "loaf": "loaves", "thief": "thieves", "knife": "knives",
    "crisis": "crises", "basis": "bases", "analysis": "analyses", "potato": "potatoes", "tomato": "tomatoes",
    "hero": "heroes", "veto": "vetoes", "criterion": "criteria", "medium": "media",
}  # fmt: skip
_UNCHANGED = frozenset({
    "aircraft", "spacecraft", "sheep", "fish", "deer", "cattle", "series", "species", "people", "police", "staff",
    "headquarters", "means", "offspring", "percent", "hertz", "personnel", "troops", "yen", "yuan", "won", "baht",
})  # fmt: skip


def unit_words(unit: str | None, *, one: bool) -> str:
    """Return a unit in words, as one or as many: `person` is "people", `$` says that the dollar is not settled."""
    if not unit:
        return ""
    if unit in _MEASURES:
        return _MEASURES[unit][0 if one else 1]
    if _SHARED_SIGNS.get(unit):
        return f"{unit} ({_SHARED_SIGNS[unit]})"
    return unit if one else plural_of(unit)


def plural_of(noun: str) -> str:
    """Return the English plural of a counted noun by its last word; codes, signs and names stay as they are."""
    head, space, last = noun.rpartition(" ")
    if not re.fullmatch(r"[a-z]+(?:-[a-z]+)*", last) or len(last) < 3 or last in _UNCHANGED:
        return noun
    return head + space + _plural_word(last)


def _plural_word(word: str) -> str:
    """Return the plural of one lower-case word."""
    for single, many in _IRREGULAR.items():
        if word == single or (word.endswith(single) and single in {"man", "woman", "child", "person"}):
            return word.removesuffix(single) + many
    if re.search(r"[^aeiou]y$", word):
        return f"{word[:-1]}ies"
    return f"{word}es" if re.search(r"(?:s|x|z|ch|sh)$", word) else f"{word}s"
