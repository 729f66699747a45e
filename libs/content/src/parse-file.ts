import { isMap, isNode, isPair, isScalar, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import type { z } from 'zod';
import type { FieldPath, Parsed, Place, Problem } from './tree.js';

const START: Place = { line: 1, column: 1 };

export interface ParseResult<T> {
  readonly parsed: readonly Parsed<T>[];
  readonly problems: readonly Problem[];
}

/**
 * Reads one YAML file with one schema. Never throws: what is wrong comes back as problems, each at its own
 * line and column, so that one broken file hides nothing in the others.
 *
 * @param firstLine line of the file on which this YAML starts (front matter starts on line 2)
 */
export function parseYaml<T>(
  file: { path: string; text: string },
  schema: z.ZodType<T>,
  firstLine = 1,
): ParseResult<T> {
  const yaml = openYaml(file, firstLine);
  if (yaml.problems.length > 0) return { parsed: [], problems: yaml.problems };
  return parseValue(yaml, schema, yaml.document.toJS(), []);
}

/** Reads a YAML list and parses each element on its own; a broken element is left out and reported. */
export function parseYamlList<T>(file: { path: string; text: string }, schema: z.ZodType<T>): ParseResult<T> {
  const yaml = openYaml(file, 1);
  if (yaml.problems.length > 0) return { parsed: [], problems: yaml.problems };
  const list: unknown = yaml.document.toJS();
  if (!Array.isArray(list)) {
    return {
      parsed: [],
      problems: [problemAt(yaml, [], 'must be a list: each element starts with a hyphen')],
    };
  }
  const results = list.map((element, index) => parseValue(yaml, schema, element, [index]));
  return {
    parsed: results.flatMap((result) => result.parsed),
    problems: results.flatMap((result) => result.problems),
  };
}

interface OpenYaml {
  readonly file: string;
  readonly document: Document;
  readonly counter: LineCounter;
  readonly firstLine: number;
  readonly problems: readonly Problem[];
}

function openYaml(file: { path: string; text: string }, firstLine: number): OpenYaml {
  const counter = new LineCounter();
  const document = parseDocument(file.text, { lineCounter: counter, prettyErrors: false, uniqueKeys: true });
  const problems = [...document.errors, ...document.warnings].map((error) => ({
    file: file.path,
    rule: 'yaml',
    message: error.message,
    ...placeOf(counter, error.pos[0], firstLine),
  }));
  return { file: file.path, document, counter, firstLine, problems };
}

function parseValue<T>(
  yaml: OpenYaml,
  schema: z.ZodType<T>,
  value: unknown,
  prefix: FieldPath,
): ParseResult<T> {
  const result = schema.safeParse(value);
  if (result.success) {
    const at = (path: FieldPath): Place => locate(yaml, [...prefix, ...path]);
    return { parsed: [{ file: yaml.file, value: result.data, at }], problems: [] };
  }
  return { parsed: [], problems: result.error.issues.flatMap((issue) => issueProblems(yaml, prefix, issue)) };
}

/** One schema issue in an author's words; an unknown key is pointed at by its own place, not its parent's. */
function issueProblems(yaml: OpenYaml, prefix: FieldPath, issue: z.core.$ZodIssue): Problem[] {
  const path = [...prefix, ...issue.path.map((part) => (typeof part === 'number' ? part : String(part)))];
  const named = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      file: yaml.file,
      rule: 'shape',
      message: sentence(named, `"${key}" is not a field here`),
      ...keyPlace(yaml, path, key),
    }));
  }
  if (issue.code === 'invalid_type' && path.length > 0 && !has(yaml, path)) {
    return [problemAt(yaml, path, `"${named}" is missing`)];
  }
  return [problemAt(yaml, path, sentence(named, issue.message))];
}

const sentence = (field: string, message: string): string =>
  field === '' ? message : `${field}: ${message}`;

function problemAt(yaml: OpenYaml, path: FieldPath, message: string): Problem {
  return { file: yaml.file, rule: 'shape', message, ...locate(yaml, path) };
}

/** The place of a field, or of the nearest thing around it that does stand in the file. */
function locate(yaml: OpenYaml, path: FieldPath): Place {
  for (let length = path.length; length >= 0; length--) {
    const node = nodeAt(yaml.document, path.slice(0, length));
    if (node?.range) return placeOf(yaml.counter, node.range[0], yaml.firstLine);
  }
  return { ...START, line: yaml.firstLine };
}

function keyPlace(yaml: OpenYaml, path: FieldPath, key: string): Place {
  const parent = nodeAt(yaml.document, path);
  if (isMap(parent)) {
    const pair = parent.items.find(
      (candidate) => isPair(candidate) && isScalar(candidate.key) && candidate.key.value === key,
    );
    if (pair && isScalar(pair.key) && pair.key.range)
      return placeOf(yaml.counter, pair.key.range[0], yaml.firstLine);
  }
  return locate(yaml, path);
}

function nodeAt(document: Document, path: FieldPath): Node | undefined {
  const node: unknown = path.length === 0 ? document.contents : document.getIn(path, true);
  return isNode(node) ? node : undefined;
}

const has = (yaml: OpenYaml, path: FieldPath): boolean => yaml.document.hasIn(path);

function placeOf(counter: LineCounter, offset: number, firstLine: number): Place {
  const { line, col } = counter.linePos(offset);
  return { line: Math.max(line, 1) + firstLine - 1, column: Math.max(col, 1) };
}
