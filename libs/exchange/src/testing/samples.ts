/** Small files with odd cases, written for these specs. Each says in `items` how many items a person counts in it. */
export const GIFT = {
  items: 14,
  text: `// Vragen van de servicedesk, export 2026
// [id:SD-01] [tag:basis] [tag:account]
$CATEGORY: $course$/top/Werkplek/Wachtwoorden // codes

::Kluis::[html]<p>Waar bewaar je een <b>wachtwoord</b>?</p>{
  =In de wachtwoordkluis#Klopt: alleen jij kunt erbij.
  ~Op een briefje#Iedereen leest mee.
  ~%50%In je hoofd#Dat kan, zolang het er een is.
  ####Bewaar het op een plek waar alleen jij bij kunt.
}

::Twee goede:: Welke twee zijn sterk? Kies er 2. {
  ~%50%Een zin van vijf woorden
  ~%50%Een zin uit de kluis
  ~%-50%Je geboortejaar
  ~%-50%Welkom01
}

$CATEGORY: Werkplek/Sneltoetsen

Met welke toets \\= teken sluit je af\\: {=Windows\\=L =win l =%50%L#Bijna: welke toets hoort erbij?}

De letter {=L =l} zet je scherm op slot.

::Waar of niet::Een hangslot in de adresbalk bewijst dat de site eerlijk is.{F#Het slot zegt iets over de verbinding.#Juist.}

Zet bij elkaar. {
  =Even weg -> Vergrendelen
  =Naar huis -> Afsluiten
  =Gedeelde pc -> Uitloggen
  = -> Niets doen
}

Hoeveel cijfers heeft een pincode minstens? {#4}

Hoe lang duurt een herstart in minuten? {#3:2}

Schrijf op wat je ziet. {}

Dit is alleen een inleiding voor de volgende vragen.

Deze vraag is stuk { =goed ~fout

~en dit hoort erbij }

Geen goed antwoord? {~a ~b ~c}

::Met plaatje::[html]Wat is dit? <img src="@@PLUGINFILE@@/x.png" alt="slot">{=Een slot ~Een sleutel ~Een bel}
`,
} as const;

export const AIKEN = {
  items: 7,
  text: `Wat doe je als eerste bij een vreemde mail?
A. Doorsturen naar een collega
B) Melden met de knop
C. Antwoorden
ANSWER: B

Welke twee horen bij een goede melding?
a. dit is nog de vraag
A. Wat je deed
B. Wie er jarig is
C. Wat er op het scherm stond
D. Hoe laat je lunch was
ANSWER: A, C
Zonder antwoord
A. Een
B. Twee

Met een onbekend antwoord
A. Een
B. Twee
ANSWER: D

A. Zonder vraag
B. Ook niet
ANSWER: A

Alleen een vraag
ANSWER: A

Café of thuis: waar werk je ’s avonds met een VPN?
A. Café
B. Thuis
C. Beide
ANSWER: c
`,
} as const;
