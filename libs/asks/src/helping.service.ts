import { Injectable } from '@nestjs/common';
import { CatalogueService } from '#catalogue';
import { askTurnEnded } from '#events';
import { type Actor, audit, Clock, Db, one, personOf, publish, rows } from '#kernel';
import { AskRouter } from './ask-router.js';
import type { ChangeHelping, Helping } from './asks.schemas.js';

const USUAL_PER_WEEK = 3;

/** With what, how often and for whom somebody likes to help: their own choice, at any time. */
@Injectable()
export class HelpingService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly catalogue: CatalogueService,
    private readonly router: AskRouter,
  ) {}

  /** Own choices; off as long as nothing was chosen. */
  async own(actor: Actor): Promise<Helping> {
    const found = await one<Helping>(
      this.db.read,
      `SELECT h.is_on AS "isOn", h.languages, h.per_week AS "perWeek", h.helps_reports AS "helpsReports",
         ARRAY(SELECT s.skill FROM ask_helper_skill s WHERE s.person_id = h.person_id ORDER BY s.skill) AS skills
       FROM ask_helper h WHERE h.person_id = $1`,
      [personOf(actor)],
    );
    const unset = { isOn: false, skills: [], perWeek: USUAL_PER_WEEK, helpsReports: false };
    return found ?? { ...unset, languages: [actor.language] };
  }

  /** Skills that can be helped with, in the order of the courses. */
  async skills(): Promise<{ id: string; name: { nl: string; en: string }; category: string }[]> {
    const { skills } = await this.catalogue.current(this.db.read);
    return [...skills.values()]
      .filter(({ status }) => status !== 'retired')
      .map(({ id, name, category }) => ({ id, name, category }));
  }

  /** Writes the choices. Switching off also ends what waits for this person: the next colleague is asked. */
  async change(actor: Actor, input: ChangeHelping): Promise<void> {
    const personId = personOf(actor);
    const now = this.clock.now();
    const known = new Set((await this.skills()).map(({ id }) => id));
    const skills = [...new Set(input.skills.filter((id) => known.has(id)))];
    const languages = input.languages.length > 0 ? [...new Set(input.languages)] : [actor.language];
    await this.db.transaction(async (tx) => {
      await rows(
        tx,
        `INSERT INTO ask_helper (person_id, is_on, per_week, languages, helps_reports, changed_at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (person_id) DO UPDATE SET is_on = excluded.is_on, per_week = excluded.per_week,
           languages = excluded.languages, helps_reports = excluded.helps_reports, changed_at = excluded.changed_at`,
        [personId, input.isOn, input.perWeek, languages, input.helpsReports, now.toString()],
      );
      await rows(tx, 'DELETE FROM ask_helper_skill WHERE person_id = $1', [personId]);
      await rows(
        tx,
        'INSERT INTO ask_helper_skill (person_id, skill) SELECT $1, s FROM unnest($2::text[]) AS s',
        [personId, skills],
      );
      if (!input.isOn) await this.leave(tx, personId, now.toString());
      const changes = { isOn: input.isOn, skills: skills.length, perWeek: input.perWeek };
      await audit(
        tx,
        actor,
        { action: 'helper.changed', subject: { type: 'person', id: personId }, changes },
        now,
      );
    });
  }

  private async leave(tx: Parameters<typeof publish>[0], personId: string, at: string): Promise<void> {
    // The asks first: whoever changes an ask holds it before its turns.
    const asks = await rows<{ id: string }>(
      tx,
      `SELECT a.id FROM ask a JOIN ask_turn t ON t.ask_id = a.id WHERE t.person_id = $1 AND t.outcome IS NULL AND a.state = 'open'
       ORDER BY a.id FOR UPDATE OF a`,
      [personId],
    );
    for (const { id } of asks) {
      await rows(
        tx,
        `UPDATE ask_turn SET outcome = 'passed', ended_at = $3 WHERE ask_id = $1 AND person_id = $2 AND outcome IS NULL`,
        [id, personId, at],
      );
      await publish(tx, askTurnEnded({ askId: id, personId }));
      await this.router.routeNext(tx, id);
    }
  }
}
