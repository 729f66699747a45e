/** The four fields of an ask, as they were typed. */
export interface TrailAsk {
  readonly wants: string;
  readonly sees: string;
  readonly tried: string;
  readonly urgency: string;
}

/** What goes along from rung to rung: nobody types anything twice, and no words stand in a URL. */
export interface Trail {
  readonly id: string;
  /** What was searched for, as typed; '' when somebody came straight to a card. */
  readonly words: string;
  readonly language: 'nl' | 'en';
  /** windows, mac, iphone, android or browser. */
  readonly device: string | null;
  readonly cardSlug: string | null;
  readonly cardTitle: string | null;
  /** Id of the skill that the card is about. */
  readonly skill: string | null;
  /** The steps that were ticked, in the reader's language. */
  readonly stepsTried: readonly string[];
  readonly ask: TrailAsk | null;
}
