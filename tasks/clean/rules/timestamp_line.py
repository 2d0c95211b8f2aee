"""Moves printed dates of publication and change to the article's metadata."""

import polars as pl

from tasks.clean.rules.rule import Rule, key, opening, unfinished, words

KIND = "timestamp_line"
BARE = f"{KIND}.bare_date"
"""A date and hardly another word."""
UNDER = f"{KIND}.under_headline"
"""A short line between headline and body that has a date."""
CHANGED = f"{KIND}.changed"
"""The line states only when the page was changed."""

CLOCK = r"\d{1,2}[:.h]\d{2}(:\d{2})?"
PLACE = r"(\p{L}[\p{L}.' -]{1,30}, )?"
DAY, MONTH = r"\d{1,2}(\.|st|nd|rd|th)?,?", r"(de )?\p{L}{3,12}\.?"
AGO_ELSEWHERE = (
    r"^((aktualisiert|veröffentlicht|publicado|actualizado|publié|mis à jour) )?"
    r"(vor (etwa |rund |über )?(\d+|einer?|einem) (minuten?|stunden?|tag(en)?|wochen?|monat(en)?)"
    r"|hace (unos |unas )?(\d+|una?) (minutos?|horas?|días?|semanas?|mes(es)?)"
    r"|il y a (\d+|une?) (minutes?|heures?|jours?|semaines?|mois)"
    r"|há (\d+|uma?) (minutos?|horas?|dias?|semanas?|m[eê]s(es)?)"
    r"|(\d+|un'?a?) ?(minut[oi]|or[ae]|giorn[oi]|settiman[ae]|mes[ei]) fa"
    r"|(\d+|een) (minuten|minuut|uur|dag(en)?|week|weken|maand(en)?) geleden)$"
)
DAY_AND_CLOCK = (
    r"^(today|yesterday|heute|gestern|hoy|ayer|aujourd'hui|hier|oggi|ieri|vandaag|gisteren),? "
    rf"((at|um|a las|à|alle|om) )?{CLOCK}( ?([ap]\.?m\.?|uhr))?$"
)
EAST_ASIAN = r"^\W*\d{4} ?[年년] ?\d{1,2} ?[月월] ?\d{1,2} ?[日일].{0,40}$"


def on_text() -> tuple[Rule, ...]:
    """Return the rules that need nothing but the line."""
    numbers = pl.col("digits") > 0
    dated = (pl.col("word_month") > 0) | (pl.col("years") > 0) | (pl.col("clock_times") > 0)
    parts = pl.col("word_month") + pl.col("word_weekday") + pl.col("word_ago")
    numerals = key.str.count_matches(r"\b\d+(st|nd|rd|th)?\b")
    bare = (parts + numerals >= 0.75 * words) & dated
    columns = (pl.col("years") >= 2) & (numerals == pl.col("years"))  # "Country Oct 2023 Nov 2023"
    bare &= ~(columns & (words > numerals + pl.col("word_month")))
    day = r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}"
    numeric = rf"^\W*({day})\W*({CLOCK})?"
    placed = key.str.contains(rf"^{PLACE}(({DAY} {MONTH})|({MONTH} {DAY})),? (de |del )?\d{{4}}$")
    begins = key.str.contains(
        rf"^(({DAY} {MONTH})|({MONTH} {DAY})),? (de |del )?\d{{4}} ?[|·•–—/-] "
    )
    begins &= pl.col("word_month") > 0
    told = opening(KIND, 0.95, 22)
    sentence = key.str.contains(r"^\pL+ (in |.{3,25}\d{4}, \pL)") & (pl.col("ends_stop") > 0)
    unit = "(min|minute|hour|hr|day|week|month|year)s?"
    ago = key.str.contains(rf"^(updated |posted |published )?(about )?\d+ {unit} ago$")
    ago |= key.str.contains(AGO_ELSEWHERE) | key.str.contains(DAY_AND_CLOCK)
    only_changed = key.str.contains(
        r"^(last )?(updated|modified|changed)|^(zuletzt )?aktualisiert|^a[ct]tuali[zs]ad[oa]|"
        r"^(ultimo )?aggiorna|^mise? à jour|^modifié|^(laatst )?(bijgewerkt|gewijzigd)"
    )
    changed = only_changed & ~key.str.contains(
        "publish|posted|created|veröffentlicht|publi[cé]|pubblic|gepubl"
    )
    stated = told.holds & numbers & (dated | ago) & (pl.col("quotes") == 0)
    stated &= ~sentence  # "Published in 1998, it sold a million copies."
    return (
        Rule(CHANGED, 0.955, stated & changed, "digits"),
        Rule(told.rule_id, told.score, stated, "digits"),
        Rule(
            BARE,
            0.94,
            bare & numbers & (words >= 2) & (words <= 14) & unfinished,
            "digits",
        ),
        Rule(f"{KIND}.east_asian", 0.94, key.str.contains(EAST_ASIAN), "digits"),
        Rule(f"{KIND}.numeric", 0.94, key.str.contains(numeric) & (words <= 8), "digits"),
        Rule(f"{KIND}.place_and_day", 0.94, placed & (pl.col("word_month") > 0), "years"),
        Rule(f"{KIND}.and_more", 0.9, begins & (words <= 10) & unfinished, "years"),
        Rule(f"{KIND}.ago", 0.94, ago, "digits"),
    )
