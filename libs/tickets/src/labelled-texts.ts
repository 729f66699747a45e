import type { LabelledText } from './skill-classifier.js';

/**
 * What colleagues write to a helpdesk, labelled by skill: enough to begin with, until IT has reviewed tickets of its own.
 * Written for this product; six lines of Dutch and six of English for each of sixteen skills.
 */
const LINES: Readonly<Record<string, string>> = {
  'wp.devices': `
    Mijn tweede beeldscherm blijft zwart als ik de laptop in het dock zet
    De printer op de derde verdieping print niets meer
    Muis en toetsenbord doen het niet via de usb-hub
    Hoe sluit ik mijn laptop aan op de beamer in de vergaderzaal
    Het scherm knippert en de resolutie klopt niet
    Printer geeft papierstoring maar er zit niets vast
    My second monitor stays black when I connect the docking station
    The printer on the third floor does not print
    Mouse and keyboard stopped working on the usb dock
    How do I connect my laptop to the projector
    The external screen flickers and has the wrong resolution
    Cannot add the colour printer to my laptop`,
  'wp.update': `
    De laptop vraagt elke dag om opnieuw op te starten voor updates
    Windows-update blijft hangen op 35 procent
    Na de update van vannacht start mijn computer heel langzaam op
    Moet ik deze update installeren of uitstellen
    De melding dat er updates klaarstaan gaat niet weg
    Mijn mac wil een nieuwe versie van het systeem installeren
    My laptop asks to restart for updates every day
    Windows update is stuck at 35 percent
    After last night's update my computer starts very slowly
    Should I install this update or postpone it
    The message that updates are pending does not go away
    My mac wants to install a new system version`,
  'wp.save-place': `
    Mijn document is weg, ik had het op het bureaublad bewaard
    Waar moet ik bestanden opslaan zodat er een reservekopie is
    OneDrive synchroniseert mijn map niet meer
    Bestand staat alleen op mijn eigen schijf en de laptop is stuk
    Mijn schijf is vol, ik kan niets meer opslaan
    Hoe zet ik mijn mappen van de c-schijf over naar de cloud
    My document is gone, I saved it on the desktop
    Where should I save files so that there is a backup
    OneDrive no longer syncs my folder
    The file is only on my own drive and the laptop is broken
    My disk is full and I cannot save anything
    How do I move my folders from the c drive to the cloud`,
  'wp.lock': `
    Ik kan niet aanmelden op mijn laptop vanochtend
    Mijn account is geblokkeerd na te vaak proberen
    Hoe vergrendel ik mijn scherm als ik wegloop
    Aanmelden met vingerafdruk werkt niet meer
    Het aanmeldscherm zegt dat mijn account niet bekend is
    De pincode van mijn laptop wordt niet herkend bij aanmelden
    I cannot sign in to my laptop this morning
    My account is locked after too many attempts
    How do I lock my screen when I walk away
    Signing in with my fingerprint stopped working
    The sign-in screen says my account is unknown
    The pin of my laptop is not recognised at sign-in`,
  'id.passphrase': `
    Ik ben mijn wachtwoord vergeten
    Mijn wachtwoord is verlopen en het nieuwe wordt niet goedgekeurd
    Hoe maak ik een sterk wachtwoord dat ik kan onthouden
    De wachtwoordkluis vult mijn wachtwoord niet meer in
    Graag mijn wachtwoord resetten
    Het hoofdwachtwoord van de wachtwoordmanager werkt niet
    I forgot my password
    My password expired and the new one is rejected
    How do I make a strong password that I can remember
    The password manager does not fill in my password
    Please reset my password
    The master password of the password vault does not work`,
  'id.mfa': `
    Ik heb een nieuwe telefoon en krijg geen code meer in de authenticator
    De tweestapsverificatie vraagt om een code die ik niet krijg
    Authenticator-app overzetten naar nieuw toestel
    Ik krijg geen melding om de aanmelding goed te keuren
    De code uit de app wordt steeds afgekeurd
    Sms met de verificatiecode komt niet binnen
    I have a new phone and get no code in the authenticator
    Two-step verification asks for a code that never arrives
    Move the authenticator app to a new device
    I get no prompt to approve the sign-in
    The code from the authenticator app is rejected
    The text message with the verification code does not arrive`,
  'id.lost-device': `
    Ik ben mijn laptop kwijt in de trein
    Mijn werktelefoon is gestolen
    Toegangspas en telefoon verloren, wat nu
    Laptoptas gestolen uit de auto
    Telefoon van het werk verloren in de stad, kan hij op afstand gewist
    Tablet vermist sinds de beurs
    I lost my laptop on the train
    My work phone was stolen
    Lost my badge and phone, what now
    Laptop bag stolen from the car
    Lost my company phone in town, can you wipe it remotely
    Tablet missing since the trade fair`,
  'ph.report': `
    Ik kreeg een verdachte mail die om mijn gegevens vraagt
    Is deze e-mail van de bank echt of phishing
    Raar bericht van de directeur die cadeaubonnen wil
    Waar meld ik een verdachte mail
    Er kwam een mail met een vreemde link en bijlage
    Phishing-mail ontvangen van een onbekende afzender
    I received a suspicious email asking for my details
    Is this email from the bank real or phishing
    Strange message from the director who wants gift cards
    Where do I report a suspicious mail
    An email with an odd link and attachment arrived
    Phishing mail received from an unknown sender`,
  'co.permissions': `
    Ik heb geen toegang tot de gedeelde map van ons team
    Collega kan mijn document niet openen, geen rechten
    Hoe deel ik een bestand met iemand buiten het bedrijf
    Toegang aanvragen tot de SharePoint-site van finance
    Ik krijg toegang geweigerd bij een gedeeld bestand
    Iemand uit dienst heeft nog rechten op onze map
    I have no access to our team's shared folder
    A colleague cannot open my document, no permission
    How do I share a file with somebody outside the company
    Request access to the SharePoint site of finance
    I get access denied on a shared file
    Somebody who left still has rights on our folder`,
  'co.versions': `
    Mijn wijzigingen in het document zijn overschreven door een collega
    Kan ik een oudere versie van het bestand terugzetten
    Er zijn twee kopieën van hetzelfde bestand met verschillende inhoud
    Versiegeschiedenis van een Excel-bestand terughalen
    Het document heeft een conflict, welke versie is de goede
    De oude tekst van vorige week is overschreven en moet terug
    My changes in the document were overwritten by a colleague
    Can I restore an older version of the file
    There are two copies of the same file with different content
    Get back the version history of an Excel file
    The document has a conflict, which version is right
    Last week's text was overwritten and must come back`,
  'cm.av-fix': `
    Niemand hoort mij in Teams, mijn microfoon doet niets
    Geen geluid in de videovergadering
    Mijn camera geeft een zwart beeld in het gesprek
    De headset werkt niet tijdens het bellen met Teams
    Echo en ruis als ik in een online overleg praat
    Beeld van de webcam hapert in de vergadering
    Nobody can hear me in Teams, my microphone does nothing
    No sound in the video meeting
    My camera shows a black picture in the call
    The headset does not work during Teams calls
    Echo and noise when I speak in an online meeting
    The webcam picture freezes in the meeting`,
  'cm.meeting-setup': `
    Hoe plan ik een vergadering met mensen van buiten
    De uitnodiging in de agenda komt niet bij iedereen aan
    Ik kan de agenda van mijn collega niet zien
    Zaal boeken in Outlook lukt niet
    Terugkerende afspraak staat op de verkeerde tijd in de agenda
    De vergaderlink ontbreekt in de uitnodiging
    How do I schedule a meeting with people from outside
    The calendar invitation does not reach everybody
    I cannot see my colleague's calendar
    Booking a room in Outlook fails
    A recurring appointment is at the wrong time in the calendar
    The meeting link is missing from the invitation`,
  'ss.first-checks': `
    Mijn wifi valt steeds weg op kantoor
    Internet is heel traag vandaag
    De laptop loopt vast en reageert niet meer
    Het programma hangt en sluit niet af
    Geen netwerkverbinding op mijn werkplek
    De computer is erg langzaam, de ventilator blaast
    My wifi keeps dropping at the office
    The internet is very slow today
    My laptop freezes and stops responding
    The program hangs and does not close
    No network connection at my desk
    The computer is very slow and the fan is loud`,
  'rm.vpn': `
    De vpn maakt thuis geen verbinding
    Vpn valt elk uur weg als ik thuiswerk
    Thuis kan ik niet bij de netwerkschijf zonder vpn
    Foutmelding bij verbinden met vpn vanuit het hotel
    Hoe zet ik de vpn aan op mijn laptop
    Sinds gisteren vraagt de vpn-client om een certificaat
    The vpn does not connect at home
    The vpn drops every hour when I work from home
    At home I cannot reach the network drive without vpn
    Error when connecting to the vpn from the hotel
    How do I turn on the vpn on my laptop
    Since yesterday the vpn client asks for a certificate`,
  'ad.install': `
    Ik wil software installeren maar heb geen beheerdersrechten
    Kan Adobe Acrobat op mijn laptop gezet worden
    Programma aanvragen voor het maken van tekeningen
    Installatie vraagt om het wachtwoord van de beheerder
    Licentie voor Visio nodig en installeren graag
    Mag ik deze browser-extensie installeren
    I want to install software but have no admin rights
    Can Adobe Acrobat be put on my laptop
    Request for a program to make drawings
    The installer asks for the administrator password
    I need a licence for Visio and an installation
    May I install this browser extension`,
  'pd.share': `
    Hoe stuur ik een bestand met persoonsgegevens veilig naar de accountant
    Mail met salarisgegevens moet versleuteld verstuurd worden
    Mag ik klantgegevens via WeTransfer sturen
    Hoe beveilig ik een lijst met bsn-nummers voor verzending
    Ik heb per ongeluk persoonsgegevens naar de verkeerde gemaild
    Vertrouwelijk dossier delen met de gemeente
    How do I send a file with personal data safely to the accountant
    Mail with salary data must be sent encrypted
    May I send customer data through WeTransfer
    How do I protect a list with personal data before sending
    I accidentally mailed personal data to the wrong person
    Share a confidential case file with the municipality`,
};

