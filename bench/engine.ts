/** Turns per second of the pure engine with all its texts; and how a long dialog compares with a short one. */
import type { Dialog, Step, StepOf } from '../src/dialog/dialog.ts';
import type { Session } from '../src/dialog/session.ts';
import { type Engine, invited, openEngine, promptOf } from '../test/support/engine.ts';
import { print } from './scratch.ts';

const goalTurns = 20_000;
const goalRatio = 3;
const rounds = 7;

/** One whole survey by taps; returns how many turns it took. */
function survey(engine: Engine): number {
  let session: Session | undefined;
  let turn = engine.turn(session, { kind: 'invitation', code: 'x' }, 'begin', invited('ngo'));
  let turns = 1;
  for (let prompt = promptOf(turn); prompt; prompt = promptOf(turn)) {
    session = turn.session;
    const ticked = prompt.choices.some((choice) => choice.selected);
    const choice = ticked ? '~done' : prompt.input === 'text' ? '~skip' : (prompt.choices[0]?.id ?? '');
    turn = engine.turn(
      session,
      { kind: 'choice', nonce: prompt.nonce, prompt: prompt.prompt, step: prompt.step, choice },
      `${turns}`,
    );
    turns += 1;
  }
  return turns;
}

/** Turns per second, the best of several rounds: the machine's other work only ever slows one down. */
function best(work: () => number): number {
  let most = 0;
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    let turns = 0;
    while (performance.now() - start < 400) turns += work();
    most = Math.max(most, turns / ((performance.now() - start) / 1000));
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

export async function engineBench(): Promise<void> {
  console.log('\nPure engine with texts, one thread');
  const engine = await openEngine();
  const turnsPerSecond = best(() => survey(engine));
  print(
    'whole survey of an NGO, turns/s',
    Math.round(turnsPerSecond),
    `goal ≥ ${goalTurns}`,
    turnsPerSecond >= goalTurns ? 'reached' : 'MISSED',
  );

  const speed = async (questions: number): Promise<number> => {
    const long = await openEngine();
    const library = long.library;
    const base = library();
    const dialog = base.dialog('cooperation-assessment', 1);
    if (!dialog) throw new Error('the questionnaire is missing');
    const stretched = stretch(dialog, questions);
    const find: typeof base.find = (language, space, key, params) =>
      base.find(language, space, key.replace(/^steps\.q\d+\./, 'steps.a11_info_ahead.'), params);
    const own: Engine = {
      ...long,
      turn: (session, does, id, facts) =>
        long.turnWith({ ...library(facts), dialog: () => stretched, find }, session, does, id),
    };
    return best(() => survey(own));
  };
  const short = await speed(10);
  const long = await speed(160);
  print('10 questions, turns/s', Math.round(short));
  print('160 questions, turns/s', Math.round(long));
  const ratio = short / long;
  print(
    'a turn of 160 takes … × a turn of 10',
    ratio.toFixed(2),
    `goal ≤ ${goalRatio}`,
    ratio <= goalRatio ? 'reached' : 'MISSED',
  );
}
