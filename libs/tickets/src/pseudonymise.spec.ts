import fc from 'fast-check';
import { pseudonymise, wordsOf } from './pseudonymise.js';

const known = {
  names: new Set([
    'chaima',
    'idrissi',
    'monique',
    'jansen',
    'bas',
    'berg',
    'emilia',
    'santos',
    'anne',
    'marie',
  ]),
  numbers: new Set(['100345', '1003']),
};
const hide = (text: string): string => pseudonymise(text, known);

describe('what is stored of a ticket’s text', () => {
  it.each([
    ['an e-mail address', 'Mail mij op c.el-idrissi+it@demo-nv.example.', 'Mail mij op [e-mail].'],
    ['a mobile number', 'Bel 06-12345678 na twaalf', 'Bel [telefoon] na twaalf'],
    ['a number from abroad', 'Call +31 (0)20 123 45 67 please', 'Call [telefoon] please'],
    ['an IBAN with a right check', 'Op NL91 ABNA 0417 1643 00 komt niets', 'Op [iban] komt niets'],
    ['a citizen service number', 'mijn bsn is 111222333 zei ik', 'mijn bsn is [bsn] zei ik'],
    ['an IP address', 'Server 10.20.30.40 geeft niets', 'Server [ip] geeft niets'],
    ['an IP address of the new kind', 'via fe80:1:2:3:4:5:6:7 niet', 'via [ip] niet'],
    [
      'a personnel number by its label',
      'personeelsnummer: 1003 kan niet in',
      'personeelsnummer: [nummer] kan niet in',
    ],
    ['a personnel number that HR knows', 'Dit is 100345 van sales', 'Dit is [nummer] van sales'],
    ['a colleague’s name', 'De laptop van Chaima El Idrissi start niet', 'De laptop van [naam] start niet'],
    ['a colleague’s name in small letters', 'de laptop van chaima is stuk', 'de laptop van [naam] is stuk'],
    ['a name with accents', 'Emília Santos mist haar map', '[naam] mist haar map'],
    ['a double name', 'Anne-Marie ziet niets', '[naam] ziet niets'],
    ['a name behind a title', 'volgens mevrouw Onbekendstra klopt het', 'volgens mevrouw [naam] klopt het'],
    ['somebody’s belonging', 'Monique’s scherm is zwart', '[naam] scherm is zwart'],
  ])('hides %s', (_what, text, stored) => {
    expect(hide(text)).toBe(stored);
  });

  it.each([
    [
      'an everyday word that is also a name',
      'het geluid valt weg, bas en hoog',
      'het geluid valt weg, bas en hoog',
    ],
    ['a version', 'Windows 11.0.22631 en Office 365', 'Windows 11.0.22631 en Office 365'],
    ['an error code', 'fout 0x80070005 bij stap 2', 'fout 0x80070005 bij stap 2'],
    ['a name of a file', 'bestand NL91rapport2026definitief.docx', 'bestand NL91rapport2026definitief.docx'],
    ['a date and time', 'sinds 21-11-2026 om 16.40 uur', 'sinds 21-11-2026 om 16.40 uur'],
    ['a short known number without a label', 'fout 1003 in beeld', 'fout 1003 in beeld'],
  ])('leaves %s', (_what, text, stored) => {
    expect(hide(text)).toBe(stored);
  });

  it('takes off greeting, signature and the mail below it', () => {
    const letter = `Hoi Monique,\n\nMijn wifi valt steeds weg op de tweede verdieping.\n\nMet vriendelijke groet,\nChaima El Idrissi\nAfdeling Finance\n06 12345678\n\nVan: IT\nAan: Chaima`;
    expect(hide(letter)).toBe('Mijn wifi valt steeds weg op de tweede verdieping.');
    expect(hide('Hi IT, the printer is stuck.\n\nKind regards,\nBas')).toBe('the printer is stuck.');
    expect(hide('De groeten in mijn handtekening staan dubbel in elke mail.')).toContain('groeten');
  });

  it('asks HR only about words that stand in the text', () => {
    expect(wordsOf('Emília ziet 2 fouten, Emília!')).toEqual(['emilia', 'ziet', 'fouten']);
  });

  it('never lets an address, a mobile number or a known name through, whatever stands around it', () => {
    const around = fc.stringMatching(/^[a-z ,.!\n]{0,40}$/);
    const secret = fc.constantFrom('chaima@demo-nv.example', '06 12345678', 'Chaima', 'NL91ABNA0417164300');
    fc.assert(
      fc.property(around, secret, around, (before, middle, after) => {
        expect(hide(`${before} ${middle} ${after}`)).not.toContain(middle);
      }),
    );
  });

  it('gives the same again when it reads its own work', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('Bel Chaima op 06-12345678', 'mail a@b.nl aan Bas Jansen', 'x 10.0.0.1'),
        (text) => {
          expect(hide(hide(text))).toBe(hide(text));
        },
      ),
    );
  });
});
