import { Body, Controller, Get, Post } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import {
  Clock,
  Config,
  type Actor,
  CurrentActor,
  Db,
  enqueue,
  notFound,
  Page,
  parseForm,
  page,
  redirect,
  setClock,
  SystemClock,
  type View,
} from '#kernel';
import { t } from '#ui';

const travel = z.object({
  on: z.preprocess((value) => (value === '' ? undefined : value), z.iso.date().optional()),
});

/** "What would it look like in March?": moves the demo's one clock. */
@Controller()
export class ClockPages {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  @Get('dev/clock')
  @Page({ access: ['employee'], demo: true })
  show(@CurrentActor() actor: Actor): View {
    const today = this.clock.today(actor.zone);
    const jumps = [
      { key: 'week', on: today.add({ weeks: 1 }) },
      { key: 'month', on: today.add({ months: 1 }) },
      { key: 'half_year', on: today.add({ months: 6 }) },
      { key: 'year', on: today.add({ years: 1 }) },
    ].map(({ key, on }) => ({ label: t(actor.language, `home.travel_${key}`), on: on.toString() }));
    return page(
      'home/clock',
      { today: today.toString(), jumps },
      { title: t(actor.language, 'home.travel_title') },
    );
  }

  @Post('dev/clock')
  @Page({ access: ['employee'], demo: true })
  async travel(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<View> {
    if (!(this.clock instanceof SystemClock) || !this.config.demo) throw notFound('page');
    const form = parseForm(travel, body);
    if (form.ok) {
      const day = form.value.on;
      const at = day
        ? Temporal.PlainDate.from(day)
            .toZonedDateTime({ timeZone: actor.zone, plainTime: '09:30' })
            .toInstant()
        : null;
      await setClock(this.db, this.clock, at);
      // What would have happened at night happens now.
      await this.db.transaction((tx) => enqueue(tx, 'kernel.catch-up', {}));
    }
    return redirect('/today', { flash: { tone: 'info', key: 'home.travelled' } });
  }
}
