/**
 * The channel laws (design.md §7). A channel's test calls `channelContract` and adds only what is peculiar to it; a law
 * that a channel cannot keep is skipped with a reason in the call.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Channel, channelOf } from '../../src/channels/channel.ts';
import type { Activity, Route } from '../../src/dialog/activity.ts';
import type { Reply } from '../../src/dialog/reply.ts';
import type { Delivery, SendResult } from '../../src/store/store.ts';
import { drawSeed } from '../support/data-folder.ts';
import { paper, picture } from '../support/enclosed.ts';
import { planted, spoilt } from './channel/bodies.ts';
import { enclosedWithin, replyWithin } from './channel/reply.ts';

/**
 * What a channel makes of a body: an activity, news of a delivery, somebody in a group who is shown the way to a private
 * talk, or nothing, with the reason for the log.
 */
export type Parsed =
  | { readonly kind: 'activity'; readonly activity: Activity }
  | { readonly kind: 'seen' }
  | { readonly kind: 'group' }
  | { readonly kind: 'unsupported'; readonly reason: string };

/** What becomes of a message at the platform: `busy` is 429, `blocked` 403, `broken` 5xx, `dead` a line that breaks. */
export type Fate = 'taken' | 'busy' | 'blocked' | 'broken' | 'dead' | 'refused' | 'away';

/** A channel before a platform that does as it is told. */
export type Stage = {
  readonly channel: Channel;
  /** What arrived at one of the platform's addresses, as the platform got it. */
  readonly arrived: (address: string) => readonly unknown[];
  /** All that was logged so far. */
  readonly logged: () => string;
};

export type Skip = { readonly skip: string };

export type ChannelDriver = {
  readonly name: string;
  /** A folder with real-looking bodies, one JSON each. */
  readonly fixtures: string;
  /** What becomes of each: the activity's kind, `seen`, or `unsupported: ` with its reason. */
  readonly expected: Readonly<Record<string, string>>;
  /** Addresses as the platform writes them, two at least. */
  readonly addresses: readonly string[];
  /** A message of somebody, as the platform posts it. */
  readonly says: (address: string, text: string) => unknown;
  /** Reads a body. Who it is from stands in it, or beside it (a cookie). */
  readonly parse: (body: unknown, address: string) => Parsed;
  readonly render: (reply: Reply) => unknown;
  /** What the platform posts when somebody taps the choice of this number. */
  readonly press: (rendered: unknown, index: number, address: string) => unknown;
  /** The stage on which each fate happens; `busy` asks for a delay of `afterMs`. */
  readonly send: Readonly<Record<Fate, ((afterMs: number) => Promise<Stage>) | Skip>>;
  /** Tokens and keys that the stages use. */
  readonly secrets: readonly string[];
  /** Posts a real-looking body without the right secret: what is answered, and how many activities came of it. */
  readonly forge: () => Promise<{ readonly status: number; readonly received: number }>;
};

/** What the store must hear. */
const results: Record<Fate, readonly SendResult['kind'][]> = {
  taken: ['sent', 'handed'],
  busy: ['retry'],
  blocked: ['unreachable'],
  broken: ['retry'],
  dead: ['retry'],
  refused: ['rejected'],
  away: ['absent'],
};
const afterMs = 7_000;
const canary = 'Kanarek-7Q2X';

