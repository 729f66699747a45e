#!/usr/bin/env node
// For deployments that run web and worker apart: migrate, publish the courses, print the first administrator's link.

try {
  const { prepare } = await import(new URL('../../dist/apps/cli/src/prepare.js', import.meta.url).href);
  const { firstLink } = await prepare(process.env, (line) => console.log(line));
  if (firstLink) console.log(`first sign-in, once: ${firstLink}`);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
