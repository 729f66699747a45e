/** The questions a pulse may ask, in both languages. Pure data: a question never changes once it was asked; a better one gets a key of its own. */

export interface Both {
  readonly nl: string;
  readonly en: string;
}

export interface Choice {
  readonly value: string;
  readonly text: Both;
  /** True when this answer counts in the share that is reported and predicted. */
  readonly counts: boolean;
}

export interface BankQuestion {
  readonly key: string;
  /** `choice`: one of the choices; `aware`: which of these do you know; `words`: in your own words. */
  readonly kind: 'choice' | 'aware' | 'words';
  readonly text: Both;
  /** What the reported share does: "54 % is tevreden over IT". Null when no share is reported of the whole. */
  readonly measure: Both | null;
  /** False when a high share is bad news. */
  readonly isHighGood: boolean;
  readonly choices: readonly Choice[];
}

/**
 * Five fully labelled steps, balanced around the middle, one idea a question and no agree-disagree: what Krosnick &
 * Presser (2010, Handbook of Survey Research, chapter 9) find most reliable.
 */
function scale(labels: readonly (readonly [nl: string, en: string])[], counted: readonly number[]): Choice[] {
  return labels.map(([nl, en], index) => ({
    value: String(index + 1),
    text: { nl, en },
    counts: counted.includes(index + 1),
  }));
}

const SATISFACTION = [
  ['Heel ontevreden', 'Very dissatisfied'],
  ['Ontevreden', 'Dissatisfied'],
  ['Niet tevreden, niet ontevreden', 'Neither satisfied nor dissatisfied'],
  ['Tevreden', 'Satisfied'],
  ['Heel tevreden', 'Very satisfied'],
] as const;

const yesNo = (yes: readonly [string, string], no: readonly [string, string]): Choice[] => [
  { value: 'yes', text: { nl: yes[0], en: yes[1] }, counts: true },
  { value: 'no', text: { nl: no[0], en: no[1] }, counts: false },
];

