/** Each step for itself: what it refers to exists, and its numbers make sense together. */
import { choicesOf, type StepOf } from '../dialog.ts';
import { Group } from '../session.ts';
import { derivedIn } from './derived.ts';
import type { Finding, Path } from './finding.ts';
import type { Outline, PlacedStep } from './outline.ts';

export function checkSteps(outline: Outline): readonly Finding[] {
  return [...checkDerived(outline), ...checkScales(outline), ...outline.steps.flatMap(checkStep)];
}

function checkDerived({ dialog }: Outline): readonly Finding[] {
  return [...derivedIn(dialog)].flatMap(([name, { from, values }]): readonly Finding[] => {
    const path: Path = ['derive', name];
    const step = dialog.steps.find((candidate) => candidate.id === from);
    if (step?.kind !== 'choose')
      return [
        {
          path: [...path, 'from'],
          what: `"${name}" is to follow from "${from}", which is no question of the kind choose.`,
          mend: 'Name a step of the kind choose there.',
        },
      ];
    const choices = choicesOf(step).map(({ id }) => id);
    const strange = Object.entries(values).filter(([, value]) => name === 'group' && !isGroup(value));
    return [
      ...Object.keys(values)
        .filter((choice) => !choices.includes(choice))
        .map((choice) => ({
          path: [...path, 'values', choice],
          what: `"${name}" has a value for "${choice}", which is no choice of "${from}".`,
          mend: `Correct it to one of: ${choices.join(', ')}.`,
        })),
      ...choices
        .filter((choice) => !Object.hasOwn(values, choice))
        .map((choice) => ({
          path: [...path, 'values'],
          what: `"${name}" has no value for "${choice}", a choice of "${from}".`,
          mend: `Add a line for ${choice}.`,
        })),
      ...strange.map(([choice, value]) => ({
        path: [...path, 'values', choice],
        what: `There is no group "${value}".`,
        mend: `Use one of: ${Group.options.join(', ')}.`,
      })),
    ];
  });
}

function isGroup(value: string): boolean {
  return Group.safeParse(value).success;
}

function checkScales({ dialog, steps }: Outline): readonly Finding[] {
  const used = steps.flatMap(({ step }) => (step.kind === 'scale' ? [step.scale] : []));
  const unknown = steps.flatMap(({ step, path }): readonly Finding[] =>
    step.kind !== 'scale' || Object.hasOwn(dialog.scales, step.scale)
      ? []
      : [
          {
            path: [...path, 'scale'],
            what: `There is no scale "${step.scale}".`,
            mend: `Use one of those under scales: ${Object.keys(dialog.scales).join(', ') || 'none yet'}.`,
          },
        ],
  );
  return [
    ...unknown,
    ...Object.entries(dialog.scales).flatMap(([id, scale]): readonly Finding[] => [
      ...(used.includes(id)
        ? []
        : [{ path: ['scales', id], what: `No step uses the scale "${id}".`, mend: 'Take it out, with its texts.' }]),
      ...(new Set(scale.values).size === scale.values.length
        ? []
        : [
            {
              path: ['scales', id, 'values'],
              what: `The scale "${id}" has the same point twice.`,
              mend: 'Write each point once.',
            },
          ]),
    ]),
  ];
}

function checkStep({ step, path }: PlacedStep): readonly Finding[] {
  switch (step.kind) {
    case 'multi':
      return checkList(step, path);
    case 'number':
    case 'date':
      return step.min !== undefined && step.max !== undefined && step.min > step.max
        ? [
            {
              path: [...path, 'min'],
              what: `The smallest answer allowed, ${step.min}, is above the largest, ${step.max}.`,
              mend: 'Swap min and max, or correct one of them.',
            },
          ]
        : [];
    default:
      return [];
  }
}

function checkList(step: StepOf<'multi'>, path: Path): readonly Finding[] {
  const choices = choicesOf(step).map(({ id }) => id);
  const findings: Finding[] = [];
  if (step.exclusive !== undefined && !choices.includes(step.exclusive))
    findings.push({
      path: [...path, 'exclusive'],
      what: `The answer that excludes the others, "${step.exclusive}", is not among the choices of "${step.id}".`,
      mend: `Use one of: ${choices.join(', ')}.`,
    });
  if (step.max !== undefined && step.max > choices.length)
    findings.push({
      path: [...path, 'max'],
      what: `"${step.id}" lets people choose ${step.max}, but it has only ${choices.length} choices.`,
      mend: 'Lower max, or take it out so that any number may be chosen.',
    });
  return findings;
}
