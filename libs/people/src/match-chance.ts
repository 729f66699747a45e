/** What speaks for and against two records being one human being. Counts are of people in the company, those two included. */
export interface MatchEvidence {
  readonly name: 'same' | 'given-name' | 'family-name' | 'different';
  /** How many people bear this full name, at least 2 when it is the same. */
  readonly nameBearers: number;
  readonly mail: 'same' | 'different' | 'unknown';
  /** How many people use this address, at least 2 when it is the same. */
  readonly mailUsers: number;
  /** The newer record begins in the team where the older one ended or is. */
  readonly team: boolean;
  /** How many people ever worked in that team. */
  readonly teamPeople: number;
  /** Both were employed on one day. */
  readonly together: boolean;
}

/** From this chance on a pair is put before HR. */
export const WORTH_ASKING = 0.2;

/**
 * The chance, 0 to 1, that two records are one human being, in a company of `people` records (1 or more). Bayes over
 * likelihood ratios (Fellegi and Sunter, "A Theory for Record Linkage", 1969), with the frequency of the very name and
 * address in this company: a rare name says more than a common one, and an address that thirty people share says
 * nothing. One newcomer in twenty is taken to have been here before.
 */
export function matchChance(evidence: MatchEvidence, people: number): number {
  const before = 0.05 / Math.max(people, 1);
  const odds =
    before *
    nameRatio(evidence, people) *
    mailRatio(evidence, people) *
    teamRatio(evidence, people) *
    (evidence.together ? 0.15 / 0.7 : 0.85 / 0.3);
  return odds / (1 + odds);
}

/**
 * Each ratio is how often one person's two records agree like this, over how often two people's do. A full name is
 * borne by one in 50,000 (the weight of the prior); somebody who married keeps the given name.
 */
function nameRatio({ name, nameBearers }: MatchEvidence, people: number): number {
  switch (name) {
    case 'same':
      return 0.93 / ((Math.max(nameBearers - 2, 0) + 1) / (people + 50_000));
    case 'given-name':
      return 0.04 / 0.01;
    case 'family-name':
      return 0.02 / 0.002;
    case 'different':
      return 0.01;
  }
}

/** An address is meant for one person; two people who share one are one pair in ten thousand, unless more use it. */
function mailRatio({ mail, mailUsers }: MatchEvidence, people: number): number {
  if (mail === 'unknown') return 1;
  if (mail === 'different') return 0.4 / 0.95;
  return 0.5 / ((Math.max(mailUsers - 2, 0) + 0.02) / (people + 200));
}

function teamRatio({ team, teamPeople }: MatchEvidence, people: number): number {
  const share = Math.min(Math.max(teamPeople, 1) / Math.max(people, 1), 0.9);
  return team ? Math.max(0.35 / share, 1) : 0.65 / (1 - Math.min(share, 0.35));
}

/** How HR reads a chance: nobody needs the number. */
export function wordOf(chance: number): 'almost-certain' | 'likely' | 'possible' {
  return chance >= 0.95 ? 'almost-certain' : chance >= 0.6 ? 'likely' : 'possible';
}
