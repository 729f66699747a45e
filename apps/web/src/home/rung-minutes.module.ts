import { Global, Module } from '@nestjs/common';
import { medianMinutes } from '#asks';
import { Clock } from '#kernel';
import { type MeasuredRungs, RUNG_MINUTES } from '#knowledge';

/** Tells the front door how long help really takes: knowledge may not ask asks. */
@Global()
@Module({
  providers: [
    {
      provide: RUNG_MINUTES,
      inject: [Clock],
      useFactory:
        (clock: Clock): MeasuredRungs =>
        async (tx) => {
          const colleague = await medianMinutes(tx, clock.now().toString());
          return colleague === null ? [] : [{ rung: 'colleague', ...colleague }];
        },
    },
  ],
  exports: [RUNG_MINUTES],
})
export class RungMinutesModule {}
