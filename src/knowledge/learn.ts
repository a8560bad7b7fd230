/**
 * Learns topics from example questions: multinomial logistic regression by stochastic gradient descent
 * (Bishop, Pattern Recognition and Machine Learning, 4.3.4). Deterministic: the same examples give the same weights.
 */
import { type Features, featuresOf } from './features.ts';
import { type Learnt, softmax, type Vector, vectorOf } from './learnt.ts';

/** A question and the topics that answer it equally well. */
export type Example = { readonly question: string; readonly topics: readonly string[] };

const rounds = 4;
/** How far each example moves the weights in the first round, and in the last. */
const stepFirst = 2;
const stepLast = 0.4;
/** A topic whose share is this near to right is left alone. */
const nearEnough = 0.002;
/** Pairs and letter runs that only one example has say more about its author than about the topic. */
const seenMin = [1, 2, 2];
/** Questions that two topics must share to count as answers to each other. */
const togetherMin = 6;
/** Weights are kept in 127 steps on each side; smaller ones are left out. */
const steps = 127;

export function learn(examples: readonly Example[]): Learnt {
  const all = examples.map(({ question }) => featuresOf(question));
  const { features, telling, strange } = vocabulary(all);
  const index = new Map(Array.from(features, (feature, at) => [feature, at]));
  const vectors = all.map((one) =>
    vectorOf(
      one,
      (feature) => index.get(feature),
      (at) => telling[at] ?? 0,
      strange,
    ),
  );
  const topics = [...new Set(examples.flatMap((example) => example.topics))].sort();
  const numbers = new Map(topics.map((topic, at) => [topic, at]));
  const right = examples.map((example) => example.topics.map((topic) => numbers.get(topic) ?? 0));
  const weights = descend(vectors, right, features.length, topics.length);
  return {
    topics,
    ties: tiesOf(examples),
    features,
    telling,
    strange,
    ...packed(weights, features.length, topics.length),
  };
}

/** Pairs of topics that stand together at enough questions. */
function tiesOf(examples: readonly Example[]): Learnt['ties'] {
  const together = new Map<string, number>();
  for (const { topics } of examples) {
    const [first, ...others] = [...topics].sort();
    for (const other of others) together.set(`${first} ${other}`, (together.get(`${first} ${other}`) ?? 0) + 1);
  }
  return [...together]
    .filter(([, count]) => count >= togetherMin)
    .map(([pair]) => pair.split(' ') as [string, string])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

function vocabulary(all: readonly Features[]): Pick<Learnt, 'features' | 'telling' | 'strange'> {
  const seen = seenMin.map(() => new Map<number, number>());
  for (const one of all)
    one.forEach((counts, kind) => {
      const tally = seen[kind];
      for (const feature of counts.keys()) tally?.set(feature, (tally.get(feature) ?? 0) + 1);
    });
  const kept = seen.flatMap((tally, kind) => [...tally].filter(([, count]) => count >= (seenMin[kind] ?? 1)));
  kept.sort(([a], [b]) => a - b);
  return {
    features: Uint32Array.from(kept, ([feature]) => feature),
    telling: Float32Array.from(kept, ([, count]) => Math.log(1 + all.length / count)),
    strange: Math.log(1 + all.length),
  };
}

/** The weights, a row of topics for each feature. */
function descend(
  vectors: readonly Vector[],
  right: readonly (readonly number[])[],
  features: number,
  topics: number,
): Float32Array {
  const weights = new Float32Array(features * topics);
  const shares = new Float64Array(topics);
  const order = vectors.map((_, at) => at);
  const draw = dice();
  for (let round = 0; round < rounds; round += 1) {
    shuffle(order, draw);
    const step = stepFirst + ((stepLast - stepFirst) * round) / (rounds - 1);
    for (const at of order) {
      const vector = vectors[at];
      if (vector) learnOne(weights, shares, vector, right[at] ?? [], step);
    }
  }
  return weights;
}

function learnOne(weights: Float32Array, shares: Float64Array, vector: Vector, right: readonly number[], step: number) {
  const { places, values } = vector;
  const topics = shares.length;
  shares.fill(0);
  for (let k = 0; k < places.length; k += rowsAtOnce) addRows(weights, shares, places, values, k);
  softmax(shares);
  // Where several topics are right, each is asked for as much as it is believed already.
  const believed = right.reduce((sum, topic) => sum + (shares[topic] ?? 0), 0);
  const wanted = right.map((topic) => (believed > 0 ? (shares[topic] ?? 0) / believed : 1 / right.length));
  const moved: number[] = [];
  const moves: number[] = [];
  for (let topic = 0; topic < topics; topic += 1) {
    const at = right.indexOf(topic);
    const move = (at < 0 ? 0 : (wanted[at] ?? 0)) - (shares[topic] as number);
    if (Math.abs(move) < nearEnough) continue;
    moved.push(topic);
    moves.push(step * move);
  }
  // Row by row: the weights of one feature lie side by side.
  for (let k = 0; k < places.length; k += 1) {
    const row = (places[k] as number) * topics;
    const value = values[k] as number;
    for (let m = 0; m < moved.length; m += 1) {
      const cell = row + (moved[m] as number);
      weights[cell] = (weights[cell] as number) + (moves[m] as number) * value;
    }
  }
}

/** Four rows in one pass: most of the time of learning is spent here, and the sums are then read and written once. */
const rowsAtOnce = 4;

function addRows(
  weights: Float32Array,
  shares: Float64Array,
  places: readonly number[],
  values: readonly number[],
  from: number,
): void {
  const topics = shares.length;
  const [a = 0, b = 0, c = 0, d = 0] = [0, 1, 2, 3].map((k) => (places[from + k] ?? 0) * topics);
  const [p = 0, q = 0, r = 0, s = 0] = [0, 1, 2, 3].map((k) => values[from + k] ?? 0);
  for (let t = 0; t < topics; t += 1)
    shares[t] =
      (shares[t] as number) +
      (weights[a + t] as number) * p +
      (weights[b + t] as number) * q +
      (weights[c + t] as number) * r +
      (weights[d + t] as number) * s;
}

/** The weights that matter, in few bytes. */
function packed(
  weights: Float32Array,
  features: number,
  topics: number,
): Pick<Learnt, 'starts' | 'spokenFor' | 'weights' | 'unit'> {
  let most = 0;
  for (const weight of weights) most = Math.max(most, Math.abs(weight));
  const unit = most / steps || 1;
  const starts = new Uint32Array(features + 1);
  const spokenFor: number[] = [];
  const kept: number[] = [];
  for (let feature = 0; feature < features; feature += 1) {
    for (let topic = 0; topic < topics; topic += 1) {
      const weight = Math.round((weights[feature * topics + topic] as number) / unit);
      if (weight === 0) continue;
      spokenFor.push(topic);
      kept.push(weight);
    }
    starts[feature + 1] = kept.length;
  }
  return { starts, spokenFor: Uint16Array.from(spokenFor), weights: Int8Array.from(kept), unit };
}

/** Numbers between 0 and 1, always the same ones (mulberry32). */
function dice(): () => number {
  let state = 0x9e3779b9;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

function shuffle(order: number[], draw: () => number): void {
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = Math.floor(draw() * (at + 1));
    [order[at], order[other]] = [order[other] as number, order[at] as number];
  }
}
