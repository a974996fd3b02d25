"""Words that spreadsheets write of themselves: errors, numbers cut short, true and false."""

from __future__ import annotations

import re

# Excel's, in the languages that translate them, and Google's.
_NAMES = """
#N/A #REF! #VALUE! #DIV/0! #NAME? #NUM! #NULL! #SPILL! #CALC! #FIELD! #BLOCKED! #CONNECT!
#UNKNOWN! #BUSY! #EXTERNAL! #PYTHON! #TIMEOUT! #GETTING_DATA #ERROR!
#NV #BEZUG! #WERT! #ZAHL! #ÜBERLAUF! #VALEUR! #NOM? #NOMBRE! #NUL! #N/D #¡REF! #¡VALOR!
#¿NOMBRE? #¡NUM! #¡NULO! #¡DIV/0! #RIF! #VALORE! #NOME? #NULLO! #VALOR! #NÚM! #NULO! #N/D!
#ADR! #ARG! #NAZWA? #LICZBA! #ZERO! #Н/Д #ССЫЛКА! #ЗНАЧ! #ИМЯ? #ЧИСЛО! #ПУСТО! #ДЕЛ/0!
#YOK #BAŞV! #DEĞER! #AD? #SAYI! #SAYI/0! #BOŞ! #N/B #VERW! #WAARDE! #NAAM? #GETAL! #LEEG!
#DEEL/0! #SAKNAS! #REFERENS! #VÄRDEFEL! #NAMN? #OGILTIGT! #DIVISION/0! #SKÄRNING! #I/T
#REFERENCE! #VÆRDI! #NAVN? #VERDI! #PUUTTUU! #VIITTAUS! #ARVO! #NIMI? #LUKU! #JAKO/0! #TYHJÄ!
#NENÍ_K_DISPOZICI #ODKAZ! #HODNOTA! #NÁZEV? #ČÍSLO! #DĚLENÍ_NULOU! #HIÁNYZIK #HIV! #ÉRTÉK!
#NÉV? #SZÁM! #ZÉRÓOSZTÓ! #NULLA!
"""
_ERRORS = frozenset(_NAMES.split())
_TRUE = """
true wahr vrai verdadero vero verdadeiro waar prawda pravda sant sand sann tosi igaz doğru истина
істина benar αληθησ
"""
_FALSE = """
false falsch faux falso onwaar fałsz nepravda falskt falsk usann epätosi hamis yanlış ложь хибність
salah ψευδησ
"""
_TRUTHS = dict.fromkeys(_TRUE.split(), "true") | dict.fromkeys(_FALSE.split(), "false")
_LIBRE_OFFICE_ERROR = re.compile(r"Err:\d{3}")
_TOO_NARROW = re.compile("#{4,}")
_SHORTENED = re.compile(r"-?\d([.,]\d+)?E[+-]\d{2,3}")


def lost_value(text: str) -> str | None:
    """What is wrong with a cell that holds this text, and what to do; None for a value."""
    if text in _ERRORS or _LIBRE_OFFICE_ERROR.fullmatch(text):
        return f"{text} is an error of the spreadsheet: correct its formula, or empty the cell"
    if _TOO_NARROW.fullmatch(text):
        return "the column was too narrow for its value: make it wider, and save the table again"
    if _SHORTENED.fullmatch(text):
        return (
            f"{text} is a number of which the spreadsheet saved the first digits only: "
            "format the cell as text or as a whole number, and save the table again"
        )
    return None


def truth_of(text: str) -> str:
    """`true` or `false` for the word of some language's spreadsheet; other text as it is."""
    return _TRUTHS.get(text.casefold(), text)
