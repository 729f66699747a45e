const GREETING =
  /^\s*(?:hoi|hallo|hai|hey|hi|hello|dear|beste|geachte|goede(?:morgen|middag|navond)|goedemorgen|goedemiddag|goedenavond|good (?:morning|afternoon|evening)|dag|l\.?s\.?)\b[^\n,.!:]{0,40}(?:[,.!:]+|\n|$)[ \t]*/i;
const CLOSING =
  /^[ \t]*(?:met (?:vriendelijke|hartelijke|collegiale) groet(?:en)?|vriendelijke groet(?:en)?|hartelijke groet(?:en)?|groet(?:en|jes)?|gr\.?|mvg|m\.v\.g\.?|alvast bedankt,?|bedankt alvast,?|kind regards|best regards|regards|best wishes|many thanks|thanks,|cheers,|sincerely|yours (?:sincerely|faithfully)|verzonden vanaf mijn|sent from my|--[ \t]*$)/im;
/** A closing is looked for behind this much text, so that "Groeten werken niet in Teams" stays a sentence. */
const LEAST_TEXT = 10;

/**
 * Takes greeting, closing and signature off a letter: "Hoi Monique," in front, everything from "Met vriendelijke groet"
 * on behind, and the history that a mail program puts under an answer. A text that is nothing else is given back as it is.
 */
export function stripLetter(text: string): string {
  const quoted =
    /^[ \t]*(?:-{3,} ?(?:oorspronkelijk|original)|(?:van|from): .+\n(?:verzonden|sent|aan|to|datum|date): )/im.exec(
      text,
    );
  const own = quoted && quoted.index > LEAST_TEXT ? text.slice(0, quoted.index) : text;
  const opened = own.replace(GREETING, '');
  const body = opened.trim() === '' ? own : opened;
  const closing = CLOSING.exec(body.slice(LEAST_TEXT));
  const stripped =
    closing && isEnd(body.slice(LEAST_TEXT + closing.index))
      ? body.slice(0, LEAST_TEXT + closing.index)
      : body;
  return stripped.trim() === '' ? own.trim() : stripped.trim();
}

/** A signature is short: a few lines after the closing words, none of them a long sentence. */
function isEnd(rest: string): boolean {
  const lines = rest.split('\n').filter((line) => line.trim() !== '');
  return lines.length <= 14 && (lines[0] ?? '').length <= 80;
}
