import { NEED_ARGUMENTS } from './helpers.js';
import type { ViewFile } from './view-files.js';

/** The parts of Handlebars' syntax tree that the checks look at. */
export interface Node {
  type: string;
  loc: { start: { line: number } };
  [field: string]: unknown;
}
interface PathNode extends Node {
  original: string;
}
interface HashNode extends Node {
  pairs: { key: string; value: Node; loc: Node['loc'] }[];
}

export interface Fault {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

export interface Known {
  readonly helpers: ReadonlySet<string>;
  readonly views: ReadonlySet<string>;
  /** Props of each `ui/…` partial: name -> required? */
  readonly props: ReadonlyMap<string, ReadonlyMap<string, boolean>>;
  readonly icons: (name: string) => boolean;
  readonly words: (key: string) => boolean;
  readonly paths: (name: string) => boolean;
}

const SOURCE_RULES: readonly { readonly pattern: RegExp; readonly message: string }[] = [
  { pattern: /\sstyle\s*=/g, message: 'style attributes are refused by the browser: use a class of the kit' },
  { pattern: /<style[\s>]/g, message: 'style blocks are refused by the browser: use kit.css' },
  { pattern: /\son[a-z]+\s*=\s*["']/g, message: 'inline handlers are refused by the browser: use app.js' },
  {
    pattern: /\shx-on[:\w-]*\s*=|["']\s*js:|["']javascript:/g,
    message: 'attributes that compile code are refused',
  },
  { pattern: /\shx-boost\s*=/g, message: 'hx-boost is not used here: links are plain links' },
];

/**
 * The faults of one view: markup that the content policy refuses, htmx elements without a nonce, POST forms without a
 * token, and names (helpers, partials, props, words, paths, icons) that don't exist. Layouts alone may print raw HTML.
 */
export function checkView(view: ViewFile, tree: Node, known: Known): Fault[] {
  const fault = (line: number, message: string): Fault => ({ path: view.path, line, message });
  const isLayout = view.name.startsWith('layout/');
  const isPart = view.name.startsWith('ui/') && !view.path.endsWith('.page.hbs');
  const faults = checkSource(view.source, isLayout).map(({ at, message }) =>
    fault(lineAt(view.source, at), message),
  );
  if (isPart && !declaredProps(view.source))
    faults.push(fault(1, 'a ui partial begins with {{!-- props: … --}}'));
  walk(tree, (node) => {
    for (const message of checkNode(node, known, isLayout)) faults.push(fault(node.loc.start.line, message));
  });
  return faults;
}

/** The props a `ui/…` partial declares in its first comment: `{{!-- props: title lead? --}}`. */
export function declaredProps(source: string): ReadonlyMap<string, boolean> | undefined {
  const comment = /^\s*\{\{!--\s*props:([^]*?)--\}\}/.exec(source);
  if (!comment) return undefined;
  const names = (comment[1] ?? '').trim().split(/\s+/).filter(Boolean);
  return new Map(names.map((name) => [name.replace(/\?$/, ''), !name.endsWith('?')]));
}

function checkSource(source: string, isLayout: boolean): { at: number; message: string }[] {
  const found: { at: number; message: string }[] = [];
  for (const { pattern, message } of SOURCE_RULES) {
    for (const match of source.matchAll(pattern)) found.push({ at: match.index + 1, message });
  }
  if (!isLayout) {
    for (const match of source.matchAll(/<script[\s>]/g))
      found.push({ at: match.index, message: 'scripts belong in app.js' });
  }
  for (const match of source.matchAll(/\shx-(?:get|post|put|patch|delete|sse:connect|trigger)\s*=/g)) {
    const tag = tagAround(source, match.index);
    if (!tag.includes('{{hx}}'))
      found.push({ at: match.index + 1, message: 'an htmx element needs {{hx}}, else it is stripped' });
  }
  for (const match of source.matchAll(/<form\b[^>]*method=["']?post/gi)) {
    const end = source.indexOf('</form>', match.index);
    if (!source.slice(match.index, end === -1 ? undefined : end).includes('{{csrf}}')) {
      found.push({ at: match.index, message: 'a POST form needs {{csrf}}' });
    }
  }
  return found;
}

/** The opening tag that a position lies in, mustaches with `>` included. */
function tagAround(source: string, at: number): string {
  const start = source.lastIndexOf('<', at);
  let depth = 0;
  for (let i = at; i < source.length; i += 1) {
    if (source.startsWith('{{', i)) depth += 1;
    if (source.startsWith('}}', i)) depth -= 1;
    if (source[i] === '>' && depth <= 0) return source.slice(start, i);
  }
  return source.slice(start);
}

function checkNode(node: Node, known: Known, isLayout: boolean): string[] {
  switch (node.type) {
    case 'PartialStatement':
    case 'PartialBlockStatement':
      return checkPartial(node, known);
    case 'MustacheStatement':
      return [
        ...(node.escaped === false && !isLayout ? ['raw output {{{ }}} is for layouts alone'] : []),
        ...checkCall(node, known),
      ];
    case 'BlockStatement':
    case 'SubExpression':
      return checkCall(node, known);
    default:
      return [];
  }
}

function checkPartial(node: Node, known: Known): string[] {
  const name = (node.name as PathNode).original;
  if (!known.views.has(name)) return [`there is no partial "${name}"`];
  const props = known.props.get(name);
  if (!props) return [];
  const given = ((node.hash as HashNode | null)?.pairs ?? []).map((pair) => pair.key);
  const hasModel = (node.params as Node[]).length > 0;
  const unknown = given.filter((prop) => !props.has(prop));
  const missing = [...props].filter(([prop, isRequired]) => isRequired && !given.includes(prop));
  return [
    ...unknown.map((prop) => `${name} has no prop "${prop}" (it has: ${[...props.keys()].join(', ')})`),
    ...(hasModel ? [] : missing.map(([prop]) => `${name} needs the prop "${prop}"`)),
  ];
}

function checkCall(node: Node, known: Known): string[] {
  const path = node.path as PathNode;
  const params = node.params as (Node & { value?: unknown })[];
  const name = path.original;
  if (!known.helpers.has(name)) {
    const isCall =
      params.length > 0 ||
      node.type !== 'MustacheStatement' ||
      Boolean(node.hash && (node.hash as HashNode).pairs.length);
    return isCall ? [`there is no helper "${name}"`] : [];
  }
  if (params.length === 0 && NEED_ARGUMENTS.has(name)) {
    return [
      `{{${name}}} is a helper that needs an argument; write {{this.${name}}} for a field of that name`,
    ];
  }
  const first = params[0];
  if (first?.type !== 'StringLiteral') return [];
  const literal = first.value as string;
  if (name === 't' && !known.words(literal)) return [`there is no word "${literal}"`];
  if (name === 'path' && !known.paths(literal)) return [`there is no path "${literal}"`];
  if (name === 'icon' && !known.icons(literal)) return [`there is no icon "${literal}"`];
  return [];
}

/** Visits every node of a tree, parents first. */
export function walk(node: Node, visit: (node: Node) => void): void {
  visit(node);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) walk(child, visit);
    }
  }
}

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string' && 'loc' in value;

const lineAt = (source: string, at: number): number => source.slice(0, at).split('\n').length;
