/** PURE: from what people type to words that can be looked up, and to a gap that names nobody. */

/** Small words that say nothing about what is the matter, in both languages; the stemmers leave out more. */
const FILLERS = new Set(
  `ik je jij hij zij we wij me mij mijn mijne jouw ons onze hun u uw men iemand iets niets alles de het een den ne t n d s
  is zijn was ben bent wordt worden heb hebt heeft hebben had doe doet doen gaat gaan kan kunnen kun krijg krijgt krijgen
  moet moeten wil willen wilt zou mag weet weer nog al wel niet niks geen maar en of als dan dat die dit deze daar er hier
  hoe wat waar waarom wanneer wie welke te ter ten aan in op om uit van voor met bij naar over tot door zo ook even toch
  steeds altijd opeens ineens plots plotseling vandaag vanmorgen gisteren sinds na heel erg zeer veel meer graag hallo hoi
  help hulp probleem lukt lukken werkt werken aub svp please hello hi the a an my your our their its it he she they i im you
  we is are was be been am do does doesnt dont did didnt can cant cannot could have has had get gets got getting will wont
  would should may not no and or but if then that this these those there here how what where why when who which to at in on
  of for with from about into up out so also just still again anymore some any something anything nothing working works work
  keeps keep problem issue since today yesterday suddenly very much too want need`.split(/\s+/),
);

/** At most so many words of a question are looked up. */
export const MOST_WORDS = 16;

/** Small letters without accents; 'wi-fi' and 'e-mail' become one word, other hyphens a space, and apostrophes go. */
export function plainText(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’`]/g, '')
    .replace(/\b([a-z]{1,2})-([a-z]+)\b/g, '$1$2')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

/** Every word of a text, each once, in order. */
export function wordsOf(text: string): string[] {
  return [
    ...new Set(
      plainText(text)
        .split(' ')
        .filter((word) => word.length > 1),
    ),
  ];
}

export interface AskedWord {
  readonly place: number;
  readonly word: string;
  /** The word itself and the word without one of its letters: two words that share one are a typo apart. */
  readonly cuts: readonly string[];
  /** Beginnings and ends of a long word: 'beeldscherm' holds 'scherm'. */
  readonly parts: readonly string[];
}

/** The words of a question that say something. When none does, all of them: 'it werkt niet' must still find something. */
export function askedWords(question: string): AskedWord[] {
  const all = wordsOf(question);
  const telling = all.filter((word) => !FILLERS.has(word));
  return (telling.length > 0 ? telling : all)
    .slice(0, MOST_WORDS)
    .map((word, place) => ({ place, word, cuts: cutsOf(word), parts: partsOf(word) }));
}

/** The word and each of its forms with one letter left out; only the word itself below three letters. */
export function cutsOf(word: string): string[] {
  if (word.length < 3 || /^\d+$/.test(word)) return [word];
  const cuts = [...word].map((_, index) => word.slice(0, index) + word.slice(index + 1));
  return [...new Set([word, ...cuts])];
}

/** Beginnings of at least four letters and ends of at least five, that leave at least three. */
export function partsOf(word: string): string[] {
  if (word.length < 7) return [];
  const parts: string[] = [];
  for (let length = 4; length <= word.length - 3; length++) {
    parts.push(word.slice(0, length));
    if (length >= 5) parts.push(word.slice(-length));
  }
  return [...new Set(parts)];
}

const EMAIL = /[^\s@<>]+@[^\s@<>]+/g;
const WEB = /\b(?:https?:\/\/|www\.)\S+/gi;

/**
 * What may be kept of a question that found nothing: without e-mail addresses, web addresses, anything with a digit, and
 * names of colleagues. '' when less than one word of three letters is left.
 *
 * @param names given and family names, through `plainText`
 */
export function gapText(question: string, names: ReadonlySet<string>): string {
  const bare = question
    .replace(EMAIL, ' ')
    .replace(WEB, ' ')
    .replace(/\S*\d\S*/g, ' ');
  const kept = plainText(bare)
    .split(' ')
    .filter((word) => word !== '' && !names.has(word))
    .slice(0, MOST_WORDS);
  return kept.some((word) => word.length >= 3) ? kept.join(' ') : '';
}
