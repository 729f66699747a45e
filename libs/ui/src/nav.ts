/** What the menu needs to know about somebody: facts and permissions, never a role's name. */
export interface NavActor {
  readonly kind: 'person' | 'system' | 'anonymous';
  readonly grants: readonly string[];
  readonly isManager: boolean;
}

export interface NavItem {
  readonly key: string;
  readonly label: string;
  readonly href: string;
  readonly icon: string;
  readonly isCurrent: boolean;
}

export interface Nav {
  readonly items: readonly NavItem[];
  /** The second level under the current item; empty when it has none. */
  readonly sub: readonly NavItem[];
  readonly subLabel: string;
}

interface Entry {
  readonly key: string;
  readonly href: string;
  readonly icon: string;
  readonly may: (actor: NavActor) => boolean;
  /** First words of the URLs that belong to this entry, longest match wins. */
  readonly under: readonly string[];
  readonly sub?: readonly Entry[];
}

const everyone = (): boolean => true;
const granted =
  (grant: string) =>
  (actor: NavActor): boolean =>
    actor.grants.includes(grant);
const entry = (
  key: string,
  href: string,
  icon: string,
  may: Entry['may'],
  more: Partial<Entry> = {},
): Entry => ({
  key,
  href,
  icon,
  may,
  under: [href],
  ...more,
});

const isHr = granted('hr');
const isAuthor = granted('author');
const isAdmin = granted('admin');
const isIt = granted('it');
const writesCards = (actor: NavActor): boolean => isIt(actor) || isAuthor(actor);
const watchesQuestions = (actor: NavActor): boolean => isAuthor(actor) || isAdmin(actor);

