import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ProposedItem } from '#authoring';
import { checkContent, draftsOf, writeCourseFiles } from '#content';
import { projectRoot } from '#kernel';
import { pullDrafts } from './pull-drafts.js';

const proposal: ProposedItem = {
  ...{ skill: 'ex.lock', language: 'nl', stem: 'Je loopt even weg bij je scherm. Wat doe je eerst?' },
  options: [
    { text: 'Ik vergrendel het', why: 'Zo komt niemand erin', key: true },
    { text: 'Ik zet het geluid uit', why: 'Dat houdt niemand tegen' },
    { text: 'Ik draai het scherm om', why: 'Wie het terugdraait, zit erin' },
  ],
};

describe('approved proposals that are pulled', () => {
  let root: string;
  const read = () => checkContent(root, '2026-11-23');

  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'courses-'));
    const example = ['courses', '_example'] as const;
    await cp(path.join(projectRoot(), ...example), path.join(root, ...example), { recursive: true });
  });
  afterEach(() => rm(root, { recursive: true }));

  it('become drafts of the course that teaches their skill, in their language, and pass the check', async () => {
    const { files, added, homeless } = pullDrafts((await read()).tree, [proposal]);
    expect([files.map((file) => file.path), homeless]).toEqual([['_example/drafts/ex.lock.yaml'], []]);
    await writeCourseFiles(root, files);
    const { problems, tree } = await read();
    expect(problems).toEqual([]);
    const [draft] = tree.courses.flatMap(draftsOf).map(({ value }) => value);
    expect(draft).toMatchObject({
      ...{ id: added[0], type: 'single', status: 'draft', stem: { nl: proposal.stem, en: '' } },
      options: [{ key: true, text: { nl: 'Ik vergrendel het', en: '' } }, {}, {}],
    });
    expect(draft?.review.source).toMatch(/^proposed by a colleague, sha256:[0-9a-f]{12}$/);
  });

  it('come in once, however often they are pulled', async () => {
    await writeCourseFiles(root, pullDrafts((await read()).tree, [proposal]).files);
    const { tree } = await read();
    expect(pullDrafts(tree, [proposal])).toMatchObject({ files: [], added: [], already: 1 });
    const other = { ...proposal, stem: `${proposal.stem} En daarna?` };
    expect(pullDrafts(tree, [proposal, other])).toMatchObject({ added: { length: 1 }, already: 1 });
  });

  it('are told about when no course teaches their skill any more', async () => {
    const gone = { ...proposal, skill: 'ex.gone' };
    expect(pullDrafts((await read()).tree, [gone])).toMatchObject({ files: [], homeless: ['ex.gone'] });
  });
});
