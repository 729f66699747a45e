import type { Area, Item, Language } from '#content';

/** A text in the languages that are known; a language that is missing is left out. */
export type Words = { readonly [language in Language]?: string };

/** Something to choose. Ids are our own: short, lower case, unique in their list. */
export interface DraftPart {
  readonly id: string;
  readonly text: Words;
}

/** Something to choose with its explanation, which may be empty. */
export interface DraftStep extends DraftPart {
  readonly why: Words;
}

export interface DraftOption extends DraftStep {
  readonly key: boolean;
}

/** One step of a scenario: what happens, the question and its options. */
export interface DraftScene extends DraftPart {
  readonly shuffle: boolean;
  readonly options: readonly DraftOption[];
}

/** A part of a picture; `at` is x, y, width and height in units of our drawings (`PICTURE`). */
export interface DraftArea extends DraftOption {
  readonly at: Area;
}

export type Pair = readonly [string, string];

/** What is asked and what is right, in one shape for all formats. */
export type Question =
  | {
      readonly type: 'single' | 'multiple';
      readonly shuffle: boolean;
      /** all: one mark or none. partial: (right - wrong) / number of right ones. Without meaning for single. */
      readonly scoring: 'all' | 'partial';
      readonly options: readonly DraftOption[];
    }
  | {
      readonly type: 'order';
      /** In the right order. */
      readonly steps: readonly DraftStep[];
      /** Pairs of step ids that must hold: the first before the second. */
      readonly accept: readonly Pair[];
    }
  | {
      readonly type: 'match';
      readonly left: readonly DraftPart[];
      readonly right: readonly DraftPart[];
      /** One pair for each left part: its id and that of the right part that belongs to it. */
      readonly pairs: readonly Pair[];
      /** By the id of the left part. */
      readonly why: Readonly<Record<string, Words>>;
    }
  | {
      readonly type: 'text';
      /** Regular expressions as `text` items have them. */
      readonly accept: readonly { readonly lang: Language | 'any'; readonly pattern: string }[];
      readonly near: readonly { readonly pattern: string; readonly why: Words }[];
      readonly why: Words;
      readonly example: Words;
    }
  | {
      readonly type: 'scenario';
      readonly scoring: 'all' | 'partial';
      readonly steps: readonly DraftScene[];
    }
  | {
      readonly type: 'hotspot';
      /** Names of drawings in items/media; empty where the file has no drawing that we can take. */
      readonly picture: Words;
      readonly alt: Words;
      readonly areas: readonly DraftArea[];
    };

/** What our items have beside the question; of foreign files hardly anything of it is known. */
export type Details = Partial<
  Pick<
    Item,
    | 'id'
    | 'version'
    | 'skill'
    | 'use'
    | 'status'
    | 'family'
    | 'objective'
    | 'bloom'
    | 'digcomp'
    | 'difficulty'
    | 'time_s'
    | 'review'
  >
>;

/** One question between two formats. */
export interface Draft {
  /** Which items of the file it holds, counted from 1; two when the file has one item for each language. */
  readonly numbers: readonly number[];
  /** The file's own id or title of it; empty when it has none. */
  readonly name: string;
  /** The file's own folders, outermost first. */
  readonly category: readonly string[];
  readonly stem: Words;
  readonly rule: Words;
  readonly details: Details;
  readonly question: Question;
}

/** Something that did not come along. */
export interface Report {
  /**
   * not-imported: the whole item stayed out. imported-without: it came, and something of it did not. not-exported: the
   * other format has no form for it, so it is not in the file.
   */
  readonly outcome: 'not-imported' | 'imported-without' | 'not-exported';
  /** A word for programs, such as `unknown-type` or `picture`. */
  readonly reason: string;
  /** A sentence for people. */
  readonly detail: string;
  /** Which item of the file, from 1; null for the file as a whole. */
  readonly number: number | null;
  /** The file's own id or title of the item. */
  readonly name: string;
  /** Where the item begins in its file, from 1; null in a file without lines. */
  readonly line: number | null;
  /** The file inside a package; empty for a file on its own. */
  readonly part: string;
}

/** What reading a file gives: each of its items stands in one draft, or in one report that it was not imported. */
export interface Reading {
  /** Null when nobody can tell. */
  readonly format: Format | null;
  /** How many items the file has. */
  readonly items: number;
  readonly drafts: readonly Draft[];
  readonly reports: readonly Report[];
  /** Drawings that came along, by the name under which questions ask for a part of them. */
  readonly pictures?: ReadonlyMap<string, Uint8Array>;
}

export const FORMATS = ['gift', 'aiken', 'moodle-xml', 'qti'] as const;
export type Format = (typeof FORMATS)[number];

/** How many items of the file came in, and how many did not; together they are `items`. */
export const countsOf = ({ items, drafts, reports }: Reading) => ({
  items,
  imported: drafts.reduce((sum, { numbers }) => sum + numbers.length, 0),
  notImported: reports.filter(({ outcome, number }) => outcome === 'not-imported' && number !== null).length,
  drafts: drafts.length,
});
