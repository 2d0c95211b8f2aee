"""Names of the months and their usual short forms in the languages of the larger presses."""

_TABLE = """
january jan januar jän jänner janv janvier enero ene gennaio gen janeiro januari jan. stycznia ocak
february feb februar febr fév févr février febrero febbraio fevereiro fev februari lutego şubat
march mar märz mär maerz mars marzo março maart mrt marca mart
april apr avril avr abril abr aprile kwietnia nisan
may mai mayo mag maggio maio mei maj maja mayıs
june jun juni juin junio giugno giu junho czerwca haziran
july jul juli juil juillet julio luglio lug julho lipca temmuz
august aug août aout agosto ago augustus augusti sierpnia ağustos
september sep sept septembre septiembre setiembre settembre set setembro września eylül
october oct oktober okt octobre octubre ottobre ott outubro out października ekim
november nov novembre noviembre novembro listopada kasım
december dec dezember dez décembre déc diciembre dic dicembre dezembro desember des grudnia aralık
"""
_CYRILLIC = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
_UKRAINIAN = (
    "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня"
)

MONTHS: dict[str, int] = {
    word.rstrip("."): number
    for number, line in enumerate(_TABLE.strip().splitlines(), start=1)
    for word in line.split()
}
"""Lower-case word to month number, 1 to 12."""
for _line in (_CYRILLIC, _UKRAINIAN):
    MONTHS.update({word: number for number, word in enumerate(_line.split(), start=1)})

MONTH_WORD = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")(?!\w)\.?"
"""Pattern of one month name; compile it without regard to case."""


def month_number(word: str) -> int:
    """Return the number of a month name. Raises KeyError for any other word."""
    return MONTHS[word.lower().rstrip(".")]