/** The menu in its fixed order. Labels are word keys `ui.nav_<key>`. */
const ENTRIES: readonly Entry[] = [
  entry('today', '/today', 'today', everyone),
  entry('learn', '/learn', 'book', everyone, {
    under: [
      '/learn',
      '/courses',
      '/lessons',
      '/practice',
      '/progress',
      '/placement',
      '/exams',
      '/reports',
      '/proposals',
    ],
  }),
  entry('licence', '/licences', 'licence', everyone, { under: ['/licences', '/facilities'] }),
  entry('help', '/help', 'help', everyone, {
    under: ['/help', '/kudos', '/pulse'],
    sub: [
      entry('help_find', '/help', 'search', everyone, { under: ['/help', '/help/search', '/help/cards'] }),
      entry('asks', '/help/asks', 'team', everyone, { under: ['/help/ask', '/help/asks', '/help/coach'] }),
      entry('tickets', '/help/tickets', 'list', everyone),
      entry('kudos', '/kudos', 'sparkles', everyone),
    ],
  }),
  // HR reads the same roadmap under "policy", where it can also be changed.
  entry('roadmap', '/roadmap', 'road', (actor) => !isHr(actor)),
  entry('team', '/team', 'team', (actor) => actor.isManager, {
    under: ['/team', '/deputies'],
    sub: [
      entry('now', '/team', 'today', (actor) => actor.isManager),
      entry('relation', '/team/relation', 'calendar', (actor) => actor.isManager),
      entry('team_help', '/team/help', 'help', (actor) => actor.isManager),
      entry('deputies', '/deputies', 'user', (actor) => actor.isManager),
    ],
  }),
  entry('policy', '/hr', 'policy', isHr, {
    under: [
      '/hr',
      '/exams/flags',
      '/policies',
      '/people',
      '/deputies',
      '/audiences',
      '/roadmap',
      '/facilities/edit',
      '/nudges/forecast',
      '/it/predictions',
    ],
    sub: [
      entry('overview', '/hr', 'chart', isHr),
      entry('policies', '/policies', 'policy', isHr),
      entry('people', '/people', 'team', isHr),
      entry('import', '/people/imports', 'upload', isHr),
      entry('quality', '/people/quality', 'alert', isHr),
      entry('matches', '/people/matches', 'copy', isHr),
      entry('deputies', '/deputies', 'user', isHr),
      entry('roadmap', '/roadmap', 'road', isHr),
      entry('surveys', '/hr/surveys', 'chart', isHr, { under: ['/hr/surveys', '/it/predictions'] }),
      entry('perception', '/hr/insights/perception', 'eye', isHr),
      entry('treatment', '/hr/insights/treatment', 'team', isHr),
      entry('flags', '/exams/flags', 'alert', isHr),
      entry('demand', '/hr/insights/demand', 'chart', isHr),
      entry('front_door', '/hr/front-door', 'list', isHr),
      entry('rewards', '/hr/rewards', 'sparkles', isHr),
      entry('digicoaches', '/hr/digicoaches', 'user', isHr),
    ],
  }),
  entry('author', '/author', 'edit', watchesQuestions, {
    under: ['/author', '/it/knowledge'],
    sub: [
      entry('courses', '/author', 'book', watchesQuestions, {
        under: ['/author', '/author/courses', '/author/lessons'],
      }),
      entry('items', '/author/items', 'help', watchesQuestions),
      entry('reports', '/author/reports', 'flag', watchesQuestions),
      entry('proposals', '/author/proposals', 'plus', watchesQuestions),
      entry('changes', '/author/changes', 'refresh', watchesQuestions),
      entry('knowledge', '/it/knowledge', 'book', writesCards),
    ],
  }),
  entry('calibrations', '/calibrations', 'chart', watchesQuestions, {
    under: ['/calibrations', '/exams/flags', '/memory'],
    sub: [
      entry('calibrations', '/calibrations', 'chart', watchesQuestions),
      entry('flags', '/exams/flags', 'alert', watchesQuestions),
      entry('memory', '/memory', 'clock', watchesQuestions),
    ],
  }),
  entry('it', '/it/knowledge', 'laptop', isIt, {
    under: ['/it', '/hr/insights/perception'],
    sub: [
      entry('queue', '/it/queue', 'list', isIt, { under: ['/it/queue', '/it/tickets'] }),
      entry('connections', '/it/tickets/sources', 'link', isIt),
      entry('knowledge', '/it/knowledge', 'book', isIt),
      entry('services', '/it/services', 'list', isIt),
      entry('status', '/it/status', 'alert', isIt),
      entry('predictions', '/it/predictions', 'chart', isIt),
      entry('perception', '/hr/insights/perception', 'eye', isIt),
    ],
  }),
  entry('admin', '/admin', 'settings', isAdmin, {
    sub: [entry('operations', '/admin', 'refresh', isAdmin), entry('words', '/admin/words', 'edit', isAdmin)],
  }),
];

/**
 * The menu of somebody on a URL: only what they may open, in one fixed order, with the current item marked. Nobody
 * signed in gets an empty menu.
 */
export function navFor(actor: NavActor, path: string, label: (key: string) => string): Nav {
  if (actor.kind !== 'person') return { items: [], sub: [], subLabel: '' };
  const allowed = ENTRIES.filter(({ may }) => may(actor));
  const current = bestMatch(allowed, path);
  const sub = (current?.sub ?? []).filter(({ may }) => may(actor));
  const currentSub = bestMatch(sub, path);
  const item = (from: Entry, isCurrent: boolean): NavItem => ({
    key: from.key,
    label: label(`ui.nav_${from.key}`),
    href: from.href,
    icon: from.icon,
    isCurrent,
  });
  return {
    items: allowed.map((from) => item(from, from === current)),
    sub: sub.map((from) => item(from, from === currentSub)),
    subLabel: current && sub.length > 0 ? label(`ui.nav_${current.key}`) : '',
  };
}

function bestMatch(entries: readonly Entry[], path: string): Entry | undefined {
  const plain = path.split('?')[0] ?? path;
  let best: { entry: Entry; length: number } | undefined;
  for (const candidate of entries) {
    for (const start of candidate.under) {
      const isUnder = plain === start || plain.startsWith(`${start}/`);
      if (isUnder && start.length > (best?.length ?? 0)) best = { entry: candidate, length: start.length };
    }
  }
  return best?.entry;
}
