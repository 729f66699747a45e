import { Check, Column, Entity, Exclusion, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { AbsenceType, Language } from './import/read-value.js';

const ID = { default: () => 'uuidv7()' };

/** An organisation unit. `path` holds the codes from the top down to itself: '/DNV/FIN/FIN-CRED/'. */
@Entity('team')
@Index('team_code_uq', ['code'], { unique: true })
@Index('team_parent', ['parentId'])
export class Team {
  @PrimaryColumn('uuid', { ...ID, primaryKeyConstraintName: 'team_pkey' }) id: string;
  @Column('text') code: string;
  @Column('text') name: string;
  @ForeignKey(() => Team, { name: 'team_parent_fk' })
  @Column('uuid', { name: 'parent_id', nullable: true })
  parentId: string | null;
  @Column('text') path: string;
}

/** A place of work: the calendar and the clock of the people there. */
@Entity('site')
@Check('site_country', `country ~ '^[A-Z]{2}$'`)
@Index('site_name_uq', ['name'], { unique: true })
export class Site {
  @PrimaryColumn('uuid', { ...ID, primaryKeyConstraintName: 'site_pkey' }) id: string;
  @Column('text') name: string;
  @Column('text') zone: string;
  @Column('text') country: string;
  /** Up to and including which local day starts and ends at this site were told to the rest of the house. */
  @Column('date', { name: 'told_until' }) toldUntil: string;
}

/** A day on which nobody at a site has to work, given by the employer beside the country's public holidays. */
@Entity('free_day')
export class FreeDay {
  @ForeignKey(() => Site, { name: 'free_day_site_fk' })
  @PrimaryColumn('uuid', { name: 'site_id', primaryKeyConstraintName: 'free_day_pkey' })
  siteId: string;
  @PrimaryColumn('date', { primaryKeyConstraintName: 'free_day_pkey' }) day: string;
  @Column('text') name: string;
}

/** A human being; keeps everything achieved, for ever. */
@Entity('person')
@Check('person_language', `language IN ('nl', 'en')`)
@Check('person_merged', 'merged_into <> id')
@Index('person_merged_into', ['mergedInto'], { where: 'merged_into IS NOT NULL' })
@Index('person_number_uq', ['number'], { unique: true })
@Index('person_sort', ['sortName', 'id'])
export class Person {
  @PrimaryColumn('uuid', { ...ID, primaryKeyConstraintName: 'person_pkey' }) id: string;
  @Column('text') number: string;
  @Column('text', { name: 'given_name' }) givenName: string;
  @Column('text', { nullable: true }) infix: string | null;
  @Column('text', { name: 'family_name' }) familyName: string;
  @Column('text', { name: 'display_name' }) displayName: string;
  /** Family name, given name and infix in small letters without accents: to sort by and to search in. */
  @Column('text', { name: 'sort_name' }) sortName: string;
  @Column('text', { nullable: true }) email: string | null;
  @Column('text') language: Language;
  /** Zone of the main placement's site; of the last one for somebody who left. Always filled. */
  @Column('text') zone: string;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('timestamptz', { name: 'erased_at', nullable: true }) erasedAt: Date | null;
  /** The record that this one became a part of: it has nothing of its own any more, but HR's files may still use its number. */
  @ForeignKey(() => Person, { name: 'person_merged_fk' })
  @Column('uuid', { name: 'merged_into', nullable: true })
  mergedInto: string | null;
}

/** Continuous service. `valid` is a half-open range: the day after the last day, or nothing, stands at its end. */
@Entity('employment')
@Check('employment_valid', 'NOT isempty(valid) AND NOT lower_inf(valid)')
@Exclusion('employment_no_overlap', 'USING gist (person_id WITH =, valid WITH &&)', {
  deferrable: 'INITIALLY IMMEDIATE',
})
@Index('employment_person_uq', ['id', 'personId'], { unique: true })
export class Employment {
  @PrimaryColumn('uuid', { ...ID, primaryKeyConstraintName: 'employment_pkey' }) id: string;
  @ForeignKey(() => Person, { name: 'employment_person_fk' })
  @Column('uuid', { name: 'person_id' })
  personId: string;
  @Column('daterange') valid: string;
  @Column('text', { nullable: true }) contract: string | null;
}

/** Somebody in a job during a stretch of days; simultaneous jobs sit in different seats. */
@Entity('placement')
@Check('placement_valid', 'NOT isempty(valid) AND NOT lower_inf(valid)')
@Exclusion('placement_no_overlap', 'USING gist (employment_id WITH =, seat WITH =, valid WITH &&)', {
  deferrable: 'INITIALLY IMMEDIATE',
})
@Index('placement_person', ['personId'])
@Index('placement_manager', ['managerId', 'personId', 'valid'])
@ForeignKey(() => Employment, ['employmentId', 'personId'], ['id', 'personId'], {
  name: 'placement_employment_fk',
})
export class Placement {
  @PrimaryColumn('uuid', { ...ID, primaryKeyConstraintName: 'placement_pkey' }) id: string;
  /** The person of the employment, once more, so that facts need one join less; the foreign key keeps them equal. */
  @Column('uuid', { name: 'person_id' }) personId: string;
  @Column('uuid', { name: 'employment_id' }) employmentId: string;
  @Column('smallint') seat: number;
  @Column('daterange') valid: string;
  @Column('text') job: string;
  @ForeignKey(() => Team, { name: 'placement_team_fk' })
  @Column('uuid', { name: 'team_id' })
  teamId: string;
  @ForeignKey(() => Site, { name: 'placement_site_fk' })
  @Column('uuid', { name: 'site_id' })
  siteId: string;
  @ForeignKey(() => Person, { name: 'placement_manager_fk' })
  @Column('uuid', { name: 'manager_id', nullable: true })
  managerId: string | null;
  @Column('numeric', { name: 'weekly_hours', precision: 4, scale: 2, nullable: true }) weeklyHours:
    string | null;
  @Column('smallint', { name: 'working_days', array: true }) workingDays: number[];
  @Column('boolean', { name: 'night_shift' }) nightShift: boolean;
  /** Pay scale, as HR writes it. */
  @Column('text', { nullable: true }) grade: string | null;
}

/** A typed period in which clocks pause. */
@Entity('absence')
@Check('absence_type', `type IN ('sick', 'parental', 'care', 'sabbatical', 'other')`)
@Check('absence_valid', 'NOT isempty(valid) AND NOT lower_inf(valid)')
@Exclusion('absence_no_overlap', 'USING gist (person_id WITH =, type WITH =, valid WITH &&)', {
  deferrable: 'INITIALLY IMMEDIATE',
})
@Index('absence_person', ['personId'])
export class Absence {
  @PrimaryColumn('uuid', { ...ID, primaryKeyConstraintName: 'absence_pkey' }) id: string;
  @ForeignKey(() => Person, { name: 'absence_person_fk' })
  @Column('uuid', { name: 'person_id' })
  personId: string;
  @Column('text') type: AbsenceType;
  @Column('daterange') valid: string;
}
