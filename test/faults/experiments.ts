/** Runs an experiment at its full or given size and prints what came out. `true`: the promise holds. */
import { type KillOptions, kill } from './kill.ts';
import { isWrong, type LinkOptions, link } from './linker.ts';
import { breakages } from './mortal.ts';
import { showKill, showLinks } from './show.ts';

/** Larger runs are made in two worlds at once: as many as a small machine has cores. */
const worldKillsMin = 100;
const short = { turns: 200, kills: 20 } as const;

export async function runKills(options: KillOptions): Promise<boolean> {
  const { seed, turns, kills, broken } = options;
  const started = Date.now();
  const worlds = kills < worldKillsMin * 2 ? [kills] : [Math.ceil(kills / 2), Math.floor(kills / 2)];
  const results = await Promise.all(
    worlds.map((part, index) =>
      kill({ seed: seed * 2 + index, turns: Math.round((turns * part) / kills), kills: part, broken }),
    ),
  );
  const seconds = Math.round((Date.now() - started) / 1000);
  console.log(
    showKill(
      `kill --seed ${seed} --turns ${turns} --kills ${kills}${broken ? ` --broken ${broken}` : ''}: ${seconds} s`,
      results,
    ),
  );
  return results.every((result) => result.violations.length === 0);
}

/** Every fault that is built in on purpose must be found. */
export async function runTeeth(seed: number): Promise<boolean> {
  let found = 0;
  for (const broken of breakages) {
    const { violations } = await kill({ seed, ...short, broken });
    console.log(
      `kill --broken ${broken}: ${violations.length > 0 ? `found, ${violations.length} violations` : 'NOT FOUND'}`,
    );
    if (violations.length > 0) found += 1;
  }
  return found === breakages.length;
}

export async function runLinker(options: Omit<LinkOptions, 'controls'>): Promise<boolean> {
  const started = Date.now();
  const lines = await link({
    ...options,
    controls: ['times left as they are', 'one file per response', 'rows in order of arrival'],
  });
  const { seed, runs, respondents } = options;
  const seconds = Math.round((Date.now() - started) / 1000);
  console.log(showLinks(`linker --seed ${seed} --runs ${runs} --respondents ${respondents}: ${seconds} s`, lines));
  return !lines.some(isWrong);
}
