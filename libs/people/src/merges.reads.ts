import { Injectable } from '@nestjs/common';
import { type Actor, Clock, Db, hasGrant, may, notFound, rows, type Tx } from '#kernel';
import { type MatchEvidence, wordOf } from './match-chance.js';
import { countOpenMatches, findMatch, listOpenMatches, type StoredMatch } from './matches.queries.js';
import { findMerge, listMerges, type StoredMerge } from './merges.queries.js';
import type { MatchRecord, MatchView, MergesView, MergeView } from './merges.schemas.js';
import { mainFirst } from './people.queries.js';

const SHOWN = 100;

/** Pairs that look like one person, and what HR joined; for HR alone. */
@Injectable()
export class MergesReads {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** Open pairs, the surest first, and the last merges; a hundred of each. */
  async list(actor: Actor): Promise<MergesView> {
    may(hasGrant(actor, 'hr'));
    const tx = this.db.read;
    const open = await this.present(tx, actor, await listOpenMatches(tx, SHOWN));
    return { open, merges: (await listMerges(tx, SHOWN)).map(viewOfMerge) };
  }

  async match(actor: Actor, id: string): Promise<MatchView> {
    may(hasGrant(actor, 'hr'));
    const found = await findMatch(this.db.read, id);
    if (found === undefined) throw notFound('person-match');
    const [view] = await this.present(this.db.read, actor, [found]);
    if (view === undefined) throw notFound('person-match');
    return view;
  }

  async merge(actor: Actor, id: string): Promise<MergeView> {
    may(hasGrant(actor, 'hr'));
    const found = await findMerge(this.db.read, id);
    if (found === undefined) throw notFound('person-merge');
    return viewOfMerge(found);
  }

  /** How many pairs wait for HR. */
  countOpen(): Promise<number> {
    return countOpenMatches(this.db.read);
  }

  private async present(tx: Tx, actor: Actor, matches: readonly StoredMatch[]): Promise<MatchView[]> {
    const ids = [...new Set(matches.flatMap(({ keptId, otherId }) => [keptId, otherId]))];
    const records = await listRecords(tx, ids, this.clock.today(actor.zone).toString());
    return matches.flatMap((match) => {
      const kept = records.get(match.keptId);
      const other = records.get(match.otherId);
      return kept && other ? [viewOfMatch(match, kept, other)] : [];
    });
  }
}

function viewOfMatch(match: StoredMatch, kept: MatchRecord, other: MatchRecord): MatchView {
  const { id, kind, state, chance } = match;
  const likelihood = chance === null ? null : wordOf(chance);
  return { id, kind, state, likelihood, evidence: reasonsOf(match.evidence), kept, other };
}

/** What speaks for a pair first, then what speaks against it. */
function reasonsOf(evidence: MatchEvidence): MatchView['evidence'] {
  const names = {
    same: 'same-name',
    'given-name': 'same-given-name',
    'family-name': 'same-family-name',
    different: 'different-name',
  } as const;
  return [
    names[evidence.name],
    ...(evidence.mail === 'same' ? ['same-mail' as const] : []),
    ...(evidence.team ? ['same-team' as const] : []),
    evidence.together ? ('worked-together' as const) : ('came-back' as const),
  ];
}

async function listRecords(tx: Tx, ids: readonly string[], today: string): Promise<Map<string, MatchRecord>> {
  const found = await rows<MatchRecord>(
    tx,
    `SELECT p.id, p.number, p.display_name AS name, p.email, m.job, t.name AS team, s.name AS site,
            (SELECT coalesce(jsonb_agg(jsonb_build_object('startsOn', lower(e.valid), 'endsOn', upper(e.valid) - 1) ORDER BY e.valid), '[]')
             FROM employment e WHERE e.person_id = p.id) AS periods
     FROM person p
     LEFT JOIN LATERAL (SELECT pl.job, pl.team_id, pl.site_id FROM placement pl WHERE pl.person_id = p.id ORDER BY ${mainFirst('pl', '$2')} LIMIT 1) m ON true
     LEFT JOIN team t ON t.id = m.team_id LEFT JOIN site s ON s.id = m.site_id WHERE p.id = ANY($1::uuid[])`,
    [ids, today],
  );
  return new Map(found.map((record) => [record.id, record]));
}

function viewOfMerge(merge: StoredMerge): MergeView {
  const { id, number, intoId, intoNumber, name, mergedBy } = merge;
  return {
    id,
    number,
    intoId,
    intoNumber,
    name,
    mergedBy,
    mergedAt: merge.mergedAt.toISOString(),
    undoneAt: merge.undoneAt?.toISOString() ?? null,
  };
}
