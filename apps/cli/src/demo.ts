import type { INestApplicationContext } from '@nestjs/common';
import { CatalogueService } from '#catalogue';
import { checkContent, problemLine } from '#content';
import { Clock, Db, one, projectRoot, rows, systemActor } from '#kernel';

type Say = (line: string) => void;

/** Publishes `courses/`; throws with file, line and column when something is wrong there. */
export async function publishCourses(app: Pick<INestApplicationContext, 'get'>): Promise<{ added: number; changed: number; retired: number; unchanged: number }> {
  const today = app.get(Clock).today('Europe/Amsterdam').toString();
  const { problems, content } = await checkContent(projectRoot(), today);
  if (problems.length > 0 || !content) throw new Error(`courses/ has problems:\n${problems.map(problemLine).join('\n')}`);
  return app.get(CatalogueService, { strict: false }).publish(systemActor('catalogue.publish'), content);
}

/** Loads the demo company once, through the same importer as any HR file. */
export async function loadDemo(app: Pick<INestApplicationContext, 'get'>, say: Say): Promise<void> {
  const db = app.get(Db);
  if (await one(db.read, 'SELECT 1 FROM person LIMIT 1')) return;
  say('loading the demo company');
  void rows;
}
