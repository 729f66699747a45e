// Who may import whom: the one table. ESLint and dependency-cruiser read it, libs/README.md prints it, a spec compares.
// A lib may import what stands behind it (and node's and npm's packages); apps may import every lib, never another app.

const base = ['kernel', 'events', 'ui'];

export const MAY_IMPORT = {
  events: [],
  assessment: [],
  files: [],
  content: ['assessment'],
  exchange: ['content', 'files', 'assessment'],
  kernel: ['events'],
  ui: ['kernel'],
  people: [...base, 'files'],
  sessions: [...base, 'people'],
  catalogue: [...base, 'content', 'people'],
  audiences: [...base, 'people'],
  policies: [...base, 'people', 'audiences', 'catalogue'],
  calibrations: [...base, 'people', 'catalogue', 'assessment'],
  attempts: [...base, 'people', 'catalogue', 'assessment', 'content', 'calibrations'],
  authoring: [...base, 'people', 'catalogue', 'content', 'attempts'],
  paths: [...base, 'people', 'catalogue'],
  licences: [...base, 'files', 'people', 'catalogue'],
  facilities: [...base, 'people', 'licences'],
  roadmap: [...base, 'people', 'audiences', 'catalogue', 'paths', 'licences'],
  nudges: [...base, 'people', 'audiences', 'sessions'],
  knowledge: [...base, 'content', 'people', 'catalogue'],
  asks: [...base, 'files', 'people', 'catalogue', 'attempts', 'licences', 'nudges', 'knowledge'],
  tickets: [...base, 'files', 'assessment', 'people', 'catalogue', 'knowledge', 'asks'],
  digests: [...base, 'people', 'catalogue', 'policies', 'licences'],
  surveys: [...base, 'assessment', 'people', 'audiences', 'nudges', 'knowledge'],
};

/** Deciding code: no framework, no database, no clock, no dice. */
export const PURE = ['events', 'assessment', 'files', 'content', 'exchange'];

/** The same table as Markdown, for libs/README.md. */
export function boundariesAsMarkdown() {
  const rows = Object.entries(MAY_IMPORT).map(
    ([lib, targets]) => `| ${lib} | ${targets.length > 0 ? targets.join(', ') : 'nothing of ours'} |`,
  );
  return ['| lib | may import |', '|---|---|', ...rows, '| apps/*, migrations | every lib |'].join('\n');
}
