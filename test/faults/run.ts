/** `npm run faults -- <name|all> [--seed N] …`: experiments that try to break a promise. Exit 1 when one is broken. */
import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

/** The oldest Node that the README promises; it strips types by itself. */
const oldestNode = 24;
const home = join(import.meta.dirname, '..', '..');

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
  const { kill } = await import('./kill.ts');
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: {
      seed: { type: 'string' },
      turns: { type: 'string' },
      kills: { type: 'string' },
      broken: { type: 'string' },
    },
  });
  const t = Date.now();
  const result = await kill({
    seed: Number(values.seed ?? 1),
    turns: Number(values.turns ?? 200),
    kills: Number(values.kills ?? 15),
    ...(values.broken && { broken: values.broken as never }),
  });
  console.log(result, (Date.now() - t) / 1000);
  return result.violations.length > 0 ? 1 : 0;
}
