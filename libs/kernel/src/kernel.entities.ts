import { Column, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** What was published or enqueued in a transaction and waits for the relay; kept for a while so it can be replayed. */
@Entity('outbox')
@Index('outbox_waiting', ['id'], { where: 'published_at IS NULL' })
export class Outbox {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'outbox_pkey',
  })
  id: string;
  @Column('text') kind: 'event' | 'job';
  @Column('text') name: string;
  @Column('jsonb') payload: unknown;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt: Date;
  @Column('timestamptz', { name: 'published_at', nullable: true }) publishedAt: Date | null;
}

/** A listener has dealt with an outbox row: makes running twice harmless. */
@Entity('handled')
export class Handled {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'handled_pkey' }) listener: string;
  @PrimaryColumn('bigint', { name: 'outbox_id', primaryKeyConstraintName: 'handled_pkey' }) outboxId: string;
  @Column('timestamptz', { name: 'handled_at', default: () => 'now()' }) handledAt: Date;
}

/** Who did what to which thing, written in the transaction of the change itself. */
@Entity('audit_event')
@Index('audit_event_subject', ['subjectType', 'subjectId'])
export class AuditEvent {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'audit_event_pkey',
  })
  id: string;
  @Column('timestamptz') at: Date;
  @Column('text', { name: 'actor_kind' }) actorKind: string;
  @Column('uuid', { name: 'actor_id', nullable: true }) actorId: string | null;
  @Column('text', { name: 'actor_name' }) actorName: string;
  @Column('text') action: string;
  @Column('text', { name: 'subject_type' }) subjectType: string;
  @Column('text', { name: 'subject_id' }) subjectId: string;
  @Column('jsonb', { default: () => "'{}'" }) changes: unknown;
}

/** One run of a schedule or job, with what it saw, changed and skipped. */
@Entity('job_run')
@Index('job_run_name', ['name', 'startedAt'])
export class JobRun {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'job_run_pkey',
  })
  id: string;
  @Column('text') name: string;
  @Column('timestamptz', { name: 'started_at' }) startedAt: Date;
  @Column('timestamptz', { name: 'finished_at' }) finishedAt: Date;
  @Column('jsonb') summary: unknown;
}

/** Work that failed for the last time: shown to an administrator, never silent. */
@Entity('job_failure')
export class JobFailure {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'job_failure_pkey',
  })
  id: string;
  @Column('text') name: string;
  @Column('bigint', { name: 'outbox_id', nullable: true }) outboxId: string | null;
  @Column('timestamptz', { name: 'failed_at', default: () => 'now()' }) failedAt: Date;
  @Column('text') reason: string;
}

/** Small facts of the installation: the demo clock's offset, "demo company loaded". */
@Entity('setting')
export class Setting {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'setting_pkey' }) name: string;
  @Column('jsonb') value: unknown;
}

/** The built-in mailbox, used when no SMTP server is set. */
@Entity('mail_message')
@Index('mail_message_key', ['key'], { unique: true })
export class MailMessage {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'mail_message_pkey',
  })
  id: string;
  @Column('text') key: string;
  @Column('text', { name: 'sent_to' }) sentTo: string;
  @Column('text') subject: string;
  @Column('text') html: string;
  @Column('text') text: string;
  @Column('jsonb', { default: () => "'{}'" }) headers: Record<string, string>;
  @Column('timestamptz', { name: 'sent_at' }) sentAt: Date;
}

/** Requests counted per key and window, so that limits hold over several web processes. */
@Entity('rate_limit')
export class RateLimit {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'rate_limit_pkey' }) key: string;
  @Column('integer') hits: number;
  @Column('timestamptz', { name: 'resets_at' }) resetsAt: Date;
}

export const KERNEL_ENTITIES = [
  Outbox,
  Handled,
  AuditEvent,
  JobRun,
  JobFailure,
  Setting,
  MailMessage,
  RateLimit,
];
