import { findSecrets, isBsn, isIban } from './check-words.js';

const kinds = (text: string) => findSecrets(text).map(({ kind }) => kind);

describe('what should not stand in a question', () => {
  it.each([
    ['Mijn wachtwoord is Zomer2026! en het werkt niet', ['password']],
    ['password: hunter22', ['password']],
    ['ww=Geheim99', ['password']],
    ['De sms-code die ik kreeg is 493 201', ['code']],
    ['verification code 884201', ['code']],
    ['BSN 111222333 staat op het formulier', ['bsn']],
    ['rekening NL91 ABNA 0417 1643 00', ['iban']],
    ['DE89370400440532013000', ['iban']],
    ['mail naar jan.de.vries@voorbeeld.nl', ['email']],
    ['bel 06-12345678 even', ['phone']],
    ['bel +31 6 1234 5678', ['phone']],
    ['zie Salaris Jan de Vries.png', ['file-name']],
  ])('%s', (text, expected) => {
    expect(kinds(text)).toEqual(expected);
  });

  it.each([
    'Ik ben mijn wachtwoord vergeten',
    'Er staat foutcode 0x80070005 op het scherm',
    'Schermafbeelding 2026-11-23 om 16.40.12.png',
    'IMG_20261123_164012.jpg',
    'Ticket 123456789 is al een week open',
    'Versie 16.0.17928.20114 van Office',
    'De vergadering is op 23-11-2026 om 16:40',
    'Het nummer NL00 ABNA 0000 0000 00 klopt niet',
  ])('lets pass: %s', (text) => {
    expect(kinds(text)).toEqual([]);
  });

  it('bars passwords and nothing else', () => {
    const found = findSecrets('wachtwoord: Zomer2026 en mail a@b.nl en code 123456');
    expect(found.map(({ kind, isBarred }) => [kind, isBarred])).toEqual([
      ['password', true],
      ['code', false],
      ['email', false],
    ]);
  });

  it('knows the published checks of numbers', () => {
    expect(isBsn('111222333')).toBe(true);
    expect(isBsn('111222334')).toBe(false);
    expect(isBsn('000000000')).toBe(false);
    expect(isIban('GB82 WEST 1234 5698 7654 32')).toBe(true);
    expect(isIban('GB82 WEST 1234 5698 7654 33')).toBe(false);
  });
});
