/** `kill`: the process is stopped with SIGKILL again and again while people answer; then the judge looks. */
import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom } from '../../src/bot/simulate.ts';
import { loadContent } from '../../src/content/content.ts';
import { drawPlan, type Plan, touchesOf } from './aim.ts';
import { type Place, places } from './deathbed.ts';
import { judge, type Verdict, type Violation } from './judge.ts';
import { bear, type Life } from './life.ts';
import type { Breakage } from './mortal.ts';
import { createPerson, type Person, pick, type Random } from './person.ts';
import { createPlatform, type Figures } from './platform.ts';
import { live } from './script.ts';
import { plantWave, type Wave } from './wave.ts';
import { openWorld, packContent } from './world.ts';

export type KillOptions = {
  readonly seed: number;
  readonly turns: number;
  readonly kills: number;
  readonly broken?: Breakage | undefined;
};
export type KillResult = Verdict & {
  readonly figures: Figures;
  readonly deaths: Readonly<Record<Place, number>>;
  readonly sweeps: number;
  /** Data and journal, kept when something is wrong. */
  readonly folder: string;
};

/** People who are at it at the same time, more than may have something on its way; fewer where little is to be done. */
const poolMax = 24;
const twiceOften = 0.05;
const rivalOften = 0.25;
/** Nobody got any further for so long: something waits for ever. A build with a fault often comes to that. */
const stuckMs = 30_000;
const stuckMsBroken = 3_000;
const lookMs = 20;
/** JST with a smaller scope have shorter surveys, so that more is sent. */
const scopes = ['all', 'I', 'II', 'III', 'I', 'all'] as const;

/** Runs the experiment in a folder of its own. The same seed brings the same people, scripts and aims. */
export async function kill(options: KillOptions): Promise<KillResult> {
  const { seed, turns, kills, broken } = options;
  const folder = mkdtempSync(join(tmpdir(), 'rozmownica-kill-'));
  const paths = { dataDir: join(folder, 'data'), texts: join(folder, 'texts.json'), note: join(folder, 'place') };
  const wave = await plant(paths, Math.ceil(10 + turns / 100));
  const random = createRandom(seed);
  const log = createWriteStream(join(folder, 'journal.ndjson'));
  const journal = (line: unknown): void => void log.write(`${JSON.stringify(line)}\n`);
  // A build that does not know repeats is told by repeats.
  const platform = createPlatform(broken === 'no-seen' ? twiceOften * 5 : twiceOften, journal);
  const { figures } = platform;
  const deaths = Object.fromEntries(places.map((place) => [place, 0])) as Record<Place, number>;
  const troubles: Violation[] = [];
  let [died, sweeps] = [0, 0];

  const people: Person[] = [];
  const poolSize = Math.min(poolMax, Math.max(6, Math.round(turns / 60)));
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

  /** Goes with a process until its end, which comes from its aim, from here, or, without a plan, when all is done. */
  const accompany = async (life: Life, plan: Plan | undefined): Promise<Awaited<Life['ended']>> => {
    const before = figures.acks;
    let [swept, told, over] = [false, false, false];
    let [progress, since] = [0, Date.now()];
    const stop = (): void => {
      if (over) return;
      platform.connect(undefined);
      life.kill();
    };
    const look = (): void => {
      const acks = figures.acks - before;
      if (acks !== progress || living === 0) [progress, since] = [acks, Date.now()];
      if (Date.now() - since > (broken ? stuckMsBroken : stuckMs)) {
        troubles.push({ law: 'stuck', how: platform.waiting() });
        stop();
      } else if (!plan) {
        if (living > 0 || !platform.isQuiet() || !swept || told) return;
        told = true;
        life.send({ end: true });
      } else if (acks >= plan.turnsMax) {
        if (swept || !plan.long) stop();
        else platform.hold(true);
      } else if (!plan.aim && !plan.long && acks >= plan.turns) {
        platform.hold(plan.quiet);
        if (!plan.quiet || platform.isQuiet() || acks > plan.turns + poolSize) setTimeout(stop, plan.afterMs);
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
    const timer = setInterval(look, lookMs);
    journal({ life: died, plan });
    life.send({ go: plan?.aim ?? null, slow: plan?.slow ?? false });
    platform.connect(life.send, plan ? plan.aim && touchesOf[plan.aim.place] : 'anything');
    const end = await life.ended;
    over = true;
    clearInterval(timer);
    platform.connect(undefined);
    platform.hold(false);
    return end;
  };

  let next = bear(paths, broken);
  populate();
  // The last process ends in good order, and one more after it finds nothing left to do.
  for (let ended = 0; ended < 2 && troubles.every(({ law }) => law !== 'stuck'); ) {
    const life = next;
    const pace = Math.max(1, (turns - figures.turns) / Math.max(1, kills - died));
    const plan =
      died < kills ? drawPlan(random, pace, broken === 'double-effect' ? 'box (effect) writes' : undefined) : undefined;
    next = bear(paths, broken);
    const end = await accompany(life, plan);
    if (end.signal === 'SIGKILL') {
      died += 1;
      const place = places[readFileSync(paths.note)[0] ?? 0] ?? 'between turns';
      deaths[place] += 1;
      journal({ died: place });
    } else if (end.code === 0) ended += 1;
    else {
      troubles.push({ law: 'stuck', how: `the process ended by itself: ${end.errors.trim()}` });
    }
  }
  next.kill();
  platform.close();
  await new Promise((resolve) => log.end(resolve));

  const verdict = judge(paths.dataDir, people);
  const violations = [...verdict.violations, ...troubles];
  if (violations.length === 0 || broken) rmSync(folder, { recursive: true, force: true });
  return { ...verdict, violations, figures, deaths, sweeps, folder };
}

async function plant(paths: { readonly dataDir: string; readonly texts: string }, codesEach: number): Promise<Wave> {
  const content = await loadContent();
  writeFileSync(paths.texts, packContent(content));
  const report = (fact: unknown): void => console.error(fact);
  const world = await openWorld({ dataDir: paths.dataDir, content, channels: [], report });
  const wave = await plantWave(world, scopes, codesEach);
  await world.close();
  return wave;
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