export function channelContract(driver: ChannelDriver): void {
  const { parse, says, render, press, addresses } = driver;
  const [here = ''] = addresses;
  const files = readdirSync(driver.fixtures).sort();
  const bodyOf = (file: string): unknown => JSON.parse(readFileSync(join(driver.fixtures, file), 'utf8'));
  const seed = drawSeed();

  describe(`channel: ${driver.name}`, () => {
    describe('what comes in', () => {
      it.each(files)('is an activity, or unsupported with a reason: %s', (file) => {
        expect(outcome(parse(bodyOf(file), here))).toBe(driver.expected[file]);
      });

      it('has a file for each outcome that is expected', () => {
        expect(Object.keys(driver.expected).sort()).toEqual(files);
      });

      it(`never makes it throw, whatever it is (seed ${seed})`, () => {
        const before = Object.getOwnPropertyNames(Object.prototype);
        const any = fc.oneof(fc.anything(), fc.jsonValue(), ...files.map((file) => spoilt(bodyOf(file))));
        fc.assert(
          fc.property(any, (body) => {
            expect(['activity', 'seen', 'group', 'unsupported']).toContain(parse(body, here).kind);
          }),
          { seed, numRuns: 1_000 },
        );
        expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
      });

      it('is refused with a reason that repeats nothing of it', () => {
        let refused = 0;
        for (const body of files.flatMap((file) => planted(bodyOf(file), canary))) {
          const parsed = parse(body, here);
          if (parsed.kind !== 'unsupported') continue;
          refused += 1;
          expect(parsed.reason).not.toBe('');
          expect(parsed.reason).not.toContain(canary);
        }
        expect(refused).toBeGreaterThan(0);
      });

      it('without the right secret is answered with 401 and goes no further', async () => {
        expect(await driver.forge()).toEqual({ status: 401, received: 0 });
      });
    });

    describe('a conversation', () => {
      it('has an id of its own channel, the same each time, and no two people share one', () => {
        const ids = addresses.map((address) => conversationOf(parse(says(address, 'a'), address)));
        expect(new Set(ids).size).toBe(addresses.length);
        expect(new Set(ids.map(channelOf))).toEqual(new Set([driver.name]));
        expect(addresses.map((address) => conversationOf(parse(says(address, 'b'), address)))).toEqual(ids);
      });

      law(
        driver.send.taken,
        'gets what is said to it where its messages came from, and nobody else does',
        async (make) => {
          const { channel, arrived } = await make(afterMs);
          for (const [n, address] of addresses.entries()) {
            await channel.send(deliveryTo(parse(says(address, 'a'), address), said(`to ${n}`)), true);
          }
          for (const [n, address] of addresses.entries()) {
            const got = JSON.stringify(arrived(address));
            expect(addresses.filter((_, other) => got.includes(`to ${other}`))).toEqual([addresses[n]]);
          }
          await channel.close();
        },
      );
    });

    it(`shows every reply within its limits, and a tapped choice comes back as it was (seed ${seed})`, async () => {
      const { channel } = await stageOf(driver);
      fc.assert(
        fc.property(replyWithin(channel.limits), (reply) => {
          const rendered = render(reply);
          if (reply.kind === 'text') return;
          for (const [index, { id }] of reply.choices.entries()) {
            const parsed = parse(press(rendered, index, here), here);
            const { nonce, prompt, step } = reply;
            expect(parsed).toMatchObject({
              kind: 'activity',
              activity: { kind: 'choice', nonce, prompt, step, choice: id },
            });
          }
        }),
        { seed, numRuns: 200 },
      );
      await channel.close();
    });

    it(`shows what is said with any file (seed ${seed})`, () => {
      fc.assert(
        fc.property(enclosedWithin, (reply) => {
          expect(JSON.stringify(render(reply)).length).toBeGreaterThan(0);
        }),
        { seed, numRuns: 100 },
      );
    });

    law(driver.send.taken, 'a picture and a document arrive with their words', async (make) => {
      const { channel, arrived } = await make(afterMs);
      for (const reply of [picture, paper]) {
        const result = await channel.send(deliveryTo(parse(says(here, 'a'), here), reply), true);
        expect(results.taken).toContain(result.kind);
      }
      const got = JSON.stringify(arrived(here));
      for (const words of ['najmocniej', 'Cały']) expect(got).toContain(words);
      await channel.close();
    });

    describe.each([said(canary), { ...picture, text: canary }, { ...paper, text: canary }])(
      'what is sent: $kind',
      (reply) => {
        for (const fate of Object.keys(results) as Fate[])
          law(driver.send[fate], `and ${fate} is told to the store as ${results[fate].join(' or ')}`, async (make) => {
            const { channel, logged } = await make(afterMs);
            const delivery = deliveryTo(parse(says(here, canary), here), reply);
            const { conversation } = delivery;
            // A line that breaks may be told by throwing: whoever sends tries again.
            const result = await channel.send(delivery, true).catch((error: unknown): SendResult => {
              expect(String(error)).not.toContain(canary);
              return { kind: 'retry', afterMs: 1_000 };
            });
            await channel.close();
            expect(results[fate]).toContain(result.kind);
            if (fate === 'busy') expect(result).toEqual({ kind: 'retry', afterMs });
            for (const secret of [canary, conversation, here, ...driver.secrets]) {
              expect(JSON.stringify(result)).not.toContain(secret);
              expect(logged()).not.toContain(secret);
            }
          });
      },
    );
  });
}

function law<T>(given: T | Skip, what: string, test: (given: T) => Promise<void>): void {
  if (typeof given === 'object' && given !== null && 'skip' in given) it.skip(`${what} (${given.skip})`);
  else it(what, () => test(given as T));
}

/** The stage of the first fate that the platform knows. */
async function stageOf({ send }: ChannelDriver): Promise<Stage> {
  const make = Object.values(send).find((one) => typeof one === 'function');
  if (!make) throw new Error('the platform knows no fate at all');
  return make(afterMs);
}

function said(text: string): Reply {
  return { kind: 'text', language: 'pl', text };
}

function outcome(parsed: Parsed): string {
  if (parsed.kind === 'activity') return parsed.activity.kind;
  return parsed.kind === 'unsupported' ? `unsupported: ${parsed.reason}` : parsed.kind;
}

function conversationOf(parsed: Parsed): string {
  if (parsed.kind !== 'activity') throw new Error(`a message is no activity, but ${outcome(parsed)}`);
  return parsed.activity.conversation;
}

function deliveryTo(parsed: Parsed, reply: Reply): Delivery {
  const conversation = conversationOf(parsed);
  const route: Route = (parsed.kind === 'activity' ? parsed.activity.route : undefined) ?? {};
  return { id: `${conversation}#1`, conversation, reply, attempts: 0, due: 0, route };
}