export const LABELLED_TEXTS: readonly LabelledText[] = Object.entries(LINES).flatMap(([skill, lines]) =>
  lines
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((text) => ({ text, skill })),
);

/** Names of skills that are recognised but not taught yet; as soon as a course teaches one, its own name counts. */
export const NAMES_UNTIL_TAUGHT: Readonly<Record<string, { readonly nl: string; readonly en: string }>> = {
  'co.permissions': { nl: 'Toegang tot gedeelde bestanden', en: 'Access to shared files' },
  'co.versions': { nl: 'Versies terughalen', en: 'Getting versions back' },
  'cm.av-fix': { nl: 'Beeld en geluid in een overleg', en: 'Picture and sound in a meeting' },
  'cm.meeting-setup': { nl: 'Vergaderingen en agenda', en: 'Meetings and calendar' },
  'ad.install': { nl: 'Software installeren', en: 'Installing software' },
};

/** Phrases that leave no doubt: the rules that a new house begins with. */
export const FIRST_RULES: readonly { readonly phrase: string; readonly skill: string }[] = [
  { phrase: 'vpn', skill: 'rm.vpn' },
  { phrase: 'wachtwoord vergeten', skill: 'id.passphrase' },
  { phrase: 'forgot password', skill: 'id.passphrase' },
  { phrase: 'authenticator', skill: 'id.mfa' },
  { phrase: 'laptop gestolen', skill: 'id.lost-device' },
  { phrase: 'phone stolen', skill: 'id.lost-device' },
  { phrase: 'phishing', skill: 'ph.report' },
  { phrase: 'printer', skill: 'wp.devices' },
];
