import { Global, Module } from '@nestjs/common';
import { FacilitiesModule, FacilitiesService } from '#facilities';
import { FACILITY_RIGHTS, type FacilityRights } from '#knowledge';

/** Tells the cards of IT's services who may use what: knowledge may ask neither facilities nor licences. */
@Global()
@Module({
  imports: [FacilitiesModule],
  providers: [
    {
      provide: FACILITY_RIGHTS,
      inject: [FacilitiesService],
      useFactory:
        (facilities: FacilitiesService): FacilityRights =>
        async (tx, personId) =>
          (await facilities.of(tx, personId)).map(({ code, category, access }) => ({
            ...{ code, category },
            isAllowed: access !== 'closed',
          })),
    },
  ],
  exports: [FACILITY_RIGHTS],
})
export class RightsModule {}
