"""Knows countries, and states and regions that stand behind a town in a dateline."""

_NAMES = """
Afghanistan; Albania; Algeria; Angola; Argentina; Armenia; Australia; Austria; Azerbaijan; Bahrain
Bangladesh; Belarus; Belgium; Bolivia; Bosnia; Botswana; Brazil; Britain; Bulgaria; Burma; Burundi
Cambodia; Cameroon; Canada; Chad; Chile; China; Colombia; Congo; Costa Rica; Crimea; Croatia; Cuba
Cyprus; Czech Republic; Czechia; Denmark; Dominican Republic; DR Congo; DRC; East Timor; Ecuador
Egypt; El Salvador; England; Eritrea; Estonia; Ethiopia; Fiji; Finland; France; Gabon; Gambia
Gaza; Gaza Strip; Georgia; Germany; Ghana; Greece; Greenland; Guatemala; Guinea; Haiti; Honduras
Hong Kong; Hungary; Iceland; India; Indonesia; Iran; Iraq; Ireland; Israel; Italy; Ivory Coast
Jamaica; Japan; Jordan; Kashmir; Kazakhstan; Kenya; Kosovo; Kurdistan; Kuwait; Kyrgyzstan; Laos
Latvia; Lebanon; Liberia; Libya; Liechtenstein; Lithuania; Luxembourg; Macao; Macau; Macedonia
Madagascar; Malawi; Malaysia; Maldives; Mali; Malta; Mauritania; Mauritius; Mexico; Moldova
Monaco; Mongolia; Montenegro; Morocco; Mozambique; Myanmar; Namibia; Nepal; Netherlands
New Zealand; Nicaragua; Niger; Nigeria; North Korea; North Macedonia; Northern Ireland; Norway
Oman; Pakistan; Palestine; Panama; Papua New Guinea; Paraguay; Peru; Philippines; Poland; Portugal
Puerto Rico; Qatar; Romania; Russia; Rwanda; Saudi Arabia; Scotland; Senegal; Serbia; Sierra Leone
Singapore; Slovakia; Slovenia; Somalia; South Africa; South Korea; South Sudan; Spain; Sri Lanka
Sudan; Sweden; Switzerland; Syria; Taiwan; Tajikistan; Tanzania; Thailand; Tibet; Togo; Tunisia
Turkey; Türkiye; Turkmenistan; UAE; Uganda; UK; Ukraine; United Arab Emirates; United Kingdom
United States; Uruguay; US; USA; Uzbekistan; Vatican; Venezuela; Vietnam; Wales; West Bank
Western Sahara; Yemen; Zambia; Zimbabwe; EU; DPRK; PRC; ROK; Deutschland; Österreich; Schweiz
Frankreich; Italien; Spanien; España; Brasil; México; Italia; Suisse; Alabama; Alaska; Arizona
Arkansas; California; Colorado; Connecticut; Delaware; Florida; Hawaii; Idaho; Illinois; Indiana
Iowa; Kansas; Kentucky; Louisiana; Maine; Maryland; Massachusetts; Michigan; Minnesota
Mississippi; Missouri; Montana; Nebraska; Nevada; New Hampshire; New Jersey; New Mexico; New York
North Carolina; North Dakota; Ohio; Oklahoma; Oregon; Pennsylvania; Rhode Island; South Carolina
South Dakota; Tennessee; Texas; Utah; Vermont; Virginia; Washington; West Virginia; Wisconsin
Wyoming; District of Columbia; Ala; Ariz; Ark; Calif; Colo; Conn; Del; Fla; Ga; Ill; Ind; Kan; Ky
La; Md; Mass; Mich; Minn; Miss; Mo; Mont; Neb; Nev; N.H; N.J; N.M; N.Y; N.C; N.D; Okla; Ore; Pa
R.I; S.C; S.D; Tenn; Tex; Vt; Va; W.Va; Wash; Wis; Wyo; D.C; Alberta; British Columbia; Manitoba
New Brunswick; Newfoundland; Nova Scotia; Ontario; Québec; Quebec; Saskatchewan; Yukon; Bavaria
Bayern; Sachsen; Saxony; Hessen; Hesse; Thüringen; Brandenburg; Niedersachsen; Rheinland-Pfalz
Saarland; Baden-Württemberg; Schleswig-Holstein; Nordrhein-Westfalen; NRW; Catalonia; Andalusia
Sicily; Sardinia; Tuscany; Brittany; Corsica; Normandy; New South Wales; NSW; Queensland; Tasmania
South Australia; Western Australia; Punjab; Kerala; Bihar; Assam; Gujarat; Rajasthan; Tamil Nadu
Uttar Pradesh; Maharashtra; West Bengal; Odisha; Sindh; Balochistan; Okinawa; Hokkaido; Xinjiang
Chechnya; Dagestan; Siberia; Donetsk; Luhansk; Africa; Asia; Europe; Middle East; North America
Latin America; South America; Caribbean; Balkans; Cornwall; Kent; Essex; Yorkshire
"""
_REGIONS = frozenset(
    name.strip().casefold() for name in _NAMES.replace("\n", ";").split(";") if name.strip()
)


def is_region(text: str) -> bool:
    """Say whether a text is the name of a country, state or region, as datelines print it."""
    return text.strip(" .,()[]").casefold() in _REGIONS
