/** `kill`: the process is stopped with SIGKILL again and again while people answer; then the judge looks. */
import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom } from '../../src/bot/simulate.ts';
import { loadContent } from '../../src/content/content.ts';
import { type Aim, type Place, places } from './deathbed.ts';
import { judge, type Verdict, type Violation } from './judge.ts';
import { bear, type Life } from './life.ts';
import type { Breakage } from './mortal.ts';
import { createPerson, type Person, pick, type Random } from './person.ts';
import { createPlatform, type Figures } from './platform.ts';
import { live, type Touches } from './script.ts';
import { plantWave, type Wave } from './wave.ts';
import { openWorld, packContent } from './world.ts';

export type KillOptions = {
  readonly seed: number;
  readonly turns: number;
  readonly kills: number;
  readonly broken?: Breakage;
};
export type KillResult = Verdict & {
  readonly figures: Figures;
  readonly deaths: Readonly<Record<Place, number>>;
  readonly sweeps: number;
  readonly folder: string;
};

/** People who are at it at the same time, more than may have something on its way; fewer where little is to be done. */
const poolMax = 24;
/** About how many steps of a kind a turn has: lives are then equally long whatever they are aimed at. */
const stepsPerTurn: Readonly<Record<Place, number>> = {
  'between turns': 1,
  'claim files': 0.8,
  'temp opened': 1,
  'part of the bytes out': 1,
  'all bytes, before fsync': 1,
  'after fsync, before rename': 1,
  'after rename, before folder sync': 1,
  'box (effect) writes': 1,
  'after commit, before settle': 4,
  'during settle': 6,
};
/** A life that did not come to its aim in so many times the usual turns is ended from outside. */
const patience = 3;
/** Some lives go on until the sweep after the start is through. */
const longOften = 0.05;
/** In some the disk answers late. */
const slowOften = 0.2;
const rivalOften = 0.25;
/** Nobody got any further for so long: something waits for ever. */
const stuckMs = 30_000;
/** JST with a smaller scope have shorter surveys, so that more is sent. */
const scopes = ['all', 'I', 'II', 'III', 'I', 'all'] as const;

