/** `npm run faults -- <name|all> [--seed N] …`: experiments that try to break a promise. Exit 1 when one is broken. */
import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

/** The oldest Node that the README promises; it strips types by itself. */
const oldestNode = 24;
const home = join(import.meta.dirname, '..', '..');
const usage = `npm run faults -- <kill|linker|disorder|solver|all> [--seed N]
  kill    [--turns 10000] [--kills 1000]  kills the process while people answer; what was acknowledged must be there
          [--broken ack-early|no-seen|double-effect]  with a fault built in: must end with 1
          [--teeth]  each of these in turn, briefly: ends with 0 when every one is found
  linker  [--runs 20] [--respondents 200]  tries to find out from the data folder who sent what
  disorder [--updates 10000]  Telegram brings updates twice and late; all must end as it does without
  solver  [--campaigns 10000]  tries to find out from published results what single people or small groups answered
          [--broken no-complementary|region-minus-jst|exact-n|two-decimals|own-interval]  a careless build: must end with 1
          [--teeth]  each of these in turn, briefly: ends with 0 when every one is found`;

process.exit(Number.parseInt(process.versions.node, 10) < oldestNode ? runOnOurNode() : await run());

/** Through npm the packaged Node comes first on the path; started by hand, an older one may. */
function runOnOurNode(): number {
  const node = join(home, 'node_modules', '.bin', 'node');
  if (!existsSync(node) || realpathSync(node) === realpathSync(process.execPath)) {
    console.error(
      `This needs Node ${oldestNode} or newer and this is ${process.version}: run npm ci on Linux x64, or install Node from https://nodejs.org.`,
    );
    return 1;
  }
  const { status, error } = spawnSync(node, process.argv.slice(1), { stdio: 'inherit' });
  if (error) throw error;
  return status ?? 1;
}

async function run(): Promise<number> {
  const number = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seed: number,
      turns: number,
      kills: number,
      runs: number,
      respondents: number,
      updates: number,
      campaigns: number,
      broken: { type: 'string' },
      teeth: { type: 'boolean' },
    },
  });
  const { runKills, runTeeth, runLinker } = await import('./experiments.ts');
  const { runDisorder } = await import('./disorder.ts');
  const { breakages } = await import('./mortal.ts');
  const solver = await import('./solver/experiment.ts');
  const { breakages: careless } = await import('./solver/broken.ts');
  const whole = (text: string | undefined, otherwise: number): number =>
    text === undefined ? otherwise : Number(text);
  const seed = whole(values.seed, 1);
  const broken = breakages.find((one) => one === values.broken);
  const name = positionals[0];
  const build = careless.find((one) => one === values.broken);
  const isKnown = values.broken === undefined || (name === 'solver' ? build : broken) !== undefined;
  const unknown = !['kill', 'linker', 'disorder', 'solver', 'all'].includes(name ?? '') || !isKnown;
  if (unknown || positionals.length > 1) {
    console.error(usage);
    return 2;
  }
  let ok = true;
  if (name === 'solver' || name === 'all') {
    if (name === 'all' || values.teeth !== true) {
      ok = await solver.runSolver({ seed, campaigns: whole(values.campaigns, build ? 300 : 10_000), broken: build });
    }
    if (name === 'all' || values.teeth === true) ok = (await solver.runSolverTeeth(seed)) && ok;
  }
  if (name === 'solver') return ok ? 0 : 1;
  if (name === 'disorder' || name === 'all') {
    ok = (await runDisorder({ seed, updates: whole(values.updates, 10_000) })) && ok;
  }
  if (name === 'disorder') return ok ? 0 : 1;
  if (name !== 'linker' && values.teeth !== true) {
    const kills = { turns: whole(values.turns, broken ? 300 : 10_000), kills: whole(values.kills, broken ? 25 : 1000) };
    ok = (await runKills({ seed, ...kills, broken })) && ok;
  }
  if (values.teeth === true || name === 'all') ok = (await runTeeth(seed)) && ok;
  if (name !== 'kill') {
    ok = (await runLinker({ seed, runs: whole(values.runs, 20), respondents: whole(values.respondents, 200) })) && ok;
  }
  return ok ? 0 : 1;
}
