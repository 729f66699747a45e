import { Global, Module } from '@nestjs/common';
import { rows } from '#kernel';
import { TREATMENT_EVENTS, type TreatmentEvent, type TreatmentEvents } from '#surveys';

/** Who got a waiver or more time, a manager's reminder, or lost a facility since a day: each at most once per person. */
const EVENTS = `
  SELECT DISTINCT person_id AS "personId", 'waiver' AS outcome FROM waiver
    WHERE state = 'granted' AND asked_at >= $1::date
  UNION ALL SELECT DISTINCT person_id, 'reminder' FROM nudge WHERE purpose = 'reminder' AND collected_at >= $1::date
  UNION ALL SELECT DISTINCT person_id, 'closure' FROM facility_message WHERE access = 'closed' AND at >= $1::date`;

const eventsSince: TreatmentEvents = (tx, since) => rows<TreatmentEvent>(tx, EVENTS, [since]);

/** Tells the report on equal treatment what was done to whom: surveys may ask neither policies, nudges nor facilities. */
@Global()
@Module({
  providers: [{ provide: TREATMENT_EVENTS, useValue: eventsSince }],
  exports: [TREATMENT_EVENTS],
})
export class TreatmentModule {}
