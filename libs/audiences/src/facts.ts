/** What HR knows about one job of one person on one day: a row of person_facts(on), in memory. */
export interface JobFacts {
  personId: string;
  displayName: string;
  teamCode: string;
  teamName: string;
  /** '/DNV/FIN/FIN-CRED/': the codes from the top of the tree down to the person's own team. */
  teamPath: string;
  job: string;
  siteName: string;
  /** Null when the HR record names none; then no condition about hours is met. */
  weeklyHours: number | null;
  /** 'YYYY-MM-DD' */
  employmentStart: string;
  isManager: boolean;
}

/** One person with all jobs held on the day asked about, and the licence categories held on it. */
export interface PersonFacts {
  personId: string;
  displayName: string;
  jobs: readonly JobFacts[];
  held: ReadonlySet<string>;
}
