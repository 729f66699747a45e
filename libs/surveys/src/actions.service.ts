import { Injectable } from '@nestjs/common';
import { type Actor, audit, Clock, Db, invalidInput, may, notFound } from '#kernel';
import { listVips, saveVips } from './participation.queries.js';
import { allows } from './survey.js';
import { canRun } from './surveys.access.js';
import { wrongState } from './surveys.problems.js';
import { addAction, findByNumbers, findSurvey, markActionDone } from './surveys.queries.js';
import type { ActionInput } from './surveys.schemas.js';
import { homeToday } from './turn-surveys.js';

/** What HR does with results: actions with an owner and a day, and who counts as a VIP. */
@Injectable()
export class ActionsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** You said, we do: tied to one question of a closed survey. Gives its id. */
  async add(actor: Actor, surveyId: string, input: ActionInput): Promise<string> {
    const now = this.clock.now();
    return this.db.transaction(async (tx) => {
      const survey = await findSurvey(tx, surveyId);
      if (!survey) throw notFound('survey');
      may(canRun(actor));
      if (!allows(survey.state, 'read')) throw wrongState();
      const [owner] = await findByNumbers(tx, [input.owner]);
      const wrong = [
        ...(survey.questions.includes(input.question)
          ? []
          : [['/question', 'surveys.wrong_question'] as const]),
        ...(owner ? [] : [['/owner', 'surveys.wrong_number'] as const]),
        ...(input.dueOn >= homeToday(now) ? [] : [['/dueOn', 'surveys.wrong_due'] as const]),
      ];
      if (!owner || wrong.length > 0) {
        throw invalidInput(wrong.map(([pointer, message]) => ({ pointer, message })));
      }
      const { question, said, does, dueOn } = input;
      const action = { surveyId, question, said, does, dueOn, ownerId: owner.id };
      const id = await addAction(tx, action, now.toString());
      const subject = { type: 'survey', id: surveyId };
      await audit(tx, actor, { action: 'survey.action-added', subject, changes: { action: id, dueOn } }, now);
      return id;
    });
  }

  /** The action is done; a second time changes nothing. */
  async finish(actor: Actor, id: string): Promise<void> {
    const now = this.clock.now();
    await this.db.transaction(async (tx) => {
      may(canRun(actor));
      const surveyId = await markActionDone(tx, id, homeToday(now));
      if (!surveyId) return;
      const subject = { type: 'survey', id: surveyId };
      await audit(tx, actor, { action: 'survey.action-done', subject, changes: { action: id } }, now);
    });
  }

  vips(actor: Actor): Promise<{ number: string; name: string }[]> {
    may(canRun(actor));
    return listVips(this.db.read);
  }

  /** Makes the list exactly these personnel numbers; refused when one of them is nobody's. */
  async setVips(actor: Actor, numbers: readonly string[]): Promise<void> {
    const now = this.clock.now();
    await this.db.transaction(async (tx) => {
      may(canRun(actor));
      const found = await findByNumbers(tx, numbers);
      if (found.length < new Set(numbers).size) {
        throw invalidInput([{ pointer: '/numbers', message: 'surveys.wrong_numbers' }]);
      }
      await saveVips(
        tx,
        found.map(({ id }) => id),
      );
      const changes = { people: found.length };
      await audit(
        tx,
        actor,
        { action: 'survey.vips-set', subject: { type: 'survey', id: 'vips' }, changes },
        now,
      );
    });
  }
}
