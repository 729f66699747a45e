import type { Language } from '#kernel';
import { t } from '#ui';
import { authoringPaths } from './authoring.paths.js';
import type { AuthorProposal, OwnProposal } from './proposals.schemas.js';
import type { SentForm } from './reports.presenter.js';

/** Names a skill in a language. */
export type SkillNames = (id: string) => string;

const TONES = { approved: 'ok', declined: 'muted' } as const;

/** One proposal, with its answers and explanations. */
export const proposalModel = (language: Language, proposal: OwnProposal, nameOf: SkillNames) => ({
  ...{ id: proposal.id, skill: nameOf(proposal.skill), stem: proposal.stem, lang: proposal.language },
  options: proposal.options.map(({ text, why, key }) => ({ text, why, isKey: key === true })),
  ...{ at: proposal.proposedAt, answer: proposal.answer },
  state: t(language, `authoring.proposal_${proposal.outcome ?? 'waiting'}`),
  tone: proposal.outcome === null ? 'info' : TONES[proposal.outcome],
});

/** The model of /author/proposals. */
export function proposalsPage(
  language: Language,
  proposals: readonly AuthorProposal[],
  {
    nameOf,
    reader,
    sent,
  }: {
    readonly nameOf: SkillNames;
    /** Whose own proposals somebody else must decide about. */
    readonly reader: string | null;
    readonly sent?: (SentForm & { readonly id: string }) | undefined;
  },
) {
  const model = (proposal: AuthorProposal) => {
    const form = sent?.id === proposal.id ? sent : undefined;
    return {
      ...proposalModel(language, proposal, nameOf),
      ...{ proposer: proposal.proposer.name, problems: proposal.problems },
      isOwn: proposal.proposer.id === reader,
      action: authoringPaths.proposalDecision({ id: proposal.id }),
      ...{ errors: form?.errors, input: form?.input, isOpen: form !== undefined },
    };
  };
  return {
    waiting: proposals.filter(({ outcome }) => outcome === null).map(model),
    decided: proposals.filter(({ outcome }) => outcome !== null).map(model),
    outcomes: (['approved', 'declined'] as const).map((value) => ({
      value,
      label: t(language, `authoring.decide_${value}`),
    })),
    errors: sent?.errors,
  };
}
