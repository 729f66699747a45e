import { createHash } from 'node:crypto';

/** Marks a list of categories: lines that speak of another list are worked out anew. */
export const markOf = (categories: readonly string[]): string =>
  createHash('sha256')
    .update([...categories].sort().join('\n'))
    .digest('hex')
    .slice(0, 8);

/**
 * Of `p`, a person: what is held and asked. `in_order`, `ends_on` and the others say in SQL what `isInOrder`,
 * `hasSomethingDue` and `summarise` of the home pages say of members; team-digest.spec.ts compares them.
 */
export const factsOf = (categories: string): string => `
  CROSS JOIN LATERAL (
    SELECT coalesce(array_agg(category) FILTER (WHERE state IN ('valid', 'renewal', 'grace')), '{}') AS held,
           coalesce(array_agg(category) FILTER (WHERE counts AND state NOT IN ('expired', 'revoked')), '{}') AS taken,
           coalesce(bool_or(counts AND state = 'suspended'), false) AS suspended,
           min(ends_on) FILTER (WHERE counts AND state IN ('renewal', 'grace')) AS renew_on,
           min(ends_on) FILTER (WHERE counts AND state IN ('valid', 'renewal', 'grace')) AS ends_on,
           coalesce(json_agg(json_build_array(category, state, valid_until, grace_until) ORDER BY category)::text, '[]') AS licences
    FROM (SELECT category, state, valid_until, grace_until, category = ANY (${categories}::text[]) AS counts,
                 CASE state WHEN 'grace' THEN grace_until ELSE valid_until END AS ends_on
          FROM licence_standing WHERE person_id = p.id) l) l
  CROSS JOIN LATERAL (
    SELECT NOT coalesce(bool_or(state = 'open' AND category <> ALL (l.held)), false) AS in_order,
           min(due_on) FILTER (WHERE state = 'open' AND category = ANY (${categories}::text[]) AND category <> ALL (l.taken)) AS due_on,
           coalesce(json_agg(json_build_array(category, state, due_on, night_shift) ORDER BY category)::text, '[]') AS requirements
    FROM requirement_standing WHERE person_id = p.id) r`;

/** By family name; with the collation of the language it is compared in. */
export const SORT_KEY = `p.family_name || ' ' || p.given_name`;
