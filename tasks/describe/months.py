"""Names of the months and their usual short forms in the languages of the larger presses."""

import re

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
_SLAVIC = """
января січня януари јануар ledna januára januarja januara siječnja
февраля лютого февруари фебруар února februára februarja februara veljače
марта березня март března marca ožujka
апреля квітня април dubna apríla aprila travnja
мая травня май мај května mája svibnja
июня червня юни јун června júna junija juna lipnja
июля липня юли јул července júla julija jula srpnja
августа серпня август srpna augusta avgusta kolovoza
сентября вересня септември септембар září septembra rujna
октября жовтня октомври октобар října októbra oktobra
ноября листопада ноември новембар listopadu novembra
декабря грудня декември децембар prosince decembra prosinca
"""
_OTHERS = """
január ianuarie tammikuuta janúar gener jaanuar sausio janvāris ιανουαρίου يناير जनवरी
február februarie helmikuuta febrúar febrer veebruar vasario februāris φεβρουαρίου فبراير फरवरी
március márc martie maaliskuuta març märts kovo marts maret μαρτίου مارس मार्च
április ápr aprilie huhtikuuta apríl aprill balandžio aprīlis απριλίου أبريل ابريل अप्रैल
május máj toukokuuta maí maig gegužės maijs μαΐου مايو मई
június jún iunie kesäkuuta júní juny juuni birželio jūnijs ιουνίου يونيو जून
július júl iulie heinäkuuta júlí juliol juuli liepos jūlijs ιουλίου يوليو जुलाई
augusztus elokuuta ágúst agost rugpjūčio augusts agustus αυγούστου أغسطس अगस्त
szeptember szept septembrie syyskuuta rugsėjo septembris σεπτεμβρίου سبتمبر सितंबर सितम्बर
október octombrie lokakuuta oktoober spalio oktobris οκτωβρίου أكتوبر अक्टूबर अक्तूबर
noiembrie marraskuuta nóvember lapkričio novembris νοεμβρίου نوفمبر नवंबर नवम्बर
decembrie joulukuuta detsember gruodžio decembris desembre δεκεμβρίου ديسمبر दिसंबर दिसम्बर
"""


_HEBREW = "ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר"


def _numbered(*tables: str) -> dict[str, int]:
    """Return word to number, 1 to 12, of tables with a line a month."""
    return {
        word.rstrip("."): number
        for table in tables
        for number, line in enumerate(table.strip().splitlines(), start=1)
        for word in line.split()
    }


def _any_of(words: dict[str, int]) -> str:
    return "(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + r")(?!\w)\.?"


_LEADING = _numbered(_TABLE)
MONTHS: dict[str, int] = _numbered(_OTHERS, _SLAVIC, _HEBREW.replace(" ", "\n")) | _LEADING
"""Lower-case word to month number, 1 to 12."""

LEADING_MONTH = _any_of(_LEADING)
"""Pattern of a month's name in the languages that may write it before the day."""
MONTH_WORD = _any_of(MONTHS)
"""Pattern of any month's name. Compile both without regard to case."""


def month_number(word: str) -> int:
    """Return the number of a month name. Raises KeyError for any other word."""
    return MONTHS[word.lower().rstrip(".")]
