import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, Db, page, Page, parseForm, redirect } from '#kernel';
import type { Actor, View } from '#kernel';
import { formatDate, t } from '#ui';
import { policiesPaths } from './policies.paths.js';
import { askWaiverForm, waiverStep } from './policies.schemas.js';
import { PoliciesService } from './policies.service.js';
import { WAIVER_KINDS } from './waiver.js';
import { findPersonByNumber } from './waivers.queries.js';
import type { Waiver } from './waivers.queries.js';
import { WaiversService } from './waivers.service.js';

const TONES = { asked: 'warn', granted: 'ok', refused: 'muted', withdrawn: 'muted' } as const;

/** Waivers and extensions: what waits for a second person first. */
@Controller('policies/waivers')
export class WaiversPages {
  constructor(
    private readonly db: Db,
    private readonly waivers: WaiversService,
    private readonly policies: PoliciesService,
  ) {}

  @Get()
  @Page({ access: ['hr'] })
  show(@CurrentActor() actor: Actor): Promise<View> {
    return this.list(actor, { kind: 'waiver' }, {});
  }

  @Post()
  @Page({ access: ['hr'] })
  async ask(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<View> {
    const form = parseForm(askWaiverForm.loose(), body);
    if (!form.ok) return this.list(actor, form.input, form.errors);
    const { policyId, number, kind, until, reason } = form.value;
    const personId = await findPersonByNumber(this.db.read, number);
    if (personId === undefined) return this.list(actor, form.value, { number: 'policies.error_number' });
    await this.waivers.ask(actor, policyId, { personId, kind, until, reason });
    return redirect(policiesPaths.waivers(), { flash: { tone: 'ok', key: 'policies.waiver_asked' } });
  }

  @Post(':id')
  @Page({ access: ['hr'] })
  async decide(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: z.uuid() }) id: string,
    @Body() body: unknown,
  ): Promise<View> {
    const form = parseForm(waiverStep.loose(), body);
    if (form.ok) await this.waivers.decide(actor, id, form.value.do);
    return redirect(policiesPaths.waivers(), { flash: { tone: 'ok', key: 'policies.waiver_decided' } });
  }

  private async list(
    actor: Actor,
    values: Readonly<Record<string, unknown>>,
    errors: Readonly<Record<string, unknown>>,
  ): Promise<View> {
    const { language } = actor;
    const rows = (await this.waivers.list(actor)).map((one) => presentWaiver(one, actor));
    const policies = (await this.policies.list(actor))
      .filter(({ state }) => state !== 'draft')
      .map(({ id, title }) => ({ value: id, label: title[language] }));
    const kinds = WAIVER_KINDS.map((kind) => ({
      value: kind,
      label: t(language, `policies.waiver_kind_${kind}`),
      hint: t(language, `policies.waiver_hint_${kind}`),
    }));
    const title = t(language, 'policies.waivers_title');
    const isWrong = Object.keys(errors).length > 0;
    const model = { rows, policies, kinds, values, errors };
    return page('policies/waivers', model, { title, ...(isWrong ? { status: 422 } : {}) });
  }
}

function presentWaiver(one: Waiver, { language, personId }: Actor) {
  const isAsker = one.askedBy === personId;
  return {
    id: one.id,
    name: one.displayName,
    policy: one.title[language],
    kind: t(language, `policies.waiver_kind_${one.kind}`),
    until: formatDate(language, one.until),
    reason: one.reason,
    state: t(language, `policies.waiver_state_${one.state}`),
    tone: TONES[one.state],
    by: [one.askedByName, one.decidedByName].filter((name) => name !== null).join(' → '),
    canGrant: one.state === 'asked' && !isAsker && one.personId !== personId,
    canRefuse: one.state === 'asked' && one.personId !== personId,
    canWithdraw: one.state === 'granted' && one.personId !== personId,
  };
}
