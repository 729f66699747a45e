import { Global, Module } from '@nestjs/common';
import { CardOutcomes, KnowledgeModule, RUNG_MINUTES, type MeasuredRungs } from '#knowledge';
import { SELF_SOLVES, type Solves, TicketsModule, TicketsService } from '#tickets';

/** Tells tickets what answer cards solved, and the front door how long IT takes to answer. */
@Global()
@Module({
  imports: [KnowledgeModule, TicketsModule],
  providers: [
    {
      provide: SELF_SOLVES,
      inject: [CardOutcomes],
      useFactory:
        (outcomes: CardOutcomes): Solves =>
        async (tx, from, until) =>
          (await outcomes.between(tx, from, until)).flatMap(({ personId, skill, outcome, at }) =>
            outcome === 'no' ? [] : [{ personId, skill, at, isConfirmed: outcome === 'solved' }],
          ),
    },
    {
      provide: RUNG_MINUTES,
      inject: [TicketsService],
      useFactory:
        (tickets: TicketsService): MeasuredRungs =>
        async (tx) => {
          const measured = await tickets.answerMinutes(tx);
          return measured === null ? [] : [{ rung: 'it', ...measured }];
        },
    },
  ],
  exports: [SELF_SOLVES, RUNG_MINUTES],
})
export class SolvesModule {}
