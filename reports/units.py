"""Units in words for people: codes become names, counted nouns their plural, and a currency sign says what it hides."""

import re

# Units whose code is not what people write, as one and as many; other codes ("kW", "MHz") are printed as they are.
_NAMES = {
    "person": ("person", "people"),
    "s": ("second", "seconds"), "min": ("minute", "minutes"), "h": ("hour", "hours"), "d": ("day", "days"),
    "wk": ("week", "weeks"), "14.d": ("fortnight", "fortnights"), "mo": ("month", "months"),
    "3.mo": ("quarter", "quarters"), "a": ("year", "years"), "10.a": ("decade", "decades"),
    "100.a": ("century", "centuries"), "1000.a": ("millennium", "millennia"),
    "mm": ("millimetre", "millimetres"), "cm": ("centimetre", "centimetres"), "m": ("metre", "metres"),
    "km": ("kilometre", "kilometres"), "[in_i]": ("inch", "inches"), "[ft_i]": ("foot", "feet"),
    "[yd_i]": ("yard", "yards"), "[mi_i]": ("mile", "miles"), "[nmi_i]": ("nautical mile", "nautical miles"),
    "[fth_i]": ("fathom", "fathoms"), "[fur_us]": ("furlong", "furlongs"), "[ly]": ("light-year", "light-years"),
    "mm2": ("mm²", "mm²"), "cm2": ("cm²", "cm²"), "m2": ("m²", "m²"), "km2": ("km²", "km²"),
    "[sin_i]": ("square inch", "square inches"), "[sft_i]": ("square foot", "square feet"),
    "[syd_i]": ("square yard", "square yards"), "[smi_us]": ("square mile", "square miles"),
    "har": ("hectare", "hectares"), "[acr_us]": ("acre", "acres"), "acr_us.[ft_us]": ("acre-foot", "acre-feet"),
    "cm3": ("cm³", "cm³"), "m3": ("m³", "m³"), "km3": ("km³", "km³"), "L": ("litre", "litres"),
    "[cin_i]": ("cubic inch", "cubic inches"), "[cft_i]": ("cubic foot", "cubic feet"),
    "[cyd_i]": ("cubic yard", "cubic yards"), "[gal_us]": ("gallon", "gallons"), "[qt_us]": ("quart", "quarts"),
    "[pt_us]": ("pint", "pints"), "[cup_us]": ("cup", "cups"), "[tbs_us]": ("tablespoon", "tablespoons"),
    "[tsp_us]": ("teaspoon", "teaspoons"), "[foz_us]": ("fluid ounce", "fluid ounces"),
    "[bbl_us]": ("barrel", "barrels"), "[bbl_us]/d": ("barrel a day", "barrels a day"),
    "[bu_us]": ("bushel", "bushels"),
    "g": ("gram", "grams"), "kg": ("kilogram", "kilograms"), "t": ("tonne", "tonnes"),
    "kt": ("kilotonne", "kilotonnes"), "Mt": ("megatonne", "megatonnes"), "Gt": ("gigatonne", "gigatonnes"),
    "[ston_av]": ("short ton", "short tons"), "[lton_av]": ("long ton", "long tons"),
    "[lb_av]": ("pound (weight)", "pounds (weight)"), "[oz_av]": ("ounce", "ounces"),
    "[oz_tr]": ("troy ounce", "troy ounces"), "[stone_av]": ("stone", "stone"), "[car_m]": ("carat", "carats"),
    "[gr]": ("grain", "grains"), "[scwt_av]": ("hundredweight", "hundredweight"),
    "Cel": ("°C", "°C"), "[degF]": ("°F", "°F"), "deg": ("degree", "degrees"),
    "[mi_i]/h": ("mile an hour", "miles an hour"), "[ft_i]/s": ("foot a second", "feet a second"),
    "[kn_i]": ("knot", "knots"), "[mi_i]/[gal_us]": ("mile a gallon", "miles a gallon"),
    "W.h": ("Wh", "Wh"), "kW.h": ("kWh", "kWh"), "MW.h": ("MWh", "MWh"), "GW.h": ("GWh", "GWh"),
    "TW.h": ("TWh", "TWh"), "[HP]": ("horsepower", "horsepower"), "[Btu]": ("Btu", "Btu"), "[psi]": ("psi", "psi"),
    "mm[Hg]": ("mmHg", "mmHg"), "Ohm": ("ohm", "ohms"), "By": ("byte", "bytes"), "kBy": ("kB", "kB"),
    "MBy": ("MB", "MB"), "GBy": ("GB", "GB"), "TBy": ("TB", "TB"), "bit": ("bit", "bits"),
    "[bp]": ("basis point", "basis points"), "[ppth]": ("‰", "‰"), "[ppm]": ("ppm", "ppm"), "[ppb]": ("ppb", "ppb"),
    "[iU]": ("international unit", "international units"),
    "{mpge}": ("mpge", "mpge"), "{ppi}": ("ppi", "ppi"), "times": ("time", "times"), "ug": ("microgram", "micrograms"),
    "atm": ("atm", "atm"), "bar": ("bar", "bar"), "cal": ("calorie", "calories"), "kcal": ("kilocalorie", "kilocalories"),
    "[dr_av]": ("dram", "drams"), "[pptr]": ("ppt", "ppt"), "mol": ("mol", "mol"), "rad": ("rad", "rad"),
    "[Btu].10*6": ("million Btu", "million Btu"), "10*3.[psi]": ("thousand psi", "thousand psi"),
    "10*6.{pixel}": ("megapixel", "megapixels"), "10*9.{pixel}": ("gigapixel", "gigapixels"),
    "[ft_i].[lbf_av]": ("foot-pound", "foot-pounds"), "A.h": ("Ah", "Ah"), "N.m": ("Nm", "Nm"), "Ao": ("ångström", "ångström"),
    "'": ("minute of arc", "minutes of arc"), "''": ("second of arc", "seconds of arc"),
    "{fold}": ("fold", "fold"), "{rpm}": ("rpm", "rpm"), "{dpi}": ("dpi", "dpi"), "{fps}": ("fps", "fps"),
}  # fmt: skip
# Signs that several currencies share; words that they share ("peso") are lower case, settled currencies are codes.
_SHARED_SIGNS = {
    "$": "which dollar is not said",
    "£": "which pound is not said",
    "¥": "yen or yuan is not said",
    "kr": "which krone or krona is not said",
    "Rs": "which rupee is not said",
    "₨": "which rupee is not said",
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
    """Return a unit in words, as one or as many: `person` is "people", `{time}` "times", `[psi]` "psi"."""
    if not unit:
        return ""
    if unit in _NAMES:
        return _NAMES[unit][0 if one else 1]
    noun = unit[1:-1] if re.fullmatch(r"\{[^{}]+\}", unit) else unit
    return noun if one else plural_of(noun)


def currency_words(unit: str | None, *, one: bool) -> str:
    """Return a currency in words; one that the text does not settle (`$`, `peso`) says so."""
    if unit in _SHARED_SIGNS:
        return f"{unit} ({_SHARED_SIGNS[unit]})"
    words = unit_words(unit, one=one)
    return f"{words} (which {unit} is not said)" if unit and re.fullmatch(r"[a-z]+", unit) else words


def plural_of(noun: str) -> str:
    """Return the English plural of a counted noun by its last word; codes, signs and names stay as they are."""
    phrase, behind = re.fullmatch(r"(.*?)((?: (?:per|above|over|of|a|an) .*)?)", noun, re.DOTALL).groups()  # type: ignore[union-attr]
    return _plural_phrase(phrase) + behind


def _plural_phrase(noun: str) -> str:
    """Return the plural of a phrase whose noun stands last."""
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
