import type { Language } from '#content';
import type { Words } from '../draft.js';
import { foreignHtml, wordsIn } from '../foreign-text.js';
import type { ItemNotes } from '../ledger.js';
import { childOf, childText, childrenOf, type XmlElement } from '../xml-tree.js';

/** Parts of our general feedback carry `data-role`; in a foreign one all of it is the rule to remember. */
const SECTION = /<(p|li) data-role="([a-z]+)"(?: data-id="([a-z0-9-]*)")?>([\s\S]*?)<\/\1>/g;

/** One question of a Moodle file: its texts in our languages. */
export class MoodleQuestion {
  constructor(
    readonly element: XmlElement,
    readonly language: Language,
    private readonly notes: ItemNotes,
  ) {}

  /** The text of an element such as `<questiontext format="html">`; files in it are told as lost. */
  words(element: XmlElement | undefined, what: string): Words {
    if (element === undefined) return {};
    if (childrenOf(element, 'file').length > 0) this.notes.lose('picture', `a file that belongs to ${what}`);
    const format = element.attributes['format'] ?? 'html';
    const text = childText(element, 'text');
    const isHtml = format === 'html' || format === 'moodle_auto_format';
    const multilang = /class="[^"]*multilang|\{mlang/.test(text);
    return isHtml || multilang
      ? foreignHtml(text, this.language, this.notes, what)
      : wordsIn(this.language, text.replace(/\r\n?/g, '\n'));
  }

  /** A part of the general feedback that an export of ours has set apart. */
  section(role: 'rule' | 'why'): Words {
    const element = childOf(this.element, 'generalfeedback');
    const text = childText(element, 'text');
    const parts = [...text.matchAll(SECTION)];
    if (parts.length === 0) return role === 'rule' ? this.words(element, 'the general feedback') : {};
    const found = parts.find(([, , is]) => is === role)?.[4];
    return found === undefined ? {} : foreignHtml(found, this.language, this.notes, 'the general feedback');
  }

  /** Explanations of steps and pairs that an export of ours put into the general feedback, by part id. */
  explanations(): Record<string, Words> {
    const text = childText(childOf(this.element, 'generalfeedback'), 'text');
    const own = [...text.matchAll(SECTION)].filter(([, , role]) => role === 'part');
    return Object.fromEntries(
      own.map(([, , , id = '', html = '']) => [
        id,
        foreignHtml(html, this.language, this.notes, 'an explanation'),
      ]),
    );
  }

  /** What our exports write beside a scoring that Moodle has no word for. */
  hasTag(tag: string): boolean {
    return childrenOf(childOf(this.element, 'tags'), 'tag').some(
      (element) => childText(element, 'text') === tag,
    );
  }
}
