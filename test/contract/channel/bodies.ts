/** Bodies made of real-looking ones: with a part that is something else, or with words that must not be repeated. */
import fc from 'fast-check';

/** The body with one of its parts exchanged for anything. */
export function spoilt(body: unknown): fc.Arbitrary<unknown> {
  const places = placesIn(body);
  return fc
    .tuple(fc.constantFrom(...places), fc.oneof(fc.anything(), fc.jsonValue()))
    .map(([place, part]) => put(body, place, part));
}

/** The body with the word in the place of each of its parts, as a key of each, and in a list. */
export function planted(body: unknown, word: string): unknown[] {
  return placesIn(body).flatMap((place) => [
    put(body, place, word),
    put(body, place, { [word]: word }),
    put(body, place, [word]),
    put(body, [...place, word], word),
  ]);
}

type Place = readonly (string | number)[];

/** Every part of a value, the whole first. */
function placesIn(value: unknown): Place[] {
  const inner = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [[], ...inner.flatMap(([key, part]) => placesIn(part).map((place) => [key, ...place]))];
}

function put(value: unknown, [key, ...rest]: Place, part: unknown): unknown {
  if (key === undefined) return part;
  const inside = Object.entries(typeof value === 'object' && value !== null ? value : {});
  const own = inside.find(([name]) => name === key)?.[1];
  const parts = [...inside.filter(([name]) => name !== key), [key, put(own, rest, part)] as const];
  return Array.isArray(value) ? parts.map(([, one]) => one) : Object.fromEntries(parts);
}
