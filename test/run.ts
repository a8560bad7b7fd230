/**
 * `npm test`: the whole suite in Vitest, then one line `N passed, N failed`. Arguments are Vitest's own:
 * `npm test -- test/dialog`, `npm test -- -u`, `npm test -- test/dialog -u` (Vitest takes a word after `-u` as its value).
 */
import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { TestModule } from 'vitest/node';

/** The oldest Node that the README promises; it strips types by itself. */
const oldestNode = 24;

const home = join(import.meta.dirname, '..');

process.exit(Number.parseInt(process.versions.node, 10) < oldestNode ? runOnOurNode() : await runVitest());

/** Through npm the packaged Node comes first on the path; started by hand, an older one may. */
function runOnOurNode(): number {
  const node = join(home, 'node_modules', '.bin', 'node');
  if (!existsSync(node) || realpathSync(node) === realpathSync(process.execPath)) {
    console.error(
      `The tests need Node ${oldestNode} or newer and this is ${process.version}: run npm ci on Linux x64, or install Node from https://nodejs.org.`,
    );
    return 1;
  }
  const { status, error } = spawnSync(node, process.argv.slice(1), { stdio: 'inherit' });
  if (error) throw error;
  return status ?? 1;
}

/** Runs the suite and prints the line last; the exit code is 0 only if tests ran and none failed. */
async function runVitest(): Promise<number> {
  process.chdir(home);
  // In this process and not as a child: its JSON reporter would print a line of its own after the summary.
  const { parseCLI, startVitest } = await import('vitest/node');
  const { filter, options } = parseCLI(['vitest', 'run', ...process.argv.slice(2)]);
  const vitest = await startVitest(filter, options);

  const { passed, failed, skipped } = count(vitest.state.getTestModules(), vitest.state.getUnhandledErrors().length);
  if (skipped > 0) console.log(`${skipped} skipped, each with its reason in the test`);
  console.log(`${passed} passed, ${failed} failed`);
  return failed > 0 || passed === 0 || process.exitCode ? 1 : 0;
}

type Count = { readonly passed: number; readonly failed: number; readonly skipped: number };

/** What is broken outside any test counts as one failure: a file that does not load, a hook, a lost promise. */
function count(modules: readonly TestModule[], unhandled: number): Count {
  let [passed, failed, skipped] = [0, unhandled, 0];
  for (const module of modules) {
    const states = [...module.children.allTests()].map((test) => test.result().state);
    // Still pending after the run: its worker died.
    const broken = states.filter((state) => state === 'failed' || state === 'pending').length;
    passed += states.filter((state) => state === 'passed').length;
    skipped += states.filter((state) => state === 'skipped').length;
    const whole = ['passed', 'skipped'].includes(module.state());
    failed += broken === 0 && !whole ? 1 : broken;
  }
  return { passed, failed, skipped };
}
