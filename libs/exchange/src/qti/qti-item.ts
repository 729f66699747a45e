import type { Language } from '#content';
import type { Words } from '../draft.js';
import { foreignHtml } from '../foreign-text.js';
import { NotImported, type ItemNotes } from '../ledger.js';
import { below, childOf, escapeXml, textOf, type XmlElement } from '../xml-tree.js';
import { responseOf, type QtiResponse } from './qti-response.js';

const FEEDBACK = /^(modalFeedback|feedbackInline|feedbackBlock)$/;
/** Stands for the place of the interaction while its text is read. */
const GAP = '\u0004';

/** One item of QTI 2 or 3, by the names of QTI 2: its interactions and its texts. */
export class QtiItem {
  /** More than one only when each is a choice of one: the steps of a scenario. */
  readonly interactions: readonly XmlElement[];
  /** Of each interaction. */
  readonly responses: readonly QtiResponse[];
  readonly interaction: XmlElement;
  readonly response: QtiResponse;
  readonly language: Language;
  private readonly used = new Set<XmlElement>();

  /** @throws NotImported when it asks several things that are no choices of one, or makes itself anew each time */
  constructor(
    readonly root: XmlElement,
    language: Language,
    readonly notes: ItemNotes,
  ) {
    const code =
      (root.attributes['xml:lang'] ?? root.attributes['lang'] ?? '').toLowerCase().split(/[-_]/)[0] ?? '';
    this.language = code === 'nl' || code === 'en' ? code : language;
    if (code !== '' && code !== this.language)
      notes.lose('language', `it is in the language ${code}; it came in as ${language}`);
    const body = childOf(root, 'itemBody');
    if (body === undefined) throw new NotImported('no-question', 'there is no item body');
    if (root.attributes['adaptive'] === 'true')
      throw new NotImported('adaptive', 'it asks on after an answer (adaptive)');
    if (childOf(root, 'templateDeclaration'))
      throw new NotImported('template', 'it is made anew each time (template)');
    const found = below(body).filter(({ name }) => /Interaction$/.test(name));
    const [interaction] = found;
    if (interaction === undefined)
      throw new NotImported('description', 'it asks nothing: there is no interaction');
    const responses = found.flatMap(
      ({ attributes }) => responseOf(root, attributes['responseIdentifier'] ?? '') ?? [],
    );
    const areSteps =
      found.every(({ name }) => name === 'choiceInteraction') && responses.every(({ isSingle }) => isSingle);
    if (found.length > 1 && !areSteps)
      throw new NotImported(
        'composite',
        `it asks ${found.length} things at once (${found.map(({ name }) => name).join(', ')})`,
      );
    const [response] = responses;
    if (response === undefined || responses.length < found.length)
      throw new NotImported('no-response', 'it does not say what is right');
    this.interactions = found;
    this.responses = responses;
    this.interaction = interaction;
    this.response = response;
    if (below(body).some(({ name }) => name === 'rubricBlock'))
      notes.lose('rubric', 'an instruction for some readers (rubric)');
    if (childOf(root, 'stylesheet')) notes.lose('formatting', 'a style sheet');
  }

  words(element: XmlElement, what: string): Words {
    return foreignHtml(this.html(element), this.language, this.notes, what);
  }

  /**
   * The body and the prompt without the interaction; a gap stays where it stands in a sentence. Of several interactions:
   * the body before the first.
   */
  stem(): Words {
    if (this.interactions.length > 1) return this.between(0);
    const prompt = childOf(this.interaction, 'prompt');
    const all = foreignHtml(
      `${this.body()}<p>${prompt ? this.html(prompt) : ''}</p>`,
      this.language,
      this.notes,
      'the question',
    );
    return Object.fromEntries(
      Object.entries(all).map(([language, text]) => [
        language,
        text
          .split('\n')
          .filter((line) => line.trim() !== GAP)
          .join('\n')
          .replaceAll(GAP, '_____')
          .replace(/\n{3,}/g, '\n\n')
          .trim(),
      ]),
    );
  }

  /** What stands before one of several interactions, counted from 0: behind the one before it, and its own prompt. */
  asked(index: number): Words {
    const prompt = childOf(this.interactions[index] ?? this.interaction, 'prompt');
    const own = prompt ? this.words(prompt, 'the question') : {};
    return index === 0 ? own : joined(this.between(index), own);
  }

  /** What stands behind the last of several interactions. */
  rest(): Words {
    return this.between(this.interactions.length);
  }

  /** Text of the body between two of several interactions; 0 is what stands before the first. */
  private between(index: number): Words {
    const all = foreignHtml(this.body(), this.language, this.notes, 'the question');
    return Object.fromEntries(
      Object.entries(all).map(([language, text]) => [language, (text.split(GAP)[index] ?? '').trim()]),
    );
  }

  private body(): string {
    const body = childOf(this.root, 'itemBody');
    return body ? this.html(body) : '';
  }

  /** Feedback that is shown under an identifier, wherever it stands; empty when there is none. */
  feedback(identifier: string): Words {
    const found = this.feedbacks().filter(
      ({ attributes }) => attributes['identifier'] === identifier && attributes['showHide'] !== 'hide',
    );
    const [first] = found;
    if (first === undefined) return {};
    for (const element of found) this.used.add(element);
    if (found.length > 1) this.notes.lose('feedback', `a second feedback for ${identifier}`);
    return this.words(first, 'feedback');
  }

  /** Tells the feedback that nobody asked for; call it last. */
  tellUnused(isOwn: (identifier: string) => boolean): void {
    for (const element of this.feedbacks()) {
      const identifier = element.attributes['identifier'] ?? '';
      if (!this.used.has(element) && !isOwn(identifier) && textOf(element).trim() !== '')
        this.notes.lose('feedback', `feedback that is shown for "${identifier}"`);
    }
  }

  private feedbacks(): XmlElement[] {
    return below(this.root).filter(({ name }) => FEEDBACK.test(name));
  }

  /** Inner XML without feedback, rubrics and the interaction. */
  private html(element: XmlElement): string {
    const piece = (part: string | XmlElement): string => {
      if (typeof part === 'string') return escapeXml(part);
      if (this.interactions.includes(part)) return GAP;
      if (FEEDBACK.test(part.name) || part.name === 'rubricBlock') return '';
      const attributes = Object.entries(part.attributes).map(
        ([name, value]) => ` ${name}="${escapeXml(value)}"`,
      );
      const inside = part.content.map(piece).join('');
      const open = `<${part.name}${attributes.join('')}`;
      return inside === '' ? `${open}/>` : `${open}>${inside}</${part.name}>`;
    };
    return element.content.map(piece).join('');
  }

  /** Choices of the interaction, also those that stand in groups. */
  choices(name: string, interaction: XmlElement = this.interaction): XmlElement[] {
    return below(interaction).filter((element) => element.name === name);
  }
}

/** Two texts below each other, in the languages that either has. */
function joined(first: Words, second: Words): Words {
  const languages = [...new Set([...Object.keys(first), ...Object.keys(second)])] as Language[];
  return Object.fromEntries(
    languages.map((language) => [
      language,
      [first[language], second[language]].filter((text) => text !== undefined && text !== '').join('\n'),
    ]),
  );
}
