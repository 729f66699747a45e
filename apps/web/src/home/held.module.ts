import { Global, Module } from '@nestjs/common';
import { HELD_LICENCES, type HeldLicences } from '#attempts';
import { LicencesModule, LicencesService } from '#licences';

/** Tells exams which licences somebody holds, for those that need another one first: attempts may not ask licences. */
@Global()
@Module({
  imports: [LicencesModule],
  providers: [
    {
      provide: HELD_LICENCES,
      inject: [LicencesService],
      useFactory:
        (licences: LicencesService): HeldLicences =>
        (tx, personId, on) =>
          licences.heldOn(tx, personId, on.toString()),
    },
  ],
  exports: [HELD_LICENCES],
})
export class HeldModule {}
