import { Global, Module } from '@nestjs/common';
import { AskRouter, AsksModule, whyWords } from '#asks';
import { personOf } from '#kernel';
import { COLLEAGUES, type Colleagues } from '#knowledge';

/** Colleagues that search shows at most. */
const SHOWN = 3;

/**
 * Tells the front door which colleagues can help now: knowledge may not ask asks. Only who is at work is named, for a name
 * that is missing then says nothing about absence.
 */
@Global()
@Module({
  imports: [AsksModule],
  providers: [
    {
      provide: COLLEAGUES,
      inject: [AskRouter],
      useFactory:
        (router: AskRouter): Colleagues =>
        async (tx, actor, skills) => {
          const [skill] = skills;
          if (skill === undefined || actor.personId === null) return [];
          const found = await router.suggest(tx, { ...actor, personId: personOf(actor) }, skill, SHOWN);
          return found.map(({ personId, name, why }) => ({
            ...{ personId, name, why: whyWords(actor.language, why), isFreeNow: true },
          }));
        },
    },
  ],
  exports: [COLLEAGUES],
})
export class ColleaguesModule {}
