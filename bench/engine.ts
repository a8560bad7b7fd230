/** Turns per second of the pure engine with all its texts; and how a long dialog compares with a short one. */
import { doneChoice, skipChoice } from '../src/dialog/answer.ts';
import type { Dialog, Step, StepOf } from '../src/dialog/dialog.ts';
import type { Prompt } from '../src/dialog/reply.ts';
import { sendChoice } from '../src/dialog/review.ts';
import type { Session } from '../src/dialog/session.ts';
import { type Engine, invited, openEngine, promptOf } from '../test/support/engine.ts';
import { print, verdict } from './scratch.ts';

const goalTurns = 20_000;
const goalRatio = 3;
const rounds = 7;
const roundMs = 400;

/** One whole survey by taps; returns how many turns it took. */
function survey(engine: Engine): number {
  let session: Session | undefined;
  let turn = engine.turn(session, { kind: 'invitation', code: 'x' }, 'begin', invited('ngo'));
  let turns = 1;
  for (let prompt = promptOf(turn); prompt; prompt = promptOf(turn)) {
    session = turn.session;
    const choice = next(prompt);
    turn = engine.turn(
      session,
      { kind: 'choice', nonce: prompt.nonce, prompt: prompt.prompt, step: prompt.step, choice },
      `${turns}`,
    );
    turns += 1;
  }
  return turns;
}

function next(prompt: Prompt): string {
  if (prompt.step === 'review') return sendChoice;
  if (prompt.choices.some((choice) => choice.selected)) return doneChoice;
  return prompt.input === 'text' ? skipChoice : (prompt.choices[0]?.id ?? '');
}

/** Turns per second of each, the best of several rounds taken in turns: other work on the machine only slows down. */
function best(...works: readonly (() => number)[]): number[] {
  const most = works.map(() => 0);
  for (let round = 0; round < rounds; round += 1) {
    works.forEach((work, index) => {
      const start = performance.now();
      let turns = 0;
      while (performance.now() - start < roundMs) turns += work();
      most[index] = Math.max(most[index] ?? 0, turns / ((performance.now() - start) / 1000));
    });
  }
  return most;
}

/** The real questionnaire with its statements repeated until it has this many questions. */
function stretch(dialog: Dialog, questions: number): Dialog {
  const scale = dialog.steps.find((step): step is StepOf<'scale'> => step.kind === 'scale');
  if (!scale) throw new Error('the dialog has no scale');
  const kept: Step[] = dialog.steps.filter(
    (step) => step.kind !== 'scale' && step.kind !== 'yes-no' && step.kind !== 'multi' && step.kind !== 'text',
  );
  const fixed = kept.filter((step) => step.id.startsWith('m_') || step.id.startsWith('c_')).length;
  const added = Array.from(
    { length: questions - fixed },
    (_, index): StepOf<'scale'> => ({ ...scale, id: `q${index}` }),
  );
  const at = kept.findIndex((step) => step.kind === 'review');
  return { ...dialog, steps: kept.toSpliced(at, 0, ...added) };
}

/** The engine on a dialog of this many questions, in the same texts. */
async function stretched(questions: number): Promise<Engine> {
  const engine = await openEngine();
  const { library } = engine;
  const base = library();
  const dialog = base.dialog('cooperation-assessment', 1);
  if (!dialog) throw new Error('the questionnaire is missing');
  const long = stretch(dialog, questions);
  const keys = new Map<string, string>();
  const find: typeof base.find = (language, space, key, params) => {
    const real = keys.get(key) ?? key.replace(/^steps\.q\d+\./, 'steps.a11_info_ahead.');
    keys.set(key, real);
    return base.find(language, space, real, params);
  };
  return {
    ...engine,
    turn: (session, does, id, facts) =>
      engine.turnWith({ ...library(facts), dialog: () => long, find }, session, does, id),
  };
}

export async function engineBench(): Promise<void> {
  console.log('\nPure engine with texts, one thread');
  const engines = [await openEngine(), await stretched(10), await stretched(160)];
  const [whole = 0, short = 0, long = 0] = best(...engines.map((engine) => () => survey(engine)));
  print('whole survey of an NGO, turns/s', Math.round(whole), `goal ≥ ${goalTurns}`, verdict(whole >= goalTurns));
  print('10 questions, turns/s', Math.round(short));
  print('160 questions, turns/s', Math.round(long));
  const ratio = short / long;
  print('a turn of 160 takes … × a turn of 10', ratio.toFixed(2), `goal ≤ ${goalRatio}`, verdict(ratio <= goalRatio));
}
