import { hasPath } from '#kernel';
import Handlebars from 'handlebars';
import type { Assets } from './assets.js';
import { createHelpers } from './helpers.js';
import type { Shared } from './shared.js';
import { checkView, declaredProps, isNode, type Fault, type Known, type Node } from './view-check.js';
import { readViews, viewsStamp, type ViewFile } from './view-files.js';
import type { Words } from './words.js';

export interface Renderer {
  /** A whole page: the view inside a layout ('app', 'exam', 'public'). */
  page(name: string, model: object, layout: string, shared: Shared): string;
  /** A piece of a page, for an htmx request. */
  fragment(name: string, model: object, shared: Shared): string;
  /** Everything that is wrong in any view, with file and line. A view with a fault throws when it is rendered. */
  faults(): readonly Fault[];
}

interface RendererOptions {
  readonly root: string;
  /** Re-reads views that were saved since the last page. */
  readonly dev: boolean;
  readonly words: Words;
  readonly assets: Assets;
}

type Template = (context: unknown, options: object) => string;
interface Compiled {
  readonly templates: ReadonlyMap<string, Template>;
  readonly faults: readonly Fault[];
}

/** The part of a `ui/…` partial that isn't its content: Handlebars' own helper for calling one. */
const PART = 'ui-part';
const BUILT_IN = ['if', 'unless', 'each', 'with'];
/** Views read own fields of their models only, never what a prototype offers. */
const OWN_FIELDS_ONLY = {
  methods: { whitelist: {}, defaultValue: false },
  properties: { whitelist: {}, defaultValue: false },
};

/**
 * Compiles every view of all libs and renders them. Two rules differ from plain Handlebars: a `ui/…` partial sees only
 * its own props, and the content of a `{{#> ui/…}}` block keeps the context it was written in.
 */
export function createRenderer({ root, dev, words, assets }: RendererOptions): Renderer {
  let stamp = dev ? viewsStamp(root) : '';
  let compiled = compileViews(readViews(root), words, assets);

  const render = (name: string, model: object, shared: Shared): string => {
    if (dev) {
      const current = viewsStamp(root);
      if (current !== stamp) [stamp, compiled] = [current, compileViews(readViews(root), words, assets)];
    }
    const template = compiled.templates.get(name);
    if (!template) throw new Error(`there is no view "${name}"`);
    return template(model, { data: { root: model, shared } });
  };

  return {
    page(name, model, layout, shared) {
      const body = render(name, model, shared);
      // A page that says who sees what (ui/privacy-line) takes the place of the footer's general line.
      const saysPrivacy = body.includes('<p class="privacy ');
      return render(`layout/${layout}`, { body, shared, saysPrivacy }, shared);
    },
    fragment: render,
    faults: () => compiled.faults,
  };
}

function compileViews(views: readonly ViewFile[], words: Words, assets: Assets): Compiled {
  const engine = Handlebars.create();
  const helpers = { ...createHelpers(words, assets) } as Record<string, unknown>;
  for (const name of BUILT_IN) helpers[name] = engine.helpers[name];

  const uiViews = views.filter((view) => view.name.startsWith('ui/'));
  const known: Known = {
    helpers: new Set(Object.keys(helpers)),
    views: new Set(views.map((view) => view.name)),
    props: new Map(
      uiViews.flatMap((view) => {
        const props = declaredProps(view.source);
        return props ? [[view.name, props] as const] : [];
      }),
    ),
    icons: (name) => assets.hasIcon(name),
    words: (key) => words.has(key),
    paths: hasPath,
  };

  const templates = new Map<string, Template>();
  const faults: Fault[] = [];
  const partials: Record<string, Template> = {};
  // What Handlebars would work out anew on every call of every partial, worked out once.
  const environment = {
    partial: true,
    helpers,
    partials,
    decorators: {},
    hooks: {},
    protoAccessControl: OWN_FIELDS_ONLY,
  };

  helpers[PART] = function part(this: unknown, ...args: unknown[]): Handlebars.SafeString {
    const options = args[args.length - 1] as Handlebars.HelperOptions;
    const name = args[0] as string;
    const named = options.hash as object;
    const props = args.length > 2 ? { ...(args[1] as object), ...named } : named;
    const data = Handlebars.createFrame(options.data as object) as Record<string, unknown>;
    data.slot = options.fn ? () => options.fn(this, { data: options.data as object }) : undefined;
    data.hasSlot = Boolean(options.fn);
    return new Handlebars.SafeString((templates.get(name) as Template)(props, { data }));
  };

  const knownHelpers = Object.fromEntries(Object.keys(helpers).map((name) => [name, true]));
  for (const view of views) {
    const own: Fault[] = [];
    let template: Template | undefined;
    try {
      const tree = engine.parse(view.source) as unknown as Node;
      own.push(...checkView(view, tree, known));
      if (own.length === 0) {
        const options = { knownHelpers, knownHelpersOnly: true, preventIndent: true };
        template = engine.compile(withParts(tree), options);
      }
    } catch (cause) {
      own.push({
        path: view.path,
        line: lineOf(cause),
        message: (cause as Error).message.split('\n')[0] ?? '',
      });
    }
    faults.push(...own);
    const call: Template = template
      ? (context, options) => template(context, { ...environment, ...options })
      : () => {
          throw new Error(own.map((fault) => `${fault.path}:${fault.line} ${fault.message}`).join('\n'));
        };
    templates.set(view.name, call);
    partials[view.name] = call;
  }
  return { templates, faults };
}

/** Turns every `{{> ui/x}}` and `{{#> ui/x}}` into a call of the part helper, which gives it its props alone. */
function withParts(node: Node): Node {
  const copy: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(node)) {
    if (Array.isArray(value))
      copy[key] = value.map((child: unknown) => (isNode(child) ? withParts(child) : child));
    else copy[key] = isNode(value) ? withParts(value) : value;
  }
  const isPartial = node.type === 'PartialStatement' || node.type === 'PartialBlockStatement';
  const name = isPartial ? (node.name as { original: string }).original : '';
  if (!name.startsWith('ui/')) return copy as Node;

  const call = {
    ...copy,
    path: { type: 'PathExpression', data: false, depth: 0, parts: [PART], original: PART, loc: node.loc },
    params: [
      { type: 'StringLiteral', value: name, original: name, loc: node.loc },
      ...(copy.params as Node[]),
    ],
  };
  return node.type === 'PartialStatement'
    ? ({ ...call, type: 'MustacheStatement', escaped: true } as unknown as Node)
    : ({ ...call, type: 'BlockStatement', inverse: null, inverseStrip: {} } as unknown as Node);
}

function lineOf(cause: unknown): number {
  const { lineNumber, message } = cause as { lineNumber?: number; message: string };
  return lineNumber ?? Number(/line (\d+)/.exec(message)?.[1] ?? 1);
}
