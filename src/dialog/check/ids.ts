/**
 * Names: each stands for one thing, and none for what the engine keeps for itself. (That no id begins with `~`, the mark
 * of the bot's own buttons, `dialog.ts` sees to.)
 */
import { choicesOf } from '../dialog.ts';
import { derivedIn } from './derived.ts';
import type { Finding, Path } from './finding.ts';
import type { Outline, PlacedStep } from './outline.ts';

type Named = { readonly id: string; readonly path: Path };

/** Ids by which the engine, the texts and the stored consents know these steps. */
const fixedIds: Readonly<Record<string, readonly string[]>> = {
  notice: ['notice'],
  review: ['review'],
  consent: ['results', 'reminders'],
};

/** Given from outside, or kept after sending: a step of this name would hide it. */
const reservedIds = ['side', 'group'];

/** The button beside "Czy chodzi o …?": a choice of this name could not be told from it. */
const confirmNo = 'no';

export function checkIds({ dialog, steps, sections }: Outline): readonly Finding[] {
  const parts = [...sections, ...steps.map(({ step, path }) => ({ id: step.id, path }))].map(withIdPath);
  const lists = steps.map(choiceIds);
  const derived = [...derivedIn(dialog).keys()].map((id) => ({ id, path: ['derive', id] }));
  const clashing = [
    ...derived.filter(({ id }) => id === 'side' || parts.some((part) => part.id === id)),
    ...parts.filter(({ id }) => reservedIds.includes(id)),
  ];
  return [
    ...repeated(parts).map((named) => twice(named, 'Two steps or sections')),
    ...lists.flatMap((list) => repeated(list).map((named) => twice(named, 'Two choices of one question'))),
    ...clashing.map(taken),
    ...steps.flatMap(misnamed),
  ];
}

function withIdPath({ id, path }: Named): Named {
  return { id, path: [...path, 'id'] };
}

function choiceIds({ step, path }: PlacedStep): readonly Named[] {
  if (step.kind !== 'choose' && step.kind !== 'multi') return [];
  return choicesOf(step).map(({ id }, nth) => ({ id, path: [...path, 'choices', nth] }));
}

/** Every one but the first of the same id. */
function repeated(list: readonly Named[]): readonly Named[] {
  return list.filter(({ id }, at) => list.findIndex((other) => other.id === id) < at);
}

function twice({ id, path }: Named, what: string): Finding {
  return { path, what: `${what} have the id "${id}".`, mend: 'Give one of them another id, here and in the texts.' };
}

function taken({ id, path }: Named): Finding {
  return {
    path,
    what: `The name "${id}" already stands for something else that conditions ask about.`,
    mend: 'Choose another name, here and wherever it is used.',
  };
}

function misnamed({ step, path }: PlacedStep): readonly Finding[] {
  const ids = fixedIds[step.kind] ?? [step.id];
  const findings: Finding[] = [];
  if (!ids.includes(step.id))
    findings.push({
      path: [...path, 'id'],
      what: `The bot knows a step of the kind ${step.kind} only by the id ${ids.join(' or ')}, not "${step.id}".`,
      mend: `Change the id to ${ids.join(' or ')}.`,
    });
  if (step.kind === 'choose' && choicesOf(step).some(({ id }) => id === confirmNo))
    findings.push({
      path: [...path, 'choices'],
      what: `The question "${step.id}" has a choice with the id "${confirmNo}", which is kept for the answer to "do you mean …?".`,
      mend: 'Give the choice another id, or make the question one of the kind yes-no.',
    });
  return findings;
}
