import type { AnswerSheet } from '../support/answers.js';
import type { TestApp } from '../support/app.js';
import type { CastName } from '../support/cast.js';
import type { SeenPage, Visitor } from '../support/visitor.js';

/** More pages than any test or lesson has: a story that gets here goes round in circles. */
const PATIENCE = 80;

/** Somebody who learns, by the links and forms of the pages alone, with the answers from the authors' own files. */
export class Learner {
  private constructor(
    private readonly house: TestApp,
    readonly visitor: Visitor,
    private readonly sheet: AnswerSheet,
  ) {}

  static async signIn(house: TestApp, name: CastName, sheet: AnswerSheet): Promise<Learner> {
    return new Learner(house, await house.visit(name), sheet);
  }

  /** Somebody who is no member of the cast. */
  static at(house: TestApp, visitor: Visitor, sheet: AnswerSheet): Learner {
    return new Learner(house, visitor, sheet);
  }

  get page(): SeenPage {
    return this.visitor.current;
  }

  /** The one thing to do now: opens Today, presses its only primary button, and says where that leads. */
  async followToday(): Promise<'placement' | 'lesson' | 'exam' | 'practice' | 'nothing'> {
    const today = await this.visitor.open('/today');
    const href = primaryLinks(today.html)[0];
    if (!href) return 'nothing';
    await this.visitor.open(href);
    if (href.startsWith('/placement/')) return 'placement';
    if (href.startsWith('/lessons/')) return 'lesson';
    if (href.startsWith('/exams/')) return 'exam';
    if (href.startsWith('/practice')) return 'practice';
    throw new Error(`Today leads to ${href}, of which this story knows nothing.`);
  }

  /** From the page before a placement test to its result; says "I don't know yet" to what `knows` denies. */
  async takePlacement(knows: (skill: string) => boolean): Promise<SeenPage> {
    await this.visitor.submit('/placement/');
    for (let n = 1; n <= PATIENCE && !this.page.url.endsWith('/result'); n += 1) {
      const isKnown = knows(this.sheet.find(this.page.html).item.skill);
      await (isKnown
        ? this.visitor.submit('/answers', this.sheet.fields(this.page.html, true), 'Bewaar')
        : this.visitor.submit('/answers', {}, 'Weet ik nog niet'));
    }
    await this.house.drain();
    return this.page;
  }

  /** The card of a lesson that is open now: answers its question when it asks one, else goes on. */
  async turnCard(): Promise<SeenPage> {
    const { html } = this.page;
    const isQuestion = /<form[^>]*action="[^"]*\/answers"/.test(html);
    if (isQuestion)
      return this.visitor.submit('/answers', { ...this.sheet.fields(html, true), confidence: 'fairly' });
    const link = primaryLinks(html)[0];
    if (link) return this.visitor.open(link);
    const isLast = /<form[^>]*action="[^"]*\/completion"/.test(html);
    return this.visitor.submit(isLast ? '/completion' : '/position');
  }

  /** From any card of a lesson to its end. Gives the headings of the cards that were turned. */
  async finishLesson(): Promise<string[]> {
    const headings: string[] = [];
    for (let n = 1; n <= PATIENCE && this.page.url.startsWith('/lessons/'); n += 1) {
      const heading = /<h1[^>]*>([^]*?)<\/h1>/.exec(this.page.html)?.[1] ?? '';
      if (headings.at(-1) !== heading) headings.push(heading);
      await this.turnCard();
    }
    await this.house.drain();
    return headings;
  }

  /** A whole round of practice, of one skill or of what is due; `isRight` says for the nth question whether to answer it well. */
  async practise(
    skill?: string,
    confidence: 'unsure' | 'sure' = 'sure',
    isRight: (n: number) => boolean = () => true,
  ): Promise<SeenPage> {
    await this.visitor.open(skill ? `/practice?skill=${skill}` : '/practice');
    await this.visitor.submit('/practice');
    for (let n = 1; n <= PATIENCE && !this.page.url.endsWith('/done'); n += 1) {
      await this.visitor.submit('/answers', {
        ...this.sheet.fields(this.page.html, isRight(n)),
        confidence,
      });
      await this.visitor.open(primaryLinks(this.page.html)[0] ?? '/practice');
    }
    await this.house.drain();
    return this.page;
  }

  /** From the page before an exam to its result; `isRight` says for the nth question whether to answer it well. */
  async takeExam(
    isRight: (n: number) => boolean,
    look: (page: SeenPage, n: number) => void = () => undefined,
  ): Promise<SeenPage> {
    const start = this.page.html.includes('<html lang="en"') ? 'Start the exam' : 'Start het examen';
    await this.visitor.submit('/exams/', {}, start);
    return this.answerOn(isRight, look);
  }

  /** From the question on the screen to the result. */
  async answerOn(
    isRight: (n: number) => boolean,
    look: (page: SeenPage, n: number) => void = () => undefined,
  ): Promise<SeenPage> {
    for (let n = 1; n <= PATIENCE && !this.page.url.endsWith('/result'); n += 1) {
      look(this.page, n);
      await this.visitor.submit('/answers', this.sheet.fields(this.page.html, isRight(n)));
    }
    await this.house.drain();
    return this.page;
  }
}

/** Where the primary buttons of a page lead that are links. */
export function primaryLinks(html: string): string[] {
  return [...html.matchAll(/<a class="btn(?: primary)?" href="([^"]+)"/g)].map(([, href = '']) =>
    href.replaceAll('&amp;', '&').replaceAll('&#x3D;', '='),
  );
}
