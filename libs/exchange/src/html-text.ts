import MarkdownIt from 'markdown-it';
import { escapeXml } from './xml-tree.js';

/** markdown-it knows the 2,231 names of HTML's characters. */
const { unescapeAll } = new MarkdownIt().utils;

/** Tags that say where a line ends, or nothing at all. */
const BLOCK =
  /^(p|div|h[1-6]|ul|ol|table|tr|section|article|blockquote|pre|dl|dt|dd|itembody|contentbody|prompt)$/;
const PLAIN =
  /^(p|div|span|br|ul|ol|li|section|article|itembody|contentbody|prompt|font|html|body|dl|dt|dd|tbody)$/;
/** Their content is no text. */
const MUTE = /<(script|style|head|title)\b[^>]*>[\s\S]*?<\/\1\s*>|<!--[\s\S]*?-->/gi;

export interface PlainText {
  readonly text: string;
  /** Tags whose meaning the text no longer carries, such as img, b, a or table; each once, in alphabetical order. */
  readonly lost: readonly string[];
}

/** HTML as plain text: lines where blocks and breaks were, a hyphen before a list item, characters for entities. */
export function htmlToText(html: string): PlainText {
  const lost = new Set<string>();
  for (const [, tag = ''] of html.matchAll(/<(script|style)\b/gi)) lost.add(tag.toLowerCase());
  const text = html
    .replace(MUTE, '')
    .replace(/[ \t]*[\r\n]+[ \t]*/g, ' ')
    .replace(/<\/?([a-zA-Z][\w:-]*)[^<>]*>/g, (_tag, called: string) => {
      const name = called.toLowerCase();
      if (!PLAIN.test(name)) lost.add(name);
      if (name === 'br') return '\n';
      if (name === 'li') return _tag.startsWith('</') ? '' : '\n- ';
      return BLOCK.test(name) ? '\n' : '';
    })
    .replace(/&(#\d{1,7}|#x[\da-f]{1,6}|[a-z][\da-z]{1,31});/gi, (entity) => unescapeAll(entity))
    .replace(/\u00a0/g, ' ')
    .replace(/[ \t]*\n[ \t]*/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return { text, lost: [...lost].sort() };
}

/** Plain text as HTML that `htmlToText` reads back. */
export const textToHtml = (text: string): string => escapeXml(text).replace(/\n/g, '<br/>');
