"""Knows common first names, to tell a person's own site from a newspaper's name."""

import re

_NAMES_WORDS = """
aaron abbas abby abdul abdullah abigail adam aditi aditya adrian adrien agnes agnieszka agustín
ahmad ahmed aino aisha ajay akiko akira alain alan albert alberto alejandra alejandro aleksander
aleksandr aleksandra alena alessandra alessandro alex alexander alexandra alexandre alexis alfred
ali alice alicia alina alison allan allen allison amanda amara amber amelia amina amir amit amy ana
ananya anastasia anders andre andrea andreas andrei andrej andres andrew andrey andrzej andré
andrés andy angela angelika angelina anika anil anita anja anke ann anna anne annelie annelies
annette annie ansgar anthony antje antoine anton antonia antonio antti anuj arash ariane arjun
armin arnaud arnold arthur arun arvind ashley astrid audrey august aurélie axel aylin ayse barbara
bart bartosz bastian beate beatrice beatriz becky belén ben benedict benedikt benjamin benoît
bernadette bernard bernd bernhard bert beth bettina betty bill billy birgit björn bjørn bob bogdan
boris bożena brad bradley brandon brenda brendan brian bridget britta bruce bruno bryan burak
caitlin calvin camilla camille can carina carl carla carlo carlos carmen carol carolin caroline
carolyn carsten casey catherine cathy cecilia celine cem chad chantal charles charlie charlotte
chelsea chen chiara chidi chinedu chloe chris christa christel christian christiane christina
christine christoph christophe christopher chuck cindy claire clara clare clarissa claude claudia
claudio claus clemens cliff clive colin colleen connor conny conor constantin consuelo corinna
cornelia craig cristian cristina curtis cynthia cyril cédric céline cătălin daan dagmar daisy
damian damien dan dana dani daniel daniela daniele danielle danny daria darren dave david davide
dawn dean debbie deborah debra deepa deepak denis denise deniz dennis derek detlef devin diana
diane diego dieter dietmar dimitri dina dinesh dirk dmitri dmitry dominic dominik dominique don
donald donna dorota dorothea dorothy doug douglas duncan dustin dylan ebba eberhard ed eddie edgar
edith edmund eduard eduardo edward edwin eero eileen eirik elaine elena eleonora elias elif elin
elisa elisabeth elise elizabeth eliška elke ella ellen elliot elsa emanuel emeka emelie emil emilia
emily emma emmanuel emre enrico enrique eric erica erich erik erika ernst erwin esteban esther
ethan eugen eugene eva evan eve evelyn ewa ewelina fabian fabien fabio fabrice farah fatima fatma
federica federico felicia felicitas felix femke ferdinand fernanda fernando finn fiona florence
florian folake frances francesca francesco francis francisco franck frank franz franziska françois
françoise fred frederic frederick frederik fredrik friedrich fritz frédéric gabriel gabriela
gabriele gabriella gareth gary gaurav gavin geoff geoffrey georg george georges gerald gerard gerd
gerhard gert giacomo gianluca gianni gijs gilles gina giorgio giovanni gisela giulia giuseppe glenn
gloria gonzalo gordon grace graham greg gregor gregory grzegorz guadalupe guido guillaume gunnar
gustaf gustav guy gérard götz gül günter günther hakan hamid hanna hannah hannes hans harald harold
harriet harry hartmut haruki hasan hassan hatice heather hector heidi heike heiko heiner heinrich
heinz helen helena helene helga helge helmut hendrik henning henri henrik henry herbert hermann
hervé hilary hilde hiroshi holger holly horst howard hubert hugh hugo hussein håkon héctor hüseyin
ian ibrahim ida ignacio igor ilona ilse imke ina ines inga inge ingo ingrid ingvild ioana irene
irina iris isaac isabel isabella isabelle ivan iwona iñigo jack jackie jacob jacobo jacqueline
jacques jade jaime jake jakob jakub jamal james jamie jan jana jane janet janice janina janine
jared jari jarosław jasmin jasmine jason jasper javier jay jean jeanette jeanne jeff jeffrey jen
jenna jennifer jenny jens jeremy jeroen jerome jerry jesper jess jesse jessica jessie jesús jill
jim jimmy jiří jo joachim joan joana joanna joanne joaquín jochen jodi jody joe joel joelle joerg
johan johann johanna johannes john johnny jon jonas jonathan joost jordi jorg jorge joris jose
josef josefine joseph josephine josh joshua josé joyce juan juana judith judy jukka jules julia
julian juliane julie julien juliette julio julius jutta jérôme jörg jürgen kai kaja kamil karen
kari karim karin karina karl karsten kata katarina katarzyna kate kateřina katharina katharine
katherine kathleen kathrin kathryn kathy katie katja katrin katy kavita kay kayla kazım keith kelly
kemal ken kenji kenneth kerstin kevin khalid kim kimberly kiran klaus knut koen konrad konstantin
kris kristen kristian kristin kristina kristine krzysztof kurt kwame kyle kåre laila lakshmi lara
larry lars laszlo laura lauren laurence laurent layla leah lee lena lenka lennart leo leon leonard
leonie leslie lewis leyla liam liane lilly lily linda lindsay lindsey linus lionel lisa liz lorenz
lorenzo louis louisa louise luc luca lucas lucia lucie lucy lucía ludwig luigi luis luisa luise
lukas lutz lydia lynn maarten maciej madeleine madison magda magdalena magnus mahmoud malcolm malin
malte manfred manish manuel manuela marc marcel marcin marco marcos marcus mareike marek maren
margaret margarete maria mariam marian marianne marie marieke marina mario marion marisa marit
marius mark markus markéta marlene marloes marta martha martin martina martine marvin mary maría
massimo mateo mateusz mathias mathieu mathilde mats matt matteo matthew matthias matthieu matti
maurice mauro max maxim maxime maximilian maya małgorzata meera megan mehmet melanie melissa
mercedes merve mette michael michaela michal michalina michał michel michela michele michelle
michèle miguel mihai mikael mike mikhail mikko mila milan milena miles mira miriam mirjam mitchell
mohamed mohammad mohammed mohan moira molly mona monica monika monique moritz morten muhammad murat
mustafa nadia nadine naoko naomi nasser natalia natalie natasha nathalie nathan neha neil nele
ngozi nicholas nick nico nicola nicolas nicole niels nigel nikhil nikita niklas nikolai nikolaus
nils nina nitin noah noel noemi nomsa noor nora norbert norman nuria ola olaf ole oleg olga olive
oliver olivia olivier oluwaseun omar omid ondřej onur oscar oskar osman otto owen pablo pamela
paolo pascal pat patrice patricia patrick patrizia patty paul paula paulina pauline paulo pavel
pawel paweł pedro peggy pekka penny per peter petr petra phil philip philipp philippe phillip pia
pierre pieter piotr pooja prakash pranav priya priyanka pål rachel radosław radu rafael raffaele
ragnhild rahul raimund rainer raj rajesh rajiv ralf ralph ramesh ramona ramón rania raphael rasmus
ravi ray raymond raúl rebecca regina reinhard renate renato rene rené renée reza ricardo riccardo
richard rick ricky ritu rob robert roberta roberto robin robyn rocío rodolfo rodrigo roger rohan
rohit roland rolf romain roman ron ronald ronan ronja ronny rory rosa rosemary ross roswitha roy
rudolf rupert russell ruth ruud ryan rémi rüdiger sabine sabrina sachin sally salman sam samantha
samir samira samuel sandeep sander sandra sandro sandy sanjay sara sarah sascha saskia sean
sebastian sebastián selim selina sergei sergey sergio serkan seth shane shannon sharon shaun shawn
sheila shirley shreya shweta sibylle siegfried sigrid sigurd silke silvia silvio simon simona
simone sipho siri sjoerd sofia sofie solveig sonali sonia sonja sophia sophie stacey stan stefan
stefanie stefano steffen stella stephan stephane stephanie stephen steve steven stewart stig stuart
stéphane stéphanie sue sunil suresh susan susanna susanne suzanne sven svenja svetlana sylvain
sylvia sylvie sébastien søren sławomir tadeusz takashi tamara tania tanja tanya tara tariq tatiana
ted terence teresa terry tessa thabo themba theo theodor theresa thierry thijs thomas thorsten
tiffany till tilman tim timo timothy tina tobias todd tom tomas tomasz tommy tomás tomáš toni tony
tor torben torsten tracey tracy trevor tristan trond troy udo ulf uli ulla ulrich ulrike umberto
ursula ute uwe valentin valentina valeria valérie vanessa vera verena veronica veronika verónica
vicky victor victoria vijay vikas vikram viktor viktoria ville vincent vincenzo vinod virginie
viveca vivian vivien vladimir volker václav víctor walter waltraud wendy werner wiebke wiktor
wilfried wilhelm will willem william willy wim winfried wojciech wolf wolfgang wouter xavier yan
yann yannick yasmin yasmine yoko yolanda yousef yuki yusuf yves yvonne zach zachary zahra zainab
zanele zbigniew zdeněk zeynep zoe zofia åse özlem øyvind łukasz ștefan
"""
_NAMES = frozenset(_NAMES_WORDS.split())
_OUTLET = re.compile(
    r"\b(?:the|daily|times|post|herald|news|today|journal|gazette|observer|chronicle|tribune|press|"
    r"star|sun|mirror|express|mail|telegraph|record|sentinel|courier|bulletin|globe|blog|radio|"
    r"magazin\w*|zeitung|tagblatt|anzeiger|kurier|presse|online|media|group|foundation|stiftung|"
    r"institut\w*|club|verlag|shop|show|school|books?|university|church|co|inc|ltd|llc|gmbh|ag)\b",
    re.I,
)


def opens_with_first_name(text: str) -> bool:
    """Say whether two to four words begin with a common first name and name no company."""
    words = text.split()
    if not 2 <= len(words) <= 4 or _OUTLET.search(text):
        return False
    return words[0].casefold() in _NAMES or words[0].partition("-")[0].casefold() in _NAMES
