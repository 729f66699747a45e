import fs from 'node:fs/promises';
import path from 'node:path';
import { checkContent, type Content, problemLine } from '#content';
import { projectRoot } from '#kernel';

const DAY = '2026-11-23';

/** What `courses/` holds. Reading and checking it takes seconds, so it is done once per run of the specs and then kept as a file. */
export async function shippedContent(): Promise<Content> {
  const kept = path.join(process.env['TEST_FOLDER'] ?? '', `content_${process.env['TEST_RUN'] ?? ''}.json`);
  const text = await fs.readFile(kept, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return undefined;
  });
  return text === undefined ? readAndKeep(kept) : fromText(text);
}

async function readAndKeep(kept: string): Promise<Content> {
  const { content, problems } = await checkContent(projectRoot(), DAY);
  if (!content) throw new Error(`courses/ has problems:\n${problems.map(problemLine).join('\n')}`);
  // Two files of specs may come here at once: a whole file takes the place of another.
  const own = `${kept}.${process.pid}`;
  await fs.writeFile(own, toText(content));
  await fs.rename(own, kept);
  return content;
}

const toText = (content: Content): string =>
  JSON.stringify({
    ...content,
    media: content.media.map((media) => ({ ...media, bytes: Buffer.from(media.bytes).toString('base64') })),
  });

function fromText(text: string): Content {
  const content = JSON.parse(text) as Content & { media: readonly { readonly bytes: unknown }[] };
  return {
    ...content,
    media: content.media.map((media) => ({ ...media, bytes: Buffer.from(String(media.bytes), 'base64') })),
  };
}
