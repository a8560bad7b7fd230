/**
 * Telegram with its limits on, as its FAQ has them: 150 people who tap once in 6 s, and a wave that closes on 1,000
 * people, with somebody tapping in the middle of it. The fake counts every call that goes over.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { usualPace } from '../src/channels/telegram/limiter.ts';
import { noPace, openTelegramHouse, type TelegramHouse } from '../test/support/telegram/house.ts';
import { publishedLimits } from '../test/support/telegram/limits.ts';
import { createTelegramPerson, type TelegramPerson } from '../test/support/telegram/person.ts';
import { drive, percentile, print, verdict } from './scratch.ts';

const peopleCount = 150;
const tapEveryMs = 6_000;
const lastsMs = 60_000;
const goalMs = 1_500;
const queued = 1_000;
const perSecond = publishedLimits.overall;
const goalShare = 1.1;
const answerGoalMs = 1_000;
const firstChat = 7_000_001;

/** A fake whose limits are switched on when everybody stands in the survey. */
async function openWith(people: number): Promise<{ house: TelegramHouse; all: TelegramPerson[]; limit: () => void }> {
  let pace = noPace;
  // A window on the pace of the moment: what reads it reads the newest.
  const switched = {
    get overall() {
      return pace.overall;
    },
    get evenMs() {
      return pace.evenMs;
    },
    get chat() {
      return pace.chat;
    },
    get group() {
      return pace.group;
    },
  };
  let base = 0;
  // While time runs a thousand times as fast, no limit is ever reached.
  let speed = 100_000;
  const now = (): number => base + performance.now() * speed;
  const house = await openTelegramHouse(
    'webhook',
    { realTime: true, synced: true, telegramPace: switched },
    { limits: publishedLimits, now },
  );
  const all = Array.from({ length: people }, (_, index) => createTelegramPerson(house.api, firstChat + index));
  const code = house.site.test.code('ngo').replaceAll('-', '');
  await drive(people, 50, async (index) => {
    const person = all[index];
    await person?.start(code);
    await person?.tap('accept');
    await person?.tap('organisation');
  });
  await house.api.whenDelivered();
  return {
    house,
    all,
    limit() {
      pace = usualPace;
      const at = now();
      speed = 1;
      base = at - performance.now();
    },
  };
}

/** A button of the question that is open: never one that ends the survey. */
function answerOf(person: TelegramPerson): string {
  const texts = person
    .last()
    .keyboard.flat()
    .map(({ text }) => text);
  const ticked = texts.some((text) => text.startsWith('☑'));
  return (ticked ? texts.find((text) => text === 'Gotowe') : texts[0]) ?? '';
}

async function people150(): Promise<void> {
  const { house, all, limit } = await openWith(peopleCount);
  limit();
  await pause(2_000);
  const each: number[] = [];
  const until = performance.now() + lastsMs;
  await Promise.all(
    all.map(async (person) => {
      await pause(Math.random() * tapEveryMs);
      while (performance.now() < until) {
        const from = performance.now();
        await person.tap(answerOf(person));
        each.push(performance.now() - from);
        await pause(Math.max(0, tapEveryMs - (performance.now() - from)));
      }
    }),
  );
  each.sort((a, b) => a - b);
  const p95 = percentile(each, 0.95);
  const edits = house.api.calls.filter(({ method }) => method === 'editMessageText').length;
  print(
    `${peopleCount} people, a tap in ${tapEveryMs / 1_000} s each: to the next question`,
    `${(each.length / (lastsMs / 1_000)).toFixed(1)}/s`,
    `p50 ${percentile(each, 0.5).toFixed(0)} ms`,
    `p95 ${p95.toFixed(0)} ms`,
    `${house.api.tooMany()} × 429`,
    verdict(p95 < goalMs && house.api.tooMany() === 0),
  );
  print('   changes of answered questions besides', edits);
  await house.close();
}

async function closing1000(): Promise<void> {
  const { house, all, limit } = await openWith(queued + 1);
  const { api, site } = house;
  limit();
  await pause(2_000);
  const [tapper] = all;
  const before = api.calls.length;
  const from = performance.now();
  await site.test.bot.waves.close('fala-1');
  site.test.bot.deliver.wake();
  const waits: number[] = [];
  const told = (): number => api.calls.slice(before).filter(({ method }) => method === 'sendMessage').length;
  // The one who taps is among those who are told: their own line comes first.
  while (told() < queued + 1) {
    await pause(1_000);
    const start = performance.now();
    await tapper?.say('/pomoc');
    waits.push(performance.now() - start);
  }
  const own = waits.length;
  const tookMs = performance.now() - from;
  const shortestMs = ((queued + 1 + own) / perSecond) * 1_000;
  print(
    `A wave closes on ${queued} people: told in`,
    `${(tookMs / 1_000).toFixed(1)} s`,
    `${(tookMs / shortestMs).toFixed(2)} × shortest`,
    `${api.tooMany()} × 429`,
    verdict(tookMs <= shortestMs * goalShare && api.tooMany() === 0),
  );
  const slowest = Math.max(...waits);
  print(
    '   an answer to somebody in the middle of it, longest',
    `${slowest.toFixed(0)} ms`,
    `${waits.length} of them`,
    verdict(slowest < answerGoalMs),
  );
  await house.close();
}

export async function limitsBench(): Promise<void> {
  console.log('\nTelegram with its limits on');
  await people150();
  await closing1000();
}
