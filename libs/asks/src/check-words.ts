/** What should not stand in a question to a colleague. Pure; nothing of what is found is kept anywhere. */

export type Secret = 'password' | 'code' | 'bsn' | 'iban' | 'email' | 'phone' | 'file-name';

export interface Found {
  readonly kind: Secret;
  /** What was seen, for showing the writer their own words. */
  readonly text: string;
  /** True when it may not be sent at all. */
  readonly isBarred: boolean;
}

const PASSWORD =
  /\b(?:wachtwoord|password|passwort|passwd|pwd|ww|pincode|pin)\b\s*(?:(?:is|was|=|:|->)\s*)+["'“‘]?([^\s"'”’,;]{3,})/giu;
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----/g;
const CODE =
  /\b(?:verificatiecode|inlogcode|sms-?code|beveiligingscode|herstelcode|eenmalige code|verification code|one-time code|otp|2fa|code)\b[^\d\n]{0,20}(\d[\d -]{2,9}\d)/giu;
const EMAIL = /[\p{L}\d._%+-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+/gu;
const IBAN = /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}\b/gi;
const NINE = /(?<![\w.-])\d(?:[ .]?\d){8}(?![\w-])/g;
const PHONE =
  /(?<![\d\w])(?:\+|00)\d{1,3}[ -]?(?:\(0\))?(?:[ -]?\d){8,10}(?!\d)|(?<![\d\w])0[1-9]\d{0,2}[ -]?(?:\d[ -]?){6,8}(?!\d)/g;
const FILE = /[\p{L}\d _.()-]{1,80}\.(?:png|jpe?g|gif|heic|webp|pdf|docx?|xlsx?|pptx?|mp4)\b/giu;
/** Names that a device gives to a file by itself. */
const PLAIN_FILE =
  /^(?:screen ?shot|schermafbeelding|scherm|afbeelding|image|img|foto|photo|bestand|document|scan|knipsel|capture)?[\d _.()-]*(?:om|at)?[\d _.()-]*\.\w+$/iu;

/**
 * Looks for passwords, codes, citizen service numbers, bank accounts, addresses, phone numbers and files that are named
 * after somebody, in the order in which they should be mended. Only a password bars sending: of the rest the writer may
 * know better. A BSN must pass the eleven-test (Logisch Ontwerp BSN), an IBAN mod 97 (ISO 13616).
 */
export function findSecrets(text: string): Found[] {
  const found: Found[] = [
    ...matches(text, PASSWORD, 'password'),
    ...matches(text, PRIVATE_KEY, 'password'),
    ...matches(text, CODE, 'code'),
  ];
  const ibans = matches(text, IBAN, 'iban').filter(({ text: seen }) => isIban(seen));
  const numbers = matches(text, NINE, 'bsn').filter(({ text: seen }) => isBsn(seen));
  const phones = matches(text, PHONE, 'phone').filter(
    ({ text: seen }) => !numbers.some((number) => seen.includes(number.text)),
  );
  const inIban = ({ text: seen }: Found) => ibans.some((iban) => iban.text.includes(seen));
  const files = matches(text, FILE, 'file-name').filter(({ text: seen }) => namesSomebody(seen));
  found.push(...numbers.filter((one) => !inIban(one)), ...ibans, ...matches(text, EMAIL, 'email'));
  found.push(...phones.filter((one) => !inIban(one)), ...files);
  return found;
}

/** The eleven-test of a citizen service number: 9·a + 8·b + … + 2·h − i divides by 11. */
export function isBsn(text: string): boolean {
  const digits = text.replace(/\D/g, '');
  if (digits.length !== 9 || /^0+$/.test(digits)) return false;
  const sum = [...digits].reduce(
    (total, digit, index) => total + Number(digit) * (index === 8 ? -1 : 9 - index),
    0,
  );
  return sum % 11 === 0;
}

/** The check of ISO 13616: the first four characters go to the end, letters count from 10, and the rest by 97 is 1. */
export function isIban(text: string): boolean {
  const plain = text.replace(/\s/g, '').toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(plain)) return false;
  let rest = 0;
  for (const sign of `${plain.slice(4)}${plain.slice(0, 4)}`) {
    const value = /\d/.test(sign) ? sign : String(sign.charCodeAt(0) - 55);
    for (const digit of value) rest = (rest * 10 + Number(digit)) % 97;
  }
  return rest === 1;
}

/** A file called after a person or a case, such as "salaris Jan de Vries.pdf": two words that begin with a capital. */
function namesSomebody(file: string): boolean {
  const name = file.trim();
  return (
    !PLAIN_FILE.test(name) &&
    /\p{Lu}\p{Ll}+[ _.-]+(?:(?:de|van|der|den|het|'t)[ _.-]+)*\p{Lu}\p{Ll}+/u.test(name)
  );
}

function matches(text: string, pattern: RegExp, kind: Secret): Found[] {
  return [...text.matchAll(pattern)].map(([seen]) => ({
    kind,
    text: seen.trim(),
    isBarred: kind === 'password',
  }));
}
