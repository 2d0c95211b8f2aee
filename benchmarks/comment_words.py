"""Invents what readers who comment are called, when they write and what they say, for training."""

import numpy as np

Rng = np.random.Generator

FIRST = (
    "James Maria Chen Olu Priya Tom Sarah Ahmed Ingrid Pavel Kate Bob Luis Fatima Joe Nadia Greg "
    "Wendy Hiro Anna Mike Deb Raj Carol Steve Lena Omar Judy Phil Tess"
).split()
LAST = (
    "Smith Okafor Lindqvist Garcia Tanaka Brown Novak Singh Walker Dubois Kim Rossi Meyer Jones "
    "Haddad Clark Ivanov Murphy Lopez Stone Reed Fischer Adams Pham"
).split()
HANDLES = (
    "truthseeker voter2012 jdubs concerned_dad NYCgal patriot76 snowbird techguy oldtimer "
    "sunshine44 realist bookworm mtn_man Anonymous Guest skeptic101 Rover Hank_T blue_collar"
).split()
OPENERS = (
    "Great post!|I totally agree.|I disagree.|Thanks for sharing this.|Wow.|This is ridiculous.|"
    "Well said.|Really?|LOL|Finally someone said it.|Good article, but it misses the point.|"
    "As a long time reader,|I have to say,|Sorry, but|So true!|What a joke.|Hi there,|@{name}:|"
    "{name}, you are wrong.|Interesting piece.|Not sure about this.|Who cares?|Amen!|"
    "Are you kidding me?|I love this.|Same here.|Just my two cents:|Yes!!!|Nice one.|+1"
).split("|")
MIDDLES = (
    "I have been saying this for years and nobody listened.|my kids went through the same thing "
    "last year|I don't see how this helps anyone who works for a living|if you ask me they are all "
    "the same|we tried it at home and it worked fine for us|you can't just blame one side for "
    "this|they should have thought of that before they spent our money|I would love to hear what "
    "others think about it|it makes me sick to read this|when I was young we did not need any of "
    "that|keep up the good work|can anyone tell me where to find more about it?|the author clearly "
    "has no idea what she is talking about|that is exactly why I stopped buying from them|why does "
    "nobody talk about the real problem here?|I'm glad that you wrote about this|it is not as "
    "simple as the article makes it sound|my brother works there and says it is worse|shame on "
    "them all|we need more people like him|people need to wake up!|I'd rather pay a bit more than "
    "put up with that|I can't believe this is still legal|you get what you vote for|this happened "
    "to me twice|don't hold your breath|there is no proof of any of this|read the facts before you "
    "comment|I hope that they get what they deserve|looking forward to the next one"
).split("|")
LONG = (
    "With all due respect to the author, this argument rests on an assumption that has been shown "
    "to be false again and again, and no amount of repetition will make it true.|Having lived in "
    "that part of the country for most of my life, I can say that the situation is far more "
    "complicated than the piece suggests; the people there are not fools.|Let us not forget that "
    "it was the same government that promised a solution ten years ago, and what have we got for "
    "it since then? Higher prices and longer queues.|The comparison with other countries is "
    "misleading. Their system is paid for out of general taxation, ours is not, and that makes all "
    "the difference in the world.|I spent thirty years in this trade before I retired, and in my "
    "experience the trouble always starts at the top, never with those who do the work.|It would "
    "be interesting to see the figures for the years before, because I suspect that they tell a "
    "rather different story from the one we are being sold here.|Nobody disputes that something "
    "has to be done; the question is whether this is the right way to do it, and I for one remain "
    "to be convinced.|A similar thing happened where I used to live, and within two years every "
    "shop in the main street had closed. Be careful what you wish for.|The law has been clear "
    "about this since 1986; the council knows it, the developers know it, and the judge will tell "
    "them so again.|There were 240 of them before the cuts and there are 95 now. Draw your own "
    "conclusions.|What the article leaves out is that the same company was fined twice for the "
    "same thing, in 2004 and again in 2009.|Try getting an appointment before noon, or a bus after "
    "seven in the evening, and then tell me that nothing has changed.|Every generation believes "
    "that the next one is lazy. It was said of ours as well, and we built all of this.|As a nurse "
    "I see the results of such decisions every single week, and they do not look like the numbers "
    "in the report."
).split("|")
GERMAN = (
    "Das sehe ich ganz anders.|Endlich sagt es mal jemand.|Ich kann dem Artikel nur zustimmen.|Wer "
    "soll das bezahlen?|Bei uns im Ort war es genauso, und niemanden hat es gestört.|Schlecht "
    "recherchiert, wie so oft in letzter Zeit.|Vielen Dank für den Beitrag!|Da fehlen mir die "
    "Worte.|Ich frage mich, was sich die Verantwortlichen dabei gedacht haben, denn das konnte "
    "jeder kommen sehen.|Typisch, am Ende zahlt wieder der kleine Mann.|@{name}: Genau so ist es, "
    "aber das will ja keiner hören.|Hat der Autor überhaupt mit den Betroffenen gesprochen?|Man "
    "muss nur einmal mit offenen Augen durch die Stadt gehen, dann sieht man, wohin das Geld in "
    "den letzten zehn Jahren geflossen ist.|Sehr guter Kommentar, danke!|So ein Unsinn.|Meine "
    "Tochter geht dort zur Schule, und ich kann das Gegenteil bestätigen."
).split("|")
SPANISH = (
    "No estoy de acuerdo con lo que dice el artículo.|Ya era hora de que alguien lo dijera.|Qué "
    "vergüenza.|Yo vivo en ese barrio y nadie nos ha preguntado nada.|¿Y quién va a pagar todo "
    "esto?|Muy buen artículo, gracias.|Siempre lo mismo, pagamos los de siempre.|Me gustaría saber "
    "qué piensan los vecinos, porque hasta ahora nadie los ha escuchado.|Totalmente de acuerdo "
    "contigo.|@{name} eso mismo pensé yo al leerlo.|Llevan veinte años prometiendo lo mismo y "
    "todavía estamos esperando, pero cuando hay elecciones todos se acuerdan de nosotros.|Menuda "
    "tontería.|Mi hermano trabaja allí y dice que es aún peor.|Por favor, infórmense antes de "
    "escribir.|Ojalá los escuchen esta vez."
).split("|")
TOWNS = (
    "London|Truro|Mallorca|Hamburg|Boston|Melbourne|Leeds|Toronto|The Hague|Dallas|Cork|Oslo|"
    "St. Louis|Nairobi|Madrid|Graz|Perth|Austin|York|Lima|San Jose|Glasgow|Delhi|Milwaukee"
).split("|")
LANDS = (
    "England|UK|USA|Spain|Netherlands|Canada|Australia|Germany|CA|Texas|Ireland|NY|Scotland|India"
).split("|")
MONTHS = "January February March April May June July August September October November December"
LANGUAGES: tuple[list[str], ...] = (GERMAN, SPANISH)
ZONES = ("", "", " EST", " GMT", " PDT", " ET", " UTC")


