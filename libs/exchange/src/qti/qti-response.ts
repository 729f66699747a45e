import { below, childOf, childrenOf, textOf, type XmlElement } from '../xml-tree.js';

/** What an item says of one response: what is right and what it is worth. */
export interface QtiResponse {
  readonly isSingle: boolean;
  readonly baseType: string;
  readonly correct: readonly string[];
  /** Empty when the item scores by its right answer alone. */
  readonly mapped: ReadonlyMap<string, number>;
  readonly caseSensitive: boolean;
}

/** The declaration that belongs to a response identifier; undefined when the item has none. */
export function responseOf(item: XmlElement, identifier: string): QtiResponse | undefined {
  const declared = childrenOf(item, 'responseDeclaration').find(
    ({ attributes }) => attributes['identifier'] === identifier,
  );
  if (declared === undefined) return undefined;
  const entries = childrenOf(childOf(declared, 'mapping'), 'mapEntry');
  return {
    isSingle: (declared.attributes['cardinality'] ?? 'single') === 'single',
    baseType: declared.attributes['baseType'] ?? 'identifier',
    correct: childrenOf(childOf(declared, 'correctResponse'), 'value')
      .map((value) => textOf(value).trim())
      .filter((value) => value !== ''),
    mapped: usesMapping(item)
      ? new Map(
          entries.map(({ attributes }) => [
            attributes['mapKey'] ?? '',
            Number(attributes['mappedValue']) || 0,
          ]),
        )
      : new Map<string, number>(),
    caseSensitive: entries.some(({ attributes }) => attributes['caseSensitive'] === 'true'),
  };
}

function usesMapping(item: XmlElement): boolean {
  const processing = childOf(item, 'responseProcessing');
  if (processing === undefined) return true; // scored elsewhere: a mapping is the only thing that tells
  if (/map_response/.test(processing.attributes['template'] ?? '')) return true;
  return below(processing).some(({ name }) => name === 'mapResponse');
}

/**
 * What a choice is worth, in per cent of the mark; the largest mark is the best answer (single) or all right ones
 * together. Without a mapping right ones share the mark and wrong ones take a share away.
 */
export function weightsOf(response: QtiResponse, identifiers: readonly string[]): number[] {
  const { correct, mapped, isSingle } = response;
  if (mapped.size === 0) {
    const share = isSingle ? 100 : 100 / Math.max(correct.length, 1);
    return identifiers.map((identifier) => (correct.includes(identifier) ? share : isSingle ? 0 : -share));
  }
  const values = identifiers.map((identifier) => mapped.get(identifier) ?? 0);
  const positive = values.filter((value) => value > 0);
  const full = isSingle ? Math.max(0, ...positive) : positive.reduce((sum, value) => sum + value, 0);
  return values.map((value) => (full === 0 ? 0 : (value / full) * 100));
}
