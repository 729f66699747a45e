import { type Actor, page, type PageView } from '#kernel';
import { t } from '#ui';
import type { LicencesReads } from './licences.reads.js';

/** One act on the page of a licence whose form came back: which one, what was typed and what is wrong with it. */
export interface FailedAct {
  readonly act: string;
  readonly errors: Readonly<Record<string, string>>;
  readonly input: Readonly<Record<string, unknown>>;
}

/** HR's page of one licence; with the form that somebody has to put right (422). */
export async function licencePage(
  reads: LicencesReads,
  actor: Actor,
  id: string,
  failed?: FailedAct,
): Promise<PageView> {
  const model = await reads.show(actor, id);
  const title = t(actor.language, 'licences.licence_title', { name: String(model['name']) });
  if (!failed) return page('licences/licence', { ...model, form: null }, { title });
  // Several forms on one page have a field "reason": the summary links to the one of this act.
  const summary = Object.fromEntries(
    Object.entries(failed.errors).map(([field, key]) => [`${failed.act}-${field}`, key]),
  );
  return page(
    'licences/licence',
    { ...model, form: { ...failed, summary } },
    { title: t(actor.language, 'licences.error_title', { title }), status: 422 },
  );
}
