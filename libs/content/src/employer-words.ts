import type { Language } from './schemas/text.schema.js';

/** Things each employer names in its own way; content writes `{{org.servicedesk}}`. */
export const EMPLOYER_WORDS = [
  'servicedesk',
  'servicephone',
  'mailclient',
  'intranet',
  'statuspage',
  'filestore',
] as const;
export type EmployerWord = (typeof EMPLOYER_WORDS)[number];

export type EmployerNames = { readonly [language in Language]: { readonly [word in EmployerWord]: string } };

/** Fills `{{org.…}}`. At the start of a sentence the name gets a capital. Unknown words stay visible. */
export function fillEmployerWords(text: string, names: EmployerNames[Language]): string {
  return text.replace(
    /(^|[.?!]\s+|)\{\{org\.([a-z]+)\}\}/g,
    (written: string, before: string, word: string, offset: number) => {
      const name = isEmployerWord(word) ? names[word] : undefined;
      if (name === undefined) return written;
      const startsSentence = before !== '' || offset === 0;
      return startsSentence ? before + name.charAt(0).toUpperCase() + name.slice(1) : name;
    },
  );
}

const isEmployerWord = (word: string): word is EmployerWord =>
  (EMPLOYER_WORDS as readonly string[]).includes(word);
