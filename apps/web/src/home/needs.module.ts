import { Global, Module } from '@nestjs/common';
import type { Tx } from '#kernel';
import { LICENCE_NEEDS, type LicenceNeeds } from '#licences';
import { PoliciesModule, RequirementsService } from '#policies';

/** Tells the wallet why somebody needs a licence: policies know, and licences may not ask them. */
@Global()
@Module({
  imports: [PoliciesModule],
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
  ],
  exports: [LICENCE_NEEDS],
})
export class NeedsModule {}
