import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

type Status = 'pilot' | 'active' | 'retired';

/** One act of publishing: everything that changed in it carries its number. */
@Entity('publication')
export class Publication {
  @PrimaryGeneratedColumn('identity', {
    type: 'integer',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'publication_pkey',
  })
  id: number;
  @Column('timestamptz', { name: 'published_at' }) publishedAt: Date;
  @Column('uuid', { name: 'published_by', nullable: true }) publishedBy: string | null;
  @Column('integer') added: number;
  @Column('integer') changed: number;
  @Column('integer') retired: number;
  @Column('integer') unchanged: number;
}

@Entity('skill_version')
export class SkillVersion {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'skill_version_pkey' }) id: string;
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'skill_version_pkey' }) version: number;
  @Column('integer') publication: number;
  @Column('text') status: Status;
  @Column('text') hash: string;
  @Column('jsonb') body: object;
}

@Entity('category_version')
export class CategoryVersion {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'category_version_pkey' }) id: string;
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'category_version_pkey' }) version: number;
  @Column('integer') publication: number;
  @Column('text') status: Status;
  @Column('text') hash: string;
  @Column('jsonb') body: object;
}

@Entity('course_version')
export class CourseVersion {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'course_version_pkey' }) id: string;
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'course_version_pkey' }) version: number;
  @Column('integer') publication: number;
  @Column('text') status: Status;
  @Column('text') hash: string;
  @Column('jsonb') body: object;
}

@Entity('lesson_version')
export class LessonVersion {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'lesson_version_pkey' }) id: string;
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'lesson_version_pkey' }) version: number;
  @Column('integer') publication: number;
  @Column('text') status: Status;
  @Column('text') hash: string;
  @Column('jsonb') body: object;
}

@Entity('item_version')
export class ItemVersion {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'item_version_pkey' }) id: string;
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'item_version_pkey' }) version: number;
  @Column('integer') publication: number;
  @Column('text') status: Status;
  @Column('text') hash: string;
  @Column('text') skill: string;
  @Column('text') use: 'practice' | 'exam';
  @Column('text') meaning: string;
  @Column('integer', { name: 'author_version' }) authorVersion: number;
  @Column('jsonb') body: object;
}

@Entity('path_version')
export class PathVersion {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'path_version_pkey' }) id: string;
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'path_version_pkey' }) version: number;
  @Column('integer') publication: number;
  @Column('text') status: Status;
  @Column('text') hash: string;
  @Column('jsonb') body: object;
}

/** A picture, kept once for each content: its address never means anything else. */
@Entity('media')
export class Media {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'media_pkey' }) hash: string;
  @Column('text', { name: 'content_type' }) contentType: string;
  @Column('bytea') bytes: Buffer;
}

export const CATALOGUE_ENTITIES = [
  Publication,
  SkillVersion,
  CategoryVersion,
  CourseVersion,
  LessonVersion,
  ItemVersion,
  PathVersion,
  Media,
];