def pick(rng: Rng, options: list[str] | tuple[str, ...]) -> str:
    """Return one of the options."""
    return options[int(rng.integers(len(options)))]


def person(rng: Rng) -> str:
    """Return the name or handle that a commenter goes by."""
    style = rng.random()
    if style < 0.35:
        return pick(rng, HANDLES)
    if style < 0.55:
        return pick(rng, FIRST)
    return f"{pick(rng, FIRST)} {pick(rng, LAST)}"


def moment(rng: Rng) -> str:
    """Return a time of writing as one of many systems prints it."""
    month = int(rng.integers(12))
    name = MONTHS.split()[month]
    day, year = int(rng.integers(1, 29)), int(rng.integers(2007, 2026))
    hour, minute = int(rng.integers(1, 13)), int(rng.integers(60))
    half = pick(rng, ("am", "pm", "AM", "PM", "a.m.", "p.m."))
    clock = f"{hour}:{minute:02d} {half}{pick(rng, ZONES)}"
    styles = (
        f"{name} {day}, {year} at {clock}", f"{name} {day}, {year} {clock}",
        f"{day} {name} {year} {hour:02d}:{minute:02d}", f"{month + 1}/{day}/{year} {clock}",
        f"{year}-{month + 1:02d}-{day:02d} {hour:02d}:{minute:02d}", f"{name[:3]} {day}, {clock}",
        f"{int(rng.integers(2, 23))} hours ago", f"{int(rng.integers(2, 30))} days ago",
        f"{name} {day}, {year}", f"{hour}:{minute:02d}{half} {day} {name[:3]} {year}",
    )  # fmt: skip
    return pick(rng, styles)


def words_of(rng: Rng, borrowed: list[str], sentences: list[str]) -> list[str]:
    """Return one comment's paragraphs, of `sentences` alone where there are any.

    Other comments borrow sentences from articles.
    """
    if sentences:
        said = [pick(rng, sentences) for _ in range(int(rng.integers(1, 5)))]
        return [" ".join(said).format(name=pick(rng, FIRST))]
    paragraphs = []
    for _ in range(1 + int(rng.random() < 0.3) + int(rng.random() < 0.12)):
        parts = [pick(rng, OPENERS).format(name=pick(rng, FIRST))] if rng.random() < 0.6 else []
        for _ in range(int(rng.integers(0, 4))):
            middle = pick(rng, MIDDLES)
            end = "" if middle[-1] in ".!?" else pick(rng, (".", ".", "!", "...", ""))
            parts.append(middle[0].upper() + middle[1:] + end)
        while rng.random() < 0.08:
            parts.append(pick(rng, LONG))
        if borrowed and (rng.random() < 0.45 or not parts):
            parts.append(pick(rng, borrowed))
        if rng.random() < 0.06:
            parts = [part.lower().replace("'", "").replace(".", "") for part in parts]
        paragraphs.append(" ".join(parts))
    return [p for p in paragraphs if p] or ["Agreed."]
