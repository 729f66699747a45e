// Compiles when a source is newer than the last build; a warm start costs a directory walk only.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const SOURCES = ['apps', 'libs', 'migrations'];

/** The newest moment at which anything that is compiled was written. */
function newestSource(root) {
  let newest = Math.max(
    ...['package.json', 'tsconfig.json', 'tsconfig.build.json'].map(
      (file) => fs.statSync(path.join(root, file)).mtimeMs,
    ),
  );
  const walk = (folder) => {
    for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
      const full = path.join(folder, entry.name);
      if (entry.isDirectory()) walk(full);
      else if (entry.name.endsWith('.ts') && !entry.name.endsWith('.spec.ts'))
        newest = Math.max(newest, fs.statSync(full).mtimeMs);
    }
  };
  for (const folder of SOURCES) walk(path.join(root, folder));
  return newest;
}

/** Builds `dist/` when needed. Says so, because the first time takes some seconds. */
export async function build(root, say) {
  const stamp = path.join(root, 'dist', '.built');
  const newest = newestSource(root);
  if (fs.existsSync(stamp) && Number(fs.readFileSync(stamp, 'utf8')) >= newest) return;
  say('compiling');
  const tsc = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  await new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [tsc, '-p', 'tsconfig.build.json'], {
      cwd: root,
      stdio: 'inherit',
    });
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error('The sources do not compile.'))));
  });
  fs.writeFileSync(stamp, String(newest));
}
