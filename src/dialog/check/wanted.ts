/** Which texts a dialog needs: what the engine says and shows while asking it, and what reports call its areas. */
import { choicesOf, type Dialog, isQuestion, type Step } from '../dialog.ts';
import { Group } from '../session.ts';
import { listed } from './possible.ts';
import { askings, groupIn, offeredIn, type World } from './worlds.ts';

export type Wanted = {
  readonly key: string;
  /** The groups for whom it is said; `undefined` is a person whose group is not known yet. */
  readonly groups: readonly (string | undefined)[];
  /** `alike`: it need not exist, but when it does in one language, then in all. */
  readonly need: 'always' | 'alike' | 'never';
};

type Asked = { readonly step: Step; readonly worlds: readonly World[] };

/** Every text that may be said. What is not among them is never said. */
export function wantedTexts(dialog: Dialog): readonly Wanted[] {
  const asked = dialog.steps.map((step) => ({ step, worlds: askings(dialog, step).worlds }));
  return [
    ...['title', 'intro'].map((key) => wanted(key, [undefined])),
    ...areasIn(dialog).flatMap((area) => ['name', 'short'].map((part) => wanted(`areas.${area}.${part}`, [undefined]))),
    ...dialog.sections.flatMap(({ id }) => sectionTexts(id, asked)),
    ...Object.keys(dialog.scales).flatMap((scale) => scaleTexts(dialog, scale, asked)),
    ...asked.flatMap(stepTexts),
  ];
}

function wanted(key: string, groups: Wanted['groups'], need: Wanted['need'] = 'always'): Wanted {
  // What nobody is asked is a fault already; its texts may be there.
  return groups.length > 0 ? { key, groups, need } : { key, groups: [undefined, ...Group.options], need: 'never' };
}

function groupsOf(worlds: readonly World[]): Wanted['groups'] {
  return [...new Set(worlds.map(({ values }) => groupIn(values)))];
}

function areasIn(dialog: Dialog): readonly string[] {
  const areas = [...dialog.sections, ...dialog.steps].flatMap(({ area }) => area ?? []);
  return [...new Set(areas)];
}

function sectionTexts(section: string, asked: readonly Asked[]): readonly Wanted[] {
  const groups = groupsOf(asked.filter(({ step }) => step.section === section).flatMap(({ worlds }) => worlds));
  return ['title', 'text'].map((part) => wanted(`sections.${section}.${part}`, groups));
}

function scaleTexts(dialog: Dialog, scale: string, asked: readonly Asked[]): readonly Wanted[] {
  const users = asked.filter(({ step }) => step.kind === 'scale' && step.scale === scale);
  const points = users[0] ? listed(dialog, users[0].step) : dialog.scales[scale]?.values;
  const groups = groupsOf(users.flatMap(({ worlds }) => worlds));
  return (points ?? []).flatMap((point) => [
    wanted(`scales.${scale}.${point}`, groups),
    wanted(`scales.${scale}.words.${point}`, groups, 'alike'),
  ]);
}

function stepTexts({ step, worlds }: Asked): readonly Wanted[] {
  const groups = groupsOf(worlds);
  const own = (part: string, need?: Wanted['need']): Wanted => wanted(`steps.${step.id}.${part}`, groups, need);
  if (!isQuestion(step)) {
    const helped = step.kind === 'notice' || step.kind === 'review' || step.kind === 'consent';
    return [...(step.kind === 'review' ? [] : [own('text')]), ...(helped ? [own('help', 'alike')] : [])];
  }
  // For these the bot makes the hint itself.
  const hinted = step.kind === 'multi' || step.kind === 'number' || step.kind === 'date';
  const hint = hinted ? [] : [own('hint', 'alike')];
  const choices = step.kind === 'choose' || step.kind === 'multi' ? choicesOf(step) : [];
  return [own('text'), own('help'), ...hint, ...choices.map(({ id }) => choiceText(step, id, worlds))];
}

function choiceText(step: Step, choice: string, worlds: readonly World[]): Wanted {
  const offering = worlds.filter(({ values }) => offeredIn(step, values).includes(choice));
  return wanted(`steps.${step.id}.choices.${choice}`, groupsOf(offering.length > 0 ? offering : worlds));
}