export const BANK: readonly BankQuestion[] = [
  {
    key: 'satisfied',
    kind: 'choice',
    text: {
      nl: 'Hoe tevreden ben je over de hulp van IT?',
      en: 'How satisfied are you with the help from IT?',
    },
    measure: { nl: 'is tevreden over de hulp van IT', en: 'are satisfied with the help from IT' },
    isHighGood: true,
    choices: scale(SATISFACTION, [4, 5]),
  },
  {
    key: 'speed',
    kind: 'choice',
    text: {
      nl: 'Hoe tevreden ben je over hoe snel IT je helpt?',
      en: 'How satisfied are you with how quickly IT helps you?',
    },
    measure: { nl: 'is ontevreden over de snelheid', en: 'are dissatisfied with the speed' },
    isHighGood: false,
    choices: scale(SATISFACTION, [1, 2]),
  },
  {
    key: 'human',
    kind: 'choice',
    text: {
      nl: 'Er werkt iets niet. Hoe krijg je het liefst hulp?',
      en: 'Something doesn’t work. How would you most like to get help?',
    },
    measure: { nl: 'wil het liefst een mens spreken', en: 'would most like to speak to a person' },
    isHighGood: true,
    choices: [
      { value: 'visit', text: { nl: 'Iemand komt langs', en: 'Somebody drops by' }, counts: true },
      { value: 'phone', text: { nl: 'Ik bel iemand', en: 'I call somebody' }, counts: true },
      { value: 'chat', text: { nl: 'Ik chat', en: 'I chat' }, counts: false },
      { value: 'self', text: { nl: 'Ik zoek het zelf op', en: 'I look it up myself' }, counts: false },
    ],
  },
  {
    key: 'knows-chat',
    kind: 'choice',
    text: {
      nl: 'Wist je vóór vandaag dat je IT via de chat kunt bereiken?',
      en: 'Did you know before today that you can reach IT by chat?',
    },
    measure: { nl: 'weet dat IT een chat heeft', en: 'know that IT has a chat' },
    isHighGood: true,
    choices: yesNo(['Ja', 'Yes'], ['Nee', 'No']),
  },
  {
    key: 'first-step',
    kind: 'choice',
    text: {
      nl: 'Je liep de laatste keer vast met IT. Wat deed je als eerste?',
      en: 'The last time you got stuck with IT, what did you do first?',
    },
    measure: { nl: 'begint zelf of bij een collega', en: 'start by themselves or with a colleague' },
    isHighGood: true,
    choices: [
      { value: 'self', text: { nl: 'Zelf gezocht', en: 'Searched myself' }, counts: true },
      { value: 'colleague', text: { nl: 'Een collega gevraagd', en: 'Asked a colleague' }, counts: true },
      { value: 'it', text: { nl: 'IT gevraagd', en: 'Asked IT' }, counts: false },
      { value: 'left', text: { nl: 'Het laten zitten', en: 'Let it be' }, counts: false },
    ],
  },
  {
    key: 'solved',
    kind: 'choice',
    text: {
      nl: 'Is je laatste probleem met IT helemaal opgelost?',
      en: 'Was your last IT problem solved completely?',
    },
    measure: { nl: 'is goed geholpen met het laatste probleem', en: 'had their last problem solved' },
    isHighGood: true,
    choices: [
      { value: 'yes', text: { nl: 'Ja', en: 'Yes' }, counts: true },
      { value: 'partly', text: { nl: 'Voor een deel', en: 'In part' }, counts: false },
      { value: 'no', text: { nl: 'Nee', en: 'No' }, counts: false },
      { value: 'none', text: { nl: 'Ik had geen probleem', en: 'I had no problem' }, counts: false },
    ],
  },
  {
    key: 'effort',
    kind: 'choice',
    text: {
      nl: 'Hoeveel moeite kostte het je de laatste keer om hulp van IT te krijgen?',
      en: 'How much effort did it take you to get help from IT the last time?',
    },
    measure: { nl: 'kreeg zonder veel moeite hulp', en: 'got help without much effort' },
    isHighGood: true,
    choices: scale(
      [
        ['Heel veel moeite', 'A great deal of effort'],
        ['Veel moeite', 'A lot of effort'],
        ['Enige moeite', 'Some effort'],
        ['Weinig moeite', 'Little effort'],
        ['Geen moeite', 'No effort'],
      ],
      [4, 5],
    ),
  },
  {
    key: 'informed',
    kind: 'choice',
    text: {
      nl: 'Hoe vaak weet je op tijd wat er in IT verandert?',
      en: 'How often do you know in time what changes in IT?',
    },
    measure: { nl: 'weet meestal op tijd wat er verandert', en: 'mostly know in time what changes' },
    isHighGood: true,
    choices: scale(
      [
        ['Nooit', 'Never'],
        ['Zelden', 'Rarely'],
        ['Soms', 'Sometimes'],
        ['Meestal', 'Mostly'],
        ['Altijd', 'Always'],
      ],
      [4, 5],
    ),
  },
  {
    key: 'messages',
    kind: 'choice',
    text: {
      nl: 'Wat vind je van het aantal berichten over IT en leren?',
      en: 'How do you find the number of messages about IT and learning?',
    },
    measure: { nl: 'krijgt te veel berichten', en: 'get too many messages' },
    isHighGood: false,
    choices: scale(
      [
        ['Veel te weinig', 'Far too few'],
        ['Te weinig', 'Too few'],
        ['Precies goed', 'Just right'],
        ['Te veel', 'Too many'],
        ['Veel te veel', 'Far too many'],
      ],
      [4, 5],
    ),
  },
  {
    key: 'aware',
    kind: 'aware',
    text: {
      nl: 'Van welke van deze dingen heb je al gehoord?',
      en: 'Which of these have you heard of before?',
    },
    measure: null,
    isHighGood: true,
    choices: [],
  },
  {
    key: 'improve',
    kind: 'words',
    text: {
      nl: 'Wat zou IT voor jou het eerst beter moeten doen?',
      en: 'What should IT do better for you first?',
    },
    measure: null,
    isHighGood: true,
    choices: [],
  },
];

/** A question of the bank; undefined for a key that was never one. */
export function questionOf(key: string): BankQuestion | undefined {
  return BANK.find((question) => question.key === key);
}

/**
 * Things that do not exist but might: one stands in every probe, and how many claim to know it says how many say yes to
 * everything. Each must be checked against what the employer has before it is used.
 */
export const FOILS: readonly { readonly id: string; readonly name: Both }[] = [
  { id: 'foil-screen-desk', name: { nl: 'Balie Scherm op maat', en: 'Made-to-measure Screen desk' } },
  { id: 'foil-cable-post', name: { nl: 'Kabelpost aan huis', en: 'Cable Post to your home' } },
  { id: 'foil-mail-coach', name: { nl: 'Spreekuur Mailcoach', en: 'Mail Coach walk-in hour' } },
];

/** Questions that are answered in words, of which no share is reported. */
export const WORDS: readonly string[] = BANK.filter(({ kind }) => kind === 'words').map(({ key }) => key);
