import { Controller, Get, Param } from '@nestjs/common';
import { z } from 'zod';
import { Api, Db } from '#kernel';
import {
  courseView,
  presentCourse,
  presentSkill,
  skillView,
  type CourseView,
  type SkillView,
} from './catalogue.presenter.js';
import { CatalogueService } from './catalogue.service.js';

@Controller('api/v1')
export class CatalogueController {
  constructor(
    private readonly catalogue: CatalogueService,
    private readonly db: Db,
  ) {}

  @Get('courses')
  @Api({
    summary: 'List the courses with their lessons',
    access: ['employee'],
    scope: 'courses:read',
    returns: z.object({ items: z.array(courseView), next: z.null() }),
  })
  async listCourses(): Promise<{ items: CourseView[]; next: null }> {
    const courses = await this.catalogue.listCourses(this.db.read);
    const items = await Promise.all(courses.map((course) => this.present(course.slug)));
    return { items, next: null };
  }

  @Get('courses/:slug')
  @Api({ summary: 'Show one course', access: ['employee'], scope: 'courses:read', returns: courseView })
  getCourse(@Param('slug', { schema: z.string().max(100) }) slug: string): Promise<CourseView> {
    return this.present(slug);
  }

  @Get('skills')
  @Api({
    summary: 'List the skills that are taught now, with their DigComp 3.0 competences',
    access: ['employee'],
    scope: 'courses:read',
    returns: z.object({ items: z.array(skillView), next: z.null() }),
  })
  async listSkills(): Promise<{ items: SkillView[]; next: null }> {
    return { items: (await this.catalogue.listSkills(this.db.read)).map(presentSkill), next: null };
  }

  private async present(slug: string): Promise<CourseView> {
    const course = await this.catalogue.getCourse(this.db.read, slug);
    return presentCourse(course, await this.catalogue.listLessons(this.db.read, { course: slug }));
  }
}
