/** What is the matter; one language is enough in a hurry, and then everybody reads that one. */
export interface IncidentText {
  readonly title: string;
  readonly text: string;
  /** How it ended; '' as long as it goes on. */
  readonly ending: string;
}

export interface IncidentBody {
  readonly nl: IncidentText | null;
  readonly en: IncidentText | null;
}
