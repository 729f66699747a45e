import { Injectable } from '@nestjs/common';
import { CatalogueService } from '#catalogue';
import type { Skill } from '#content';
import { itemProposalDecided } from '#events';
import { type Actor, audit, Clock, Db, isSelf, may, notFound, personOf, publish } from '#kernel';
import { canAuthor } from './authoring.access.js';
import { proposalDecided, tooManyProposals } from './authoring.problems.js';
import { proposalProblems, PROPOSALS_A_DAY, type ProposedItem } from './proposal.js';
import {
  closeProposal,
  countProposalsSince,
  insertProposal,
  listApproved,
  listProposals,
  listProposalsOf,
  lockProposal,
  lockProposer,
} from './proposals.queries.js';
import type { AuthorProposal, DecideProposal, OwnProposal, ProposeItem } from './proposals.schemas.js';

const MOST = 200;

/** Questions that colleagues think of, and the author's word on them. Nothing is published by it: files are. */
@Injectable()
export class ProposalsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly catalogue: CatalogueService,
  ) {}

  /** A skill that is taught now. */
  async skill(id: string): Promise<Skill> {
    const skill = (await this.catalogue.current(this.db.read)).skills.get(id);
    if (!skill || skill.status === 'retired') throw notFound('skill');
    return skill;
  }

  /** Keeps a proposal in the actor's language; at most five a day. Gives its id. */
  async propose(actor: Actor, skillId: string, input: ProposeItem): Promise<string> {
    const personId = personOf(actor);
    const { id: skill } = await this.skill(skillId);
    const now = this.clock.now();
    const { stem, right, rightWhy, wrong1, wrong1Why, wrong2, wrong2Why } = input;
    const options = [
      { text: right, why: rightWhy, key: true as const },
      { text: wrong1, why: wrong1Why },
      { text: wrong2, why: wrong2Why },
    ];
    return this.db.transaction(async (tx) => {
      await lockProposer(tx, personId);
      const since = now.subtract({ hours: 24 }).toString();
      if ((await countProposalsSince(tx, personId, since)) >= PROPOSALS_A_DAY) throw tooManyProposals();
      const { language } = actor;
      const id = await insertProposal(tx, { personId, skill, language, stem, options, at: now.toString() });
      const subject = { type: 'item-proposal', id };
      await audit(tx, actor, { action: 'item-proposal.made', subject, changes: { skill } }, now);
      return id;
    });
  }

  /** What the actor proposed, newest first, with the answers. */
  async own(actor: Actor): Promise<OwnProposal[]> {
    return listProposalsOf(this.db.read, personOf(actor));
  }

  /** All proposals for authors, with what the rules have against the text; those that wait first. */
  async list(actor: Actor): Promise<AuthorProposal[]> {
    may(canAuthor(actor));
    const { skills } = await this.catalogue.current(this.db.read);
    return (await listProposals(this.db.read, MOST)).map((proposal) => {
      const skill = skills.get(proposal.skill);
      return { ...proposal, problems: skill ? proposalProblems(proposal, skill) : [] };
    });
  }

  /** Approves or declines a proposal of somebody else, once; they are told. */
  async decide(actor: Actor, id: string, input: DecideProposal): Promise<void> {
    may(canAuthor(actor));
    const at = this.clock.now();
    await this.db.transaction(async (tx) => {
      const found = await lockProposal(tx, id);
      if (!found) throw notFound('proposal');
      may(!isSelf(actor, found.personId));
      if (found.outcome !== null) throw proposalDecided();
      await closeProposal(tx, id, input, { personId: actor.personId, at: at.toString() });
      const { outcome } = input;
      await publish(tx, [itemProposalDecided({ proposalId: id, personId: found.personId, outcome })]);
      const subject = { type: 'item-proposal', id };
      await audit(tx, actor, { action: `item-proposal.${outcome}`, subject, changes: {} }, at);
    });
  }

  /** Approved proposals, for the command that takes them into the drafts of their course. */
  async approved(actor: Actor): Promise<ProposedItem[]> {
    may(actor.kind === 'system' || canAuthor(actor));
    return listApproved(this.db.read);
  }
}
