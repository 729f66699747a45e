import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import { type Language, type Mail, projectRoot } from '#kernel';
import { t } from '#ui';
import type { MessageWords } from './message-words.js';
import { nudgesPaths } from './nudges.paths.js';

export interface MailFrame {
  readonly to: string;
  readonly language: Language;
  readonly organisation: string;
  /** Address of the product, without a slash at the end. */
  readonly publicUrl: string;
  readonly unsubscribeToken: string;
  /** Names this mail for ever: the same key is the same mail. */
  readonly key: string;
}

type Fill = (model: object) => string;
type TemplateName = 'message' | 'digest';

const filled = new Map<string, Fill>();

/** Templates are compiled at build time from MJML (see mail/compile.mjs) and filled here. */
function template(name: TemplateName, part: 'html' | 'txt'): Fill {
  const file = `${name}.${part}.hbs`;
  let fill = filled.get(file);
  if (!fill) {
    const source = readFileSync(join(projectRoot(), 'libs', 'nudges', 'src', 'mail', file), 'utf8');
    fill = Handlebars.create().compile(source, { strict: true, noEscape: part === 'txt' });
    filled.set(file, fill);
  }
  return fill;
}

/**
 * A message as a mail: one idea and one button, or a short list and one button; always the reason, the way to the settings
 * and the way out. RFC 2369 and RFC 8058 headers let a mail program unsubscribe with one click.
 */
export function composeMail(words: MessageWords, frame: MailFrame): Mail {
  const { language, publicUrl, organisation, unsubscribeToken } = frame;
  const absolute = (path: string): string => `${publicUrl}${path}`;
  const unsubscribeUrl = absolute(nudgesPaths.unsubscribe({ token: unsubscribeToken }));
  const model = {
    lang: language,
    subject: words.subject,
    preheader: words.intro,
    intro: words.intro,
    lines: words.lines.map(({ headline, href }) => ({ headline, url: absolute(href) })),
    question: words.question?.text ?? '',
    choices: words.question?.choices.map(({ label, href }) => ({ label, url: absolute(href) })) ?? [],
    button: words.button,
    url: absolute(words.href),
    why: t(language, 'nudges.mail_why'),
    reason: words.lines[0]?.reason ?? '',
    settings: t(language, 'nudges.mail_settings'),
    settingsUrl: absolute(nudgesPaths.list()),
    unsubscribe: t(language, 'nudges.mail_unsubscribe'),
    unsubscribeUrl,
    sender: t(language, 'nudges.mail_from', { organisation }),
  };
  const isList = words.lines.length > 1 || words.intro !== words.lines[0]?.text;
  const name: TemplateName = isList ? 'digest' : 'message';
  return {
    to: frame.to,
    subject: words.subject,
    html: template(name, 'html')(model),
    text: wrap(template(name, 'txt')(model)),
    key: frame.key,
    headers: {
      'List-Unsubscribe': `<${unsubscribeUrl}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      'Content-Language': language,
    },
  };
}

const WIDTH = 72;

/** Breaks running text at 72 characters; addresses stand alone on their lines and stay whole. */
function wrap(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      if (line.length <= WIDTH || /https?:\/\//.test(line)) return line;
      const out: string[] = [''];
      for (const word of line.split(' ')) {
        const current = out[out.length - 1] ?? '';
        if (current !== '' && current.length + word.length + 1 > WIDTH) out.push(word);
        else out[out.length - 1] = current === '' ? word : `${current} ${word}`;
      }
      return out.join('\n');
    })
    .join('\n');
}
