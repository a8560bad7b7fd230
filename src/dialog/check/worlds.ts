/**
 * Every way in which a conversation can have gone, as far as it matters to a step. The checks try a dialog out with
 * the engine's own `known` and `holds`, so that they cannot think of it otherwise than the engine does.
 */

import { Area, type Dialog, isQuestion, type Step } from '../dialog.ts';
import { holds, type Known, known, offered } from '../route.ts';
import { Group, type Run, Side } from '../session.ts';
import { comparedWith, conditionsOf, namesIn } from './comparison.ts';
import { derivedIn } from './derived.ts';
import { answersTo } from './possible.ts';

export type World = { readonly run: Run; readonly values: Known };

/** The ways in which a step is asked that read differently: by group and by the choices on offer. */
export type Askings = {
  readonly worlds: readonly World[];
  /** False when there were too many to look at, and `worlds` are only examples by group. */
  readonly complete: boolean;
};

/** More worlds than this are not looked at. */
const worldsMax = 5_000;

export function askings(dialog: Dialog, step: Step): Askings {
  const at = dialog.steps.indexOf(step);
  const all = afterReview(dialog, at)
    ? sentWorlds(dialog)
    : worldsOf(dialog, [...namesIn(conditionsOf(step)), 'group']);
  if (!all) return { worlds: distinct(worldsOf(dialog, ['group']) ?? [], step), complete: false };
  // Once when it is asked first, and once when the person comes back to it and more is known.
  const both = all.flatMap((world) => [before(dialog, world, at), world]);
  const fitting = both.filter(({ values }) => step.conditions.every((condition) => holds(condition, values)));
  return { worlds: distinct(fitting, step), complete: true };
}

/** Does the step stand behind the sending, where the answers are gone? */
export function afterReview(dialog: Dialog, at: number): boolean {
  const review = dialog.steps.findIndex((step) => step.kind === 'review');
  return review >= 0 && at > review;
}

/** All worlds that differ in these names; `undefined` when they are too many. */
export function worldsOf(dialog: Dialog, names: readonly string[]): readonly World[] | undefined {
  const relevant = withRoots(dialog, names);
  const compared = comparedWith(dialog);
  let worlds: readonly World[] = Side.options.map((side) => worldOf(dialog, side, {}));
  for (const step of dialog.steps) {
    if (!relevant.has(step.id)) continue;
    const next: World[] = [];
    for (const world of worlds) {
      const asked = step.conditions.every((condition) => holds(condition, world.values));
      const answers = asked ? answersTo(dialog, step, world.values, compared.get(step.id) ?? new Set()) : [];
      if (!answers || next.length + answers.length > worldsMax) return undefined;
      // A step tied to an area is passed over where the JST's scope leaves that area out.
      if (answers.length === 0 || step.area) next.push(world);
      for (const answer of answers)
        next.push(worldOf(dialog, sideOf(world), { ...world.run.answers, [step.id]: answer }));
    }
    worlds = next;
  }
  return worlds;
}

function worldOf(dialog: Dialog, side: Side, answers: Run['answers'], group?: Group): World {
  const run: Run = {
    dialog: dialog.id,
    version: dialog.version,
    step: '',
    answers,
    survey: { campaign: '', unit: '', side, entry: 'link', places: [], scope: [...Area.options] },
    ...(group && { sent: { group } }),
  };
  return { run, values: known(dialog, run) };
}

function sideOf(world: World): Side {
  return world.run.survey?.side ?? 'ngo';
}

/** After sending, only side and group are left. */
function sentWorlds(dialog: Dialog): readonly World[] {
  const rule = derivedIn(dialog).get('group');
  const groups = Group.options.filter((group) => (rule ? Object.values(rule.values) : Side.options).includes(group));
  return Side.options.flatMap((side) => groups.map((group) => worldOf(dialog, side, {}, group)));
}

/** The world as it was when the step was reached. */
function before(dialog: Dialog, world: World, at: number): World {
  const earlier = dialog.steps.slice(0, at).map((step) => step.id);
  const answers = Object.entries(world.run.answers).filter(([id]) => earlier.includes(id));
  return worldOf(dialog, sideOf(world), Object.fromEntries(answers), world.run.sent?.group);
}

/** The names, with everything that decides whether and how they come to be known. */
function withRoots(dialog: Dialog, names: readonly string[]): ReadonlySet<string> {
  const derived = derivedIn(dialog);
  const found = new Set<string>();
  const add = (name: string): void => {
    if (found.has(name)) return;
    found.add(name);
    const from = derived.get(name)?.from;
    if (from !== undefined) add(from);
    const step = dialog.steps.find((candidate) => candidate.id === name);
    if (step) namesIn(conditionsOf(step)).forEach(add);
  };
  names.forEach(add);
  return found;
}

/** One world for every group and set of choices on offer. */
function distinct(worlds: readonly World[], step: Step): readonly World[] {
  const reads = ({ values }: World): string => JSON.stringify([groupIn(values), offeredIn(step, values)]);
  return [...new Map(worlds.map((world) => [reads(world), world])).values()];
}

/** The group whose wording is used. */
export function groupIn(values: Known): string | undefined {
  const group = values.get('group');
  return typeof group === 'string' ? group : undefined;
}

/** The choices of a list that are on offer; none for other steps. */
export function offeredIn(step: Step, values: Known): readonly string[] {
  return isQuestion(step) && (step.kind === 'choose' || step.kind === 'multi') ? offered(step, values) : [];
}
