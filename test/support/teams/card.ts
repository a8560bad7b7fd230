/** Cards as the official library, a strict reading of our own, and a person see them. */
import { createRequire } from 'node:module';
import { z } from 'zod';
import type { Card, Element, Open, Submit, TextRun } from '../../../src/channels/teams/elements.ts';
import type { Rendered } from '../../../src/channels/teams/render.ts';

type Event = { readonly message: string };
type Context = { readonly eventCount: number; readonly getEventAt: (index: number) => Event };
type Official = {
  readonly AdaptiveCard: new () => {
    hostConfig: unknown;
    readonly parse: (card: unknown, context: Context) => void;
    readonly validateProperties: () => { readonly validationEvents: readonly Event[] };
  };
  readonly HostConfig: new (config: object) => unknown;
  readonly SerializationContext: new () => Context;
};
// The package's `main` does not load in Node.
const official: Official = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js');

/** What https://www.npmjs.com/package/adaptivecards has against it. */
export function officialFaults({ lang: _, ...card }: Card): string[] {
  // Not its language: that is looked at with a pattern that remembers where it stopped, and refuses every other card.
  const context = new official.SerializationContext();
  const parsed = new official.AdaptiveCard();
  // As many as Teams shows; the library's own limit is 5.
  parsed.hostConfig = new official.HostConfig({ actions: { maxActions: 6 } });
  parsed.parse(card, context);
  const events = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index));
  return [...events, ...parsed.validateProperties().validationEvents].map(({ message }) => message);
}

const words = z.string().min(1);
const spacing = z.enum(['None', 'Small', 'Default', 'Medium']);
const openUrl = z.strictObject({ type: z.literal('Action.OpenUrl'), url: z.url({ protocol: /^https$/ }) });
const run = z.strictObject({
  type: z.literal('TextRun'),
  text: words,
  size: z.enum(['Small', 'Medium']).optional(),
  weight: z.literal('Bolder').optional(),
  isSubtle: z.literal(true).optional(),
  fontType: z.literal('Monospace').optional(),
  selectAction: openUrl.optional(),
});
const under = { n: z.string(), p: z.int(), s: z.string() };
const submit = z.strictObject({
  type: z.literal('Action.Submit'),
  title: words,
  data: z.union([
    z.strictObject({ ...under, c: words }),
    z.strictObject({ ...under, f: z.enum(['picked', 'ticked']) }),
  ]),
  style: z.literal('positive').optional(),
  associatedInputs: z.enum(['auto', 'none']),
});
const openButton = z.strictObject({ ...openUrl.shape, title: words });
const element = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('Image'),
    url: openUrl.shape.url,
    altText: words,
    size: z.literal('Stretch'),
    selectAction: openUrl,
  }),
  z.strictObject({ type: z.literal('RichTextBlock'), inlines: z.array(run).min(1), spacing }),
  z.strictObject({
    type: z.literal('ActionSet'),
    actions: z
      .array(z.discriminatedUnion('type', [submit, openButton]))
      .min(1)
      .max(6),
    spacing,
    separator: z.literal(true).optional(),
  }),
  z.strictObject({
    type: z.literal('Input.ChoiceSet'),
    id: z.enum(['picked', 'ticked']),
    label: words,
    style: z.enum(['expanded', 'compact']),
    isMultiSelect: z.boolean(),
    isRequired: z.literal(true).optional(),
    errorMessage: words.optional(),
    wrap: z.literal(true),
    value: words.optional(),
    choices: z.array(z.strictObject({ title: words, value: z.string().regex(/^[^,]+$/) })).min(1),
  }),
]);

/** The part of Adaptive Cards 1.5 that we use, to the letter: the official library lets much more pass. */
export const StrictCard = z.strictObject({
  type: z.literal('AdaptiveCard'),
  $schema: z.literal('http://adaptivecards.io/schemas/adaptive-card.json'),
  version: z.literal('1.5'),
  lang: z.enum(['pl', 'en', 'uk']),
  speak: words,
  fallbackText: words,
  msteams: z.strictObject({ width: z.literal('Full') }),
  body: z.array(element).min(1),
});

/** The card in letters: bold, subtle and monospace marked, buttons in brackets, lists with their boxes. */
export function drawn({ card, text }: Rendered): string {
  return card ? card.body.map(line).join('\n') : text;
}

function line(element: Element): string {
  switch (element.type) {
    case 'RichTextBlock':
      return `${element.spacing === 'Medium' ? '\n' : ''}${element.inlines.map(marked).join('')}`;
    case 'ActionSet':
      return element.actions.map(button).join(' ');
    case 'Image':
      return `(${element.altText}) <${element.url}>`;
    case 'Input.ChoiceSet': {
      const ticked = element.value?.split(',') ?? [];
      const boxes = element.isMultiSelect ? ['☐', '☑'] : ['○', '●'];
      const rows = element.choices.map(({ title, value }) => `${boxes[ticked.includes(value) ? 1 : 0]} ${title}`);
      return [`{${element.style}: ${element.label}}`, ...rows].join('\n');
    }
    default:
      return element satisfies never;
  }
}

function button(action: Submit | Open): string {
  if (action.type === 'Action.OpenUrl') return `[ ${action.title} ] <${action.url}>`;
  return action.style ? `[[ ${action.title} ]]` : `[ ${action.title} ]`;
}

function marked({ text, weight, isSubtle, fontType, selectAction }: TextRun): string {
  const mark = fontType ? '`' : weight ? '**' : isSubtle ? '~' : '';
  return selectAction ? `<${text}>` : `${mark}${text}${mark}`;
}

/** What is read: spaces are spaces, and what cannot be seen is not there. */
export function wordsOf(card: Card): string {
  return card.body
    .flatMap((one) => (one.type === 'RichTextBlock' ? [one.inlines.map(({ text }) => text).join('')] : []))
    .join('\n')
    .replaceAll('\u00a0', ' ')
    .replaceAll('\u200b', '');
}

export function submitsOf(card: Card): Submit[] {
  return card.body
    .flatMap((one) => (one.type === 'ActionSet' ? one.actions : []))
    .filter((action) => action.type === 'Action.Submit');
}

/** Every choice that can be tapped or picked on it. */
export function offeredOn(card: Card): string[] {
  const buttons = submitsOf(card).flatMap(({ data }) => ('c' in data ? [data.c] : []));
  const listed = card.body.flatMap((one) => (one.type === 'Input.ChoiceSet' ? one.choices : []));
  return [...buttons, ...listed.map(({ value }) => value)];
}
