/** Runs the attacker at its full or given size and prints what came out. `true`: the promise holds. */
import { readContent } from '../../../src/content/content.ts';
import type { Dialog } from '../../../src/dialog/dialog.ts';
import { type Breakage, breakages } from './broken.ts';
import { type Disclosure, type SolveResult, solve } from './solve.ts';

export type SolverOptions = {
  readonly campaigns: number;
  readonly seed: number;
  readonly broken?: Breakage | undefined;
};

/** A broken build is given so many campaigns, and is found out when somebody is found in so many of them. */
const teethCampaigns = 300;
const teethEnough = 10;
const shownMax = 5;

/** The questionnaire whose statements the index is made of. */
export async function assessment(): Promise<Dialog> {
  const { dialogs } = await readContent();
  const found = dialogs.find(({ dialog }) => dialog.id === 'cooperation-assessment');
  if (!found) throw new Error('dialogs/cooperation-assessment.yaml is missing or damaged');
  return found.dialog;
}

/** Did the attacker claim only what is so, and did nothing throw? */
export function isSound({ wrong, thrown }: SolveResult): boolean {
  return wrong.length === 0 && thrown.length === 0;
}

/** Our build, or a broken one: `true` only where nobody is found. */
export async function runSolver({ campaigns, seed, broken }: SolverOptions): Promise<boolean> {
  const started = Date.now();
  const result = solve(await assessment(), { campaigns, seed, broken });
  const seconds = Math.round((Date.now() - started) / 1000);
  const title = `solver --seed ${seed} --campaigns ${campaigns}${broken ? ` --broken ${broken}` : ''}: ${seconds} s`;
  console.log([title, '', ...lines(result)].join('\n'));
  return result.disclosed.length === 0 && isSound(result);
}

/** Every broken build must be found out, by claims that are so. */
export async function runSolverTeeth(seed: number): Promise<boolean> {
  const dialog = await assessment();
  let found = 0;
  for (const broken of breakages) {
    const result = solve(dialog, { campaigns: teethCampaigns, seed, broken, enough: teethEnough });
    const isFound = result.disclosed.length > 0;
    console.log(
      `solver --broken ${broken}: ${isFound ? `found, ${result.disclosed.length} times` : 'NOT FOUND'} in ${result.campaigns} campaigns`,
    );
    if (!isSound(result)) console.log(faults(result).join('\n'));
    if (isFound && isSound(result)) found += 1;
  }
  return found === breakages.length;
}

function lines(result: SolveResult): readonly string[] {
  const line = (what: string, count: number): string => `${what.padEnd(44)}${String(count).padStart(9)}`;
  return [
    line('campaigns', result.campaigns),
    line('published texts', result.waves),
    line('cells attacked (wave × JST × side × area)', result.cells),
    line('cells and people fixed within 12.5 points', result.disclosed.length),
    ...result.disclosed.slice(0, shownMax).map(show),
    line('claims that are not so', result.wrong.length),
    line('campaigns on which something threw', result.thrown.length),
    ...faults(result),
  ];
}

function faults({ wrong, thrown }: SolveResult): readonly string[] {
  return [
    ...wrong.slice(0, shownMax).map((one) => `  not so: ${show(one)}`),
    ...thrown.slice(0, shownMax).map(({ seed, error }) => `  campaign ${seed}: ${error}`),
  ];
}

function show({ seed, finding }: Disclosure): string {
  const { wave, unit, side, area, what, low, high } = finding;
  const place = 'place' in finding ? ` ${finding.place}` : '';
  const range = `${low.toFixed(2)}–${high.toFixed(2)}`;
  return `  campaign ${seed}: wave ${wave + 1}, ${unit}, ${side}, ${area}: ${what}${place} is ${range}`;
}
