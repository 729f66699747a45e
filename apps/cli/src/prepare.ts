import 'reflect-metadata';
import { Db, kernelConfig, parseConfig } from '#kernel';
import { sessionsPaths, SessionsService } from '#sessions';
import { CommandContext, type Environment } from './context.js';
import { loadDemo, publishCourses } from './demo.js';
import { migrate, type Say } from './migrate.js';

/** The kernel's settings, or an error that names every wrong one. For the launcher, which is plain JavaScript. */
export function kernel(environment: Environment) {
  return parseConfig(environment).get(kernelConfig);
}

/** Brings the database to today: tables, queues, courses, and the demo company or the first administrator's link. */
export async function prepare(
  environment: Environment,
  say: Say,
): Promise<{ firstLink: string | undefined }> {
  await migrate(parseConfig(environment), say);
  const context = await CommandContext.open(environment);
  try {
    const { added, changed, retired } = await publishCourses(context);
    if (added + changed + retired > 0) say(`courses: ${added} added, ${changed} changed, ${retired} retired`);
    if (context.config.demo) await loadDemo(context, say);
    const sessions = context.get(SessionsService);
    if (context.config.demo || (await sessions.hasAdministrator())) return { firstLink: undefined };
    const token = await context.get(Db).transaction((tx) => sessions.makeLink(tx, null, 24 * 60));
    return { firstLink: `${context.config.publicUrl}${sessionsPaths.useLink({ token })}` };
  } finally {
    await context.close();
  }
}
