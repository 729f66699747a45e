import { countSyllables, readingLevel } from './reading-level.js';

describe('how hard a text is to read', () => {
  it.each([
    ['scherm', 1],
    ['vergrendelen', 4],
    ['wachtwoord', 2],
    ['beeldscherm', 2],
    ['collega', 3],
    ['ideeën', 3],
    ['nieuwe', 2],
    ['moeilijk', 2],
    ['veiligheid', 3],
  ])('counts the syllables of the Dutch word %s', (word, syllables) => {
    expect(countSyllables(word, 'nl')).toBe(syllables);
  });

  it.each([
    ['screen', 1],
    ['password', 2],
    ['secure', 2],
    ['locked', 1],
    ['started', 2],
    ['table', 2],
    ['people', 2],
    ['messages', 3],
    ['files', 1],
  ])('counts the syllables of the English word %s', (word, syllables) => {
    expect(countSyllables(word, 'en')).toBe(syllables);
  });

  it('follows the published formulas', () => {
    // 6 words, 1 sentence, 6 syllables: grade 0.39 · 6 + 11.8 · 1 - 15.59, ease 206.835 - 84.6 - 6.09.
    const english = readingLevel(['The cat sat on the mat.'], 'en');
    expect(english?.grade).toBeCloseTo(-1.45, 2);
    expect(english?.ease).toBeCloseTo(116.145, 3);
    // 5 words, 1 sentence, 7 syllables: 206.84 - 77 · 1.4 - 0.93 · 5.
    expect(readingLevel(['De kat loopt over straten.'], 'nl')?.ease).toBeCloseTo(94.39, 2);
  });

  it('finds long sentences with long words harder than short ones', () => {
    const easy = readingLevel(['Sta je op? Zet je scherm op slot. Dat kost twee toetsen.'], 'nl');
    const hard = readingLevel(
      [
        'Organisatieonderdelen implementeren vertrouwelijkheidsmaatregelen overeenkomstig informatiebeveiligingsbeleid.',
      ],
      'nl',
    );
    expect(easy!.ease).toBeGreaterThan(hard!.ease + 50);
  });

  it('says nothing about texts without words', () => expect(readingLevel(['', ' - '], 'nl')).toBeUndefined());
});
