/**
 * Remembers the answers of a pure function by its argument: columns of an HR file repeat few values many times. Holds
 * at most `most` answers and then starts anew, so that odd files can't fill the memory.
 */
export function remember<T>(most = 20_000): (key: string, answer: () => T) => T {
  const known = new Map<string, T>();
  return (key, answer) => {
    const found = known.get(key);
    if (found !== undefined || known.has(key)) return found as T;
    if (known.size >= most) known.clear();
    const made = answer();
    known.set(key, made);
    return made;
  };
}
