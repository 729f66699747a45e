import { newStemmer } from 'snowball-stemmers';

export type TicketLanguage = 'nl' | 'en';

const STEMMERS = { nl: newStemmer('dutch'), en: newStemmer('english') };

/** Stemming a word costs more than all else here, and words come back: as many stems are remembered per language. */
const MOST_STEMS = 50_000;
const remembered = { nl: new Map<string, string>(), en: new Map<string, string>() };

function stemOf(word: string, language: TicketLanguage): string {
  const known = remembered[language].get(word);
  if (known !== undefined) return known;
  const stem = STEMMERS[language].stem(word);
  if (remembered[language].size >= MOST_STEMS) remembered[language].clear();
  remembered[language].set(word, stem);
  return stem;
}

/** Words that say nothing about a topic; the commonest of both languages and of letters to a helpdesk. */
const EMPTY = new Set(
  `aan al als alles ben bent bij dan dat de deze die dit doe doet door dus een en er ga geen geeft haar hebben heb hebt heeft
  hem het hier hij hoe ik in is ja je jij kan kun kunnen kunt maar me meer met mij mijn moet moeten na naar niet nu of om ook
  onze op over te tot u uit van vanaf veel voor waar wanneer want wat we wel weer werd wie wij wil willen word wordt ze zei
  zijn zo zou graag hulp help helpen alvast bedankt even steeds nog toch iets vandaag gisteren sinds
  a about after all also am an and any are as at be because been but by can could did do does for from get had has have he
  her him his how i if in into is it its just me my no not now of on or our out please she so some than that the their them
  then there they this to up was we were what when where which who why will with would you your thanks still since today
  yesterday`
    .split(/\s+/)
    .map((word) => word.trim()),
);

const ONLY_DUTCH = / (?:de|het|een|en|ik|niet|mijn|op|van|naar|maar|wordt|geen|wel|ook|met) /g;
const ONLY_ENGLISH = / (?:the|a|and|i|not|my|on|of|to|but|is|cannot|can't|with|does|it) /g;

/** Dutch or English, by the small words in it; a text without any is taken for `otherwise`. */
export function languageOf(text: string, otherwise: TicketLanguage = 'nl'): TicketLanguage {
  // Doubled spaces, so that neighbours do not share one.
  const spaced = ` ${text.toLowerCase().replace(/[^\p{L}']+/gu, '  ')} `;
  const dutch = spaced.match(ONLY_DUTCH)?.length ?? 0;
  const english = spaced.match(ONLY_ENGLISH)?.length ?? 0;
  return dutch === english ? otherwise : dutch > english ? 'nl' : 'en';
}

/** The stems of a text's telling words, in order: what rules and classifier look at. */
export function stems(text: string, language: TicketLanguage = languageOf(text)): string[] {
  const words = text
    .replace(/\[[a-z-]+\]/g, ' ')
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '');
  return (words.match(/\p{L}[\p{L}\p{N}]+/gu) ?? [])
    .filter((word) => word.length > 2 && !EMPTY.has(word))
    .map((word) => stemOf(word, language));
}

/** A rule of IT: when all words of the phrase stand in a ticket, it is about the skill. */
export interface SkillRule {
  readonly id: string;
  readonly phrase: string;
  readonly skill: string;
}

/**
 * The skill that the rules give: all stems of a rule's phrase occur, in either language. The longest phrase wins; when two
 * equally long ones disagree no rule speaks, for then a person should look.
 */
export function skillByRule(text: string, rules: readonly SkillRule[]): SkillRule | null {
  const present = { nl: new Set(stems(text, 'nl')), en: new Set(stems(text, 'en')) };
  const hits = rules
    .map((rule) => ({ rule, nl: stems(rule.phrase, 'nl'), en: stems(rule.phrase, 'en') }))
    .filter(({ nl, en }) => nl.length > 0 && (holds(present.nl, nl) || holds(present.en, en)));
  const longest = Math.max(0, ...hits.map(({ nl }) => nl.length));
  const best = hits.filter(({ nl }) => nl.length === longest).map(({ rule }) => rule);
  const [first] = best;
  return first !== undefined && best.every(({ skill }) => skill === first.skill) ? first : null;
}

const holds = (present: ReadonlySet<string>, wanted: readonly string[]): boolean =>
  wanted.every((stem) => present.has(stem));