/** Runs the experiment in a folder of its own, which is kept only when something is wrong. */
export async function kill(options: KillOptions): Promise<KillResult> {
  const { seed, turns, kills, broken } = options;
  const folder = mkdtempSync(join(tmpdir(), 'rozmownica-kill-'));
  const dataDir = join(folder, 'data');
  const paths = { dataDir, texts: join(folder, 'texts.json'), note: join(folder, 'place') };
  const content = await loadContent();
  writeFileSync(paths.texts, packContent(content));
  const planting = await openWorld({ dataDir, content, channels: [], report: (fact) => console.error(fact) });
  const wave = await plantWave(planting, scopes, Math.ceil(10 + turns / 100));
  await planting.close();

  const random = createRandom(seed);
  const poolSize = Math.min(poolMax, Math.max(6, Math.round(turns / 60)));
  const log = createWriteStream(join(folder, 'journal.ndjson'));
  const journal = (line: unknown): void => void log.write(`${JSON.stringify(line)}\n`);
  const platform = createPlatform(random, journal);
  const { figures } = platform;
  const deaths = Object.fromEntries(places.map((place) => [place, 0])) as Record<Place, number>;
  const troubles: Violation[] = [];
  let [died, sweeps] = [0, 0];

  const people: Person[] = [];
  let living = 0;
  const populate = (): void => {
    while (living < poolSize && (figures.turns < turns || died < kills)) {
      for (const person of drawPeople(seed, people.length, wave, random)) {
        people.push(person);
        living += 1;
        live(person, platform.talk)
          .catch((error: unknown) => person.complaints.push({ what: 'other', how: String(error) }))
          .finally(() => {
            living -= 1;
            populate();
          });
      }
    }
  };

  const bearNext = (): Life => bear(paths, broken);
  let next = bearNext();
  populate();
  for (let ended = 0; ended < 2; ) {
    const life = next;
    const last = died >= kills;
    const pace = Math.max(1, (turns - figures.turns) / Math.max(1, kills - died));
    const plan = last ? undefined : draw(random, pace);
    const before = figures.acks;
    let [swept, told, over] = [false, false, false];
    let [progress, at] = [0, Date.now()];

    const stop = (): void => {
      if (over) return;
      platform.connect(undefined, undefined);
      life.kill();
    };
    const look = (): void => {
      const acks = figures.acks - before;
      if (acks !== progress || living === 0) [progress, at] = [acks, Date.now()];
      if (Date.now() - at > stuckMs) {
        troubles.push({ law: 'other', how: `nothing happens any more: ${platform.waiting()}` });
        stop();
      } else if (plan) {
        if (acks >= plan.turnsMax && (swept || !plan.long)) stop();
        else if (!plan.aim && acks >= plan.turns) {
          platform.hold(plan.quiet);
          if (!plan.quiet || platform.isQuiet() || acks > plan.turns + poolSize) setTimeout(stop, plan.afterMs);
        }
      } else if (living === 0 && platform.isQuiet() && swept && !told) {
        told = true;
        life.send({ end: true });
      }
    };
    life.onLine((line) => {
      if ('swept' in line) {
        swept = true;
        sweeps += 1;
      } else if ('trouble' in line) troubles.push({ law: 'other', how: line.trouble });
      platform.hear(line);
      look();
    });
    const timer = setInterval(look, 20);
    journal({ life: died, plan });
    life.send({ go: plan?.aim ?? null, slow: plan?.slow ?? false });
    platform.connect(life.send, plan?.aim ? touchesOf[plan.aim.place] : 'anything');
    next = bearNext();
    const end = await life.ended;
    over = true;
    clearInterval(timer);
    platform.connect(undefined, undefined);
    platform.hold(false);
    if (end.signal === 'SIGKILL') {
      died += 1;
      const place = places[readFileSync(paths.note)[0] ?? 0] ?? 'between turns';
      deaths[place] += 1;
      journal({ died: place });
    } else if (end.code === 0) ended += 1;
    else troubles.push({ law: 'other', how: `the process ended by itself: ${JSON.stringify(end)}` });
    if (troubles.some(({ how }) => how.startsWith('nothing happens'))) break;
  }
  next.kill();
  platform.close();
  await new Promise((resolve) => log.end(resolve));

  const verdict = judge(dataDir, people);
  const violations = [...verdict.violations, ...troubles];
  if (violations.length === 0) rmSync(folder, { recursive: true, force: true });
  return { ...verdict, violations, figures, deaths, sweeps, folder };
}

const touchesOf: Partial<Record<Place, Touches>> = { 'claim files': 'claims', 'box (effect) writes': 'boxes' };

type Plan = {
  readonly aim?: Aim;
  readonly turns: number;
  readonly turnsMax: number;
  readonly quiet: boolean;
  readonly afterMs: number;
  readonly long: boolean;
  readonly slow: boolean;
};

/** How a life shall end. Every place is as likely as any other; between turns and anywhere it ends from outside. */
function draw(random: Random, pace: number): Plan {
  const place = pick(random, places);
  const turns = Math.round(random() * 2 * pace);
  const long = random() < longOften;
  const rest = { turns, turnsMax: long ? 0 : Math.ceil(pace * patience), quiet: random() < 0.5, afterMs: random() * 10, long, slow: random() < slowOften };
  if (place === 'between turns' || long) return rest;
  const nth = 1 + Math.floor(random() * 2 * Math.min(pace, 8) * stepsPerTurn[place]);
  return { ...rest, aim: { place, nth, part: random() } };
}

/** The next person; now and then two who were given the same personal code. */
function drawPeople(seed: number, count: number, wave: Wave, random: Random): readonly Person[] {
  const unit = pick(random, wave.units);
  const side = pick(random, ['ngo', 'office'] as const);
  if (random() < 0.5) return [createPerson(seed, count, { unit, side, entry: 'link', code: wave.link(unit, side) })];
  const invited = { unit, side, entry: 'personal', code: wave.personal(unit, side) } as const;
  const first = createPerson(seed, count, invited);
  return random() < rivalOften ? [first, createPerson(seed, count + 1, invited)] : [first];
}
