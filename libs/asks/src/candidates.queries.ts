import { one, rows, type Tx } from '#kernel';
import { directWindowsOf, listReachable, type NudgeRules } from '#nudges';
import type { PeopleService } from '#people';
import type { Temporal } from 'temporal-polyfill';
import type { AskFacts, Candidate } from './route-ask.js';

/** More than this nobody needs to be chosen from; those asked least lately come first. */
const MOST = 400;
const DAY = 86_400_000;

/** Where an ask comes from. */
export interface AskOrigin {
  readonly askerId: string;
  readonly askId: string | null;
  readonly skill: string | null;
  readonly language: 'nl' | 'en';
}

/** Site, team, shift and managers of the asker (deputies included), and who was asked before; one statement. */
export async function loadAskFacts(tx: Tx, origin: AskOrigin, today: string): Promise<AskFacts> {
  const found = await one<Omit<AskFacts, 'askerId' | 'skill' | 'language'>>(
    tx,
    `WITH own AS (
       SELECT site_id, team_id, night_shift, manager_id FROM placement
       WHERE person_id = $1 AND valid @> $2::date ORDER BY seat),
     managers AS (SELECT manager_id AS id FROM own WHERE manager_id IS NOT NULL)
     SELECT (SELECT site_id FROM own LIMIT 1) AS "siteId", (SELECT team_id FROM own LIMIT 1) AS "teamId",
       coalesce((SELECT bool_or(night_shift) FROM own), false) AS "isNightShift",
       ARRAY(SELECT id FROM managers UNION SELECT d.person_id FROM deputy d JOIN managers m ON m.id = d.manager_id
             WHERE d.valid @> $2::date) AS "managerIds",
       ARRAY(SELECT person_id FROM ask_turn WHERE ask_id = $3) AS "askedIds"`,
    [origin.askerId, today, origin.askId],
  );
  if (!found) throw new Error('a statement without tables gives a row');
  return { ...found, askerId: origin.askerId, skill: origin.skill, language: origin.language };
}

interface CandidateRow {
  readonly personId: string;
  readonly languages: readonly string[];
  readonly perWeek: number;
  readonly helpsReports: boolean;
  readonly siteId: string | null;
  readonly teamId: string | null;
  readonly isLicensed: boolean;
  readonly evidenceAt: Date | null;
  readonly solved: number;
  readonly openAsks: number;
  readonly asksThisWeek: number;
  readonly askedLately: number;
}

/**
 * Colleagues who like to help with a skill, with all that decides between them: their figures in one statement, their
 * calendars as the messages have them. `category` is the licence that the skill belongs to; null means any.
 */
export async function loadCandidates(
  tx: Tx,
  parts: { readonly people: PeopleService; readonly rules: NudgeRules },
  wanted: { readonly skill: string | null; readonly category: string | null; readonly siteId: string | null },
  now: Temporal.Instant,
): Promise<Candidate[]> {
  const found = await rows<CandidateRow>(tx, CANDIDATES, [
    now.toString(),
    wanted.skill,
    wanted.category,
    wanted.siteId,
    MOST,
  ]);
  const reachable = await listReachable(
    tx,
    parts.people,
    found.map(({ personId }) => personId),
    now,
  );
  const at = now.epochMilliseconds;
  return found.flatMap(({ evidenceAt, ...row }) => {
    const person = reachable.get(row.personId)?.recipient;
    if (!person) return [];
    const { calendar, preferences, sentBefore } = person;
    const room = Math.min(preferences.perWeek ?? parts.rules.perWeek, parts.rules.perWeek);
    const told = sentBefore.filter((moment) => moment.epochMilliseconds > at - 7 * DAY).length;
    return [
      {
        ...row,
        isWilling: true,
        evidenceDays: evidenceAt && (at - evidenceAt.getTime()) / DAY,
        calendar,
        windows: directWindowsOf(calendar, parts.rules),
        pausedUntil: preferences.pausedUntil?.epochMilliseconds ?? null,
        hears: told < room,
      },
    ];
  });
}

// The helpers of a large employer are narrowed to those asked least lately before their evidence is looked up.
const CANDIDATES = `
  WITH load AS (
    SELECT u.person_id, count(*) FILTER (WHERE u.outcome IS NULL OR (u.outcome = 'taken' AND a.state = 'open')) AS open,
      count(*) FILTER (WHERE u.asked_at > $1::timestamptz - interval '7 days') AS week,
      count(*) FILTER (WHERE u.asked_at > $1::timestamptz - interval '28 days') AS month
    FROM ask_turn u JOIN ask a ON a.id = u.ask_id
    WHERE u.asked_at > $1::timestamptz - interval '28 days' OR a.state = 'open' GROUP BY u.person_id),
  near AS (
    SELECT h.*, m.site_id, m.team_id, coalesce(t.open, 0)::int AS open, coalesce(t.week, 0)::int AS week,
      coalesce(t.month, 0)::int AS month
    FROM ask_helper h
    JOIN LATERAL (
      SELECT pl.site_id, pl.team_id FROM placement pl
      WHERE pl.person_id = h.person_id AND pl.valid @> $1::timestamptz::date ORDER BY pl.seat LIMIT 1) m ON true
    LEFT JOIN load t ON t.person_id = h.person_id
    WHERE h.is_on AND ($2::text IS NULL
      OR EXISTS (SELECT 1 FROM ask_helper_skill w WHERE w.person_id = h.person_id AND w.skill = $2))
    ORDER BY coalesce(t.month, 0), m.site_id IS DISTINCT FROM $4::uuid, h.person_id LIMIT $5)
  SELECT h.person_id AS "personId", h.languages, h.per_week AS "perWeek", h.helps_reports AS "helpsReports",
    h.site_id AS "siteId", h.team_id AS "teamId", l.since IS NOT NULL AS "isLicensed",
    greatest(l.since, c.reviewed, s.latest) AS "evidenceAt", coalesce(s.n, 0)::int AS solved,
    h.open AS "openAsks", h.week AS "asksThisWeek", h.month AS "askedLately"
  FROM near h
  LEFT JOIN LATERAL (
    SELECT max(o.valid_from)::timestamptz AS since FROM licence o
    WHERE o.person_id = h.person_id AND ($3::text IS NULL OR o.category = $3) AND o.state IN ('valid', 'renewal', 'grace')) l ON true
  LEFT JOIN LATERAL (
    SELECT max(r.reviewed_at) AS reviewed FROM review_card r
    WHERE r.person_id = h.person_id AND ($2::text IS NULL OR r.skill = $2)) c ON true
  LEFT JOIN LATERAL (
    SELECT count(*) AS n, max(k.ended_at) AS latest FROM ask k
    WHERE k.helper_id = h.person_id AND k.state = 'solved' AND ($2::text IS NULL OR k.skill = $2)) s ON true
  ORDER BY h.person_id`;
