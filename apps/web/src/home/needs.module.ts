import { Global, Module } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { AttemptsModule, HealthService } from '#attempts';
import type { Tx } from '#kernel';
import { LICENCE_MEMORY, LICENCE_NEEDS, type LicenceMemory, type LicenceNeeds } from '#licences';
import { PoliciesModule, RequirementsService } from '#policies';

/** What a person remembers of each category, with the day of the next review on their own calendar. */
export async function memoriesOf(
  health: HealthService,
  tx: Tx,
  personId: string,
  zone: string,
): ReturnType<LicenceMemory> {
  return (await health.of(tx, personId)).map(({ category, percent, band, nextReviewAt }) => ({
    category,
    percent,
    band,
    nextReviewOn: nextReviewAt && dayIn(zone, nextReviewAt),
  }));
}

const dayIn = (zone: string, at: Date): string =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDate().toString();

/** Tells the wallet why somebody needs a licence and what they remember: licences may ask neither policies nor attempts. */
@Global()
@Module({
  imports: [AttemptsModule, PoliciesModule],
  providers: [
    {
      provide: LICENCE_NEEDS,
      inject: [RequirementsService],
      useFactory:
        (requirements: RequirementsService): LicenceNeeds =>
        async (tx: Tx, personId: string) =>
          (await requirements.ofPerson(tx, personId)).map(({ category, dueOn, because }) => ({
            category,
            dueOn,
            because,
          })),
    },
    {
      provide: LICENCE_MEMORY,
      inject: [HealthService],
      useFactory:
        (health: HealthService): LicenceMemory =>
        (tx: Tx, personId: string, zone: string) =>
          memoriesOf(health, tx, personId, zone),
    },
  ],
  exports: [LICENCE_NEEDS, LICENCE_MEMORY],
})
export class NeedsModule {}
