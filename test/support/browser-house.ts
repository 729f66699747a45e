import type { Browser, Page } from 'playwright-core';
import { rows } from '#kernel';
import { AnswerSheet } from './answers.js';
import { testApp, type TestApp, type TestAppOptions } from './app.js';
import { launchBrowser, Window, type WindowOptions } from './browser.js';
import type { CastName } from './cast.js';
import { Typist } from './keyboard.js';
import { ScreenLearner } from './screen-learner.js';

/** Somebody who is signed in, at a window that is still empty. */
export interface Seat {
  readonly window: Window;
  readonly page: Page;
  /** The same somebody without a mouse. */
  readonly keys: Typist;
  readonly learner: ScreenLearner;
  /** A text of the product in the window's language. */
  readonly word: (key: string, args?: Record<string, string | number>) => string;
  /** What the middle of the page says now. */
  readonly main: () => Promise<string>;
}

/** The whole product, listening, with a browser and the authors' answers; its parts are there from `beforeAll` on. */
export interface BrowserHouse extends TestApp {
  readonly browser: Browser;
  readonly origin: string;
  readonly sheet: AnswerSheet;
  open(options?: WindowOptions): Promise<Window>;
  /**
   * One of the cast at a window, who reads in the window's language, whatever HR recorded. They don't come in by the
   * pages of sign-in: those have stories of their own, which call `ScreenLearner.signInByCast`.
   */
  signIn(name: CastName, options: WindowOptions): Promise<Seat>;
  /** The same for somebody who is no member of the cast. */
  signInAs(personId: string, options: WindowOptions): Promise<Seat>;
}

/** Sets a house up before the specs of this `describe`, and closes it and its browser after them. */
export function browserHouse(options?: TestAppOptions): BrowserHouse {
  const house = {
    open: (way) => Window.open(house.browser, house.origin, way),
    signIn: async (name, way) => house.signInAs(await house.idOf(name), way),
    signInAs: (personId, way) => signInAs(house, personId, way),
  } as BrowserHouse;
  beforeAll(async () => {
    Object.assign(house, await testApp(options));
    const [origin, browser, sheet] = await Promise.all([house.listen(), launchBrowser(), AnswerSheet.load()]);
    Object.assign(house, { origin, browser, sheet });
  }, 240_000);
  afterAll(async () => {
    // Without a database there was no house, and Jest told so already.
    await house.browser?.close();
    await house.close?.();
  });
  return house;
}

async function signInAs(house: BrowserHouse, personId: string, way: WindowOptions): Promise<Seat> {
  const window = await house.open(way);
  await rows(
    house.db.read,
    'INSERT INTO preference (person_id, language) VALUES ($1, $2) ON CONFLICT (person_id) DO UPDATE SET language = $2',
    [personId, window.language],
  );
  const answer = await window.context.request.post(`${house.origin}/login/demo`, { form: { personId } });
  expect(answer.ok()).toBe(true);
  const learner = new ScreenLearner(house, window, house.sheet, way.javaScript ?? true);
  return {
    window,
    page: window.page,
    keys: new Typist(window),
    learner,
    word: learner.word.bind(learner),
    main: () => window.page.locator('main').innerText(),
  };
}
