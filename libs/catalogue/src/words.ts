import { EMPLOYER_WORDS, type EmployerNames } from '#content';

/** What an administrator chose: a word that isn't there keeps the name that the settings give it. */
export type ChosenWords = {
  readonly [language in keyof EmployerNames]: Partial<EmployerNames[keyof EmployerNames]>;
};

/** The names that texts get: what was chosen, else what the settings say. */
export function namesFrom(settings: EmployerNames, chosen: ChosenWords): EmployerNames {
  return { nl: { ...settings.nl, ...chosen.nl }, en: { ...settings.en, ...chosen.en } };
}

/** Of a whole form only what differs from the settings, so that a better default of tomorrow still reaches who never chose. */
export function chosenFrom(settings: EmployerNames, wanted: EmployerNames): ChosenWords {
  const of = (language: keyof EmployerNames) =>
    Object.fromEntries(
      EMPLOYER_WORDS.filter((word) => wanted[language][word] !== settings[language][word]).map((word) => [
        word,
        wanted[language][word],
      ]),
    );
  return { nl: of('nl'), en: of('en') };
}
