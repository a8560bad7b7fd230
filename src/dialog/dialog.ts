/**
 * A dialog is a questionnaire or a guided conversation as data: one YAML file in `dialogs/`, texts in `locales/`.
 * `DialogFile` is what an author writes (it also yields the JSON Schema for editors); `Dialog` is the same,
 * flattened: sections become a property of their steps, and their conditions are inherited.
 */
import { z } from 'zod';

/** Ids go into button payloads of 64 bytes and into texts' keys, so they are short and plain. */
const Id = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,31}$/, 'an id is 1–32 of a–z, 0–9, _ and -, and begins with a letter')
  .meta({ id: 'Id', description: 'A short name: a–z, 0–9, _ and -, beginning with a letter' });

export const Area = z
  .enum(['I.1', 'I.2', 'II.1', 'II.2', 'III.1', 'III.2'])
  .meta({ id: 'Area', description: 'An area of the assessment; a JST whose scope leaves it out skips the step' });
export type Area = z.infer<typeof Area>;

/** What an answer may be compared with. */
const Value = z.union([z.string(), z.number()]);

export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly answered: string }
  | { readonly is: Readonly<Record<string, string | number>> }
  | { readonly in: Readonly<Record<string, readonly (string | number)[]>> }
  | { readonly less: Readonly<Record<string, number>> }
  | { readonly more: Readonly<Record<string, number>> };

export const Condition: z.ZodType<Condition> = z
  .lazy(() =>
    z.union([
      z.strictObject({ all: z.array(Condition).min(1).describe('Every one of these holds') }),
      z.strictObject({ any: z.array(Condition).min(1).describe('At least one of these holds') }),
      z.strictObject({ not: Condition }).describe('This does not hold'),
      z.strictObject({ answered: Id.describe('This question was asked and answered') }),
      z.strictObject({ is: z.record(Id, Value).describe('The answer is, or has in it, this: { question: answer }') }),
      z.strictObject({
        in: z.record(Id, z.array(Value).min(1)).describe('The answer is one of these: { question: [answer, answer] }'),
      }),
      z.strictObject({ less: z.record(Id, z.number()).describe('The number is less than: { question: number }') }),
      z.strictObject({ more: z.record(Id, z.number()).describe('The number is more than: { question: number }') }),
    ]),
  )
  .meta({ id: 'Condition', description: 'Who is asked: depends on earlier answers, or on side and group' });

const Choice = z
  .union([Id, z.strictObject({ id: Id, when: Condition.optional() })])
  .meta({ id: 'Choice', description: 'Its id, or { id, when } for a choice that not everybody is offered' });

const common = { id: Id, when: Condition.optional(), area: Area.optional() };
/** Where an answer goes at submit: three tables that no key joins. */
export const Table = z
  .enum(['answers', 'background', 'open_text'])
  .describe('Where the answer goes: counted, about the person, or free text');
export type Table = z.infer<typeof Table>;
const question = {
  ...common,
  table: Table.default('answers'),
  optional: z.boolean().default(false).describe('People may skip it'),
};

const simpleSteps = [
  z.strictObject({ ...common, kind: z.literal('say') }).meta({ id: 'say', description: 'Says something and goes on' }),
  z
    .strictObject({ ...common, kind: z.literal('notice') })
    .meta({ id: 'notice', description: 'Tells who asks and why, and waits until it is accepted' }),
  z
    .strictObject({ ...question, kind: z.literal('choose'), choices: z.array(Choice).min(2) })
    .meta({ id: 'choose', description: 'Asks for one of several choices' }),
  z
    .strictObject({
      ...question,
      kind: z.literal('scale'),
      scale: Id.describe('One of those under scales'),
      reverse: z.boolean().default(false).describe('Agreeing is bad: counted the other way round'),
    })
    .meta({ id: 'scale', description: 'Asks for a point on a scale' }),
  z
    .strictObject({ ...question, kind: z.literal('yes-no') })
    .meta({ id: 'yes-no', description: 'Asks for yes, no or "I don\'t know"' }),
  z
    .strictObject({
      ...question,
      kind: z.literal('multi'),
      choices: z.array(Choice).min(2),
      max: z.int().min(1).optional().describe('At most so many; without it, any number'),
      exclusive: Id.optional().describe('The choice that excludes all others, such as none'),
    })
    .meta({ id: 'multi', description: 'Asks for any of several choices' }),
  z
    .strictObject({
      ...question,
      kind: z.literal('number'),
      min: z.number(),
      max: z.number(),
      integer: z.boolean().default(true).describe('Whole numbers only'),
    })
    .meta({ id: 'number', description: 'Asks for a number' }),
  z
    .strictObject({
      ...question,
      kind: z.literal('text'),
      max: z.int().min(1).max(4000).default(1000).describe('Characters'),
    })
    .meta({ id: 'text', description: "Asks for people's own words" }),
  z
    .strictObject({
      ...question,
      kind: z.literal('date'),
      min: z.iso.date().optional(),
      max: z.iso.date().optional(),
    })
    .meta({ id: 'date', description: 'Asks for a day' }),
  z
    .strictObject({ ...common, kind: z.literal('review') })
    .meta({ id: 'review', description: 'Shows the answers; here they are corrected and sent' }),
  z
    .strictObject({ ...common, kind: z.literal('consent') })
    .meta({ id: 'consent', description: 'Asks, after sending, whether the bot may write: results or reminders' }),
  z.strictObject({ ...common, kind: z.literal('end') }).meta({ id: 'end', description: 'Says goodbye' }),
] as const;

const SimpleStep = z.discriminatedUnion('kind', simpleSteps);
const Section = z
  .strictObject({ ...common, kind: z.literal('section'), steps: z.array(SimpleStep).min(1) })
  .meta({ id: 'section', description: 'Steps under one heading; its when and area hold for all of them' });

const Scale = z.strictObject({
  values: z.array(z.int()).min(2).max(11).describe('The points, from the worst or least'),
  dontKnow: z.boolean().default(false).describe('"I don\'t know" is offered too'),
});
export type Scale = z.infer<typeof Scale>;

export const DialogFile = z.strictObject({
  id: Id,
  version: z.int().min(1).describe('Raise it with every change: open waves keep the version they began with'),
  derive: z
    .record(Id, z.strictObject({ from: Id.describe('A question of the kind choose'), values: z.record(Id, Id) }))
    .default({})
    .describe('Names that follow from an answer, such as group from the role: { choice: value }'),
  scales: z.record(Id, Scale).default({}).describe('Scales that several questions share'),
  steps: z.array(z.discriminatedUnion('kind', [...simpleSteps, Section])).min(1),
});
export type DialogFile = z.infer<typeof DialogFile>;

type Flat<T> = Omit<T, 'when'> & {
  readonly section?: string;
  /** All must hold: the step's own condition and those of its section. */
  readonly conditions: readonly Condition[];
};
type Simple = z.infer<typeof SimpleStep>;
export type Step = { [K in Simple['kind']]: Flat<Extract<Simple, { kind: K }>> }[Simple['kind']];
export type StepOf<K extends Step['kind']> = Extract<Step, { kind: K }>;
export type Question = StepOf<'choose' | 'scale' | 'yes-no' | 'multi' | 'number' | 'text' | 'date'>;

export type Dialog = {
  readonly id: string;
  readonly version: number;
  readonly derive: DialogFile['derive'];
  /** The same by the step that is answered. */
  readonly derived: ReadonlyMap<
    string,
    readonly { readonly name: string; readonly values: Readonly<Record<string, string>> }[]
  >;
  /** The steps whose answers something else depends on. */
  readonly decisive: readonly Step[];
  readonly scales: DialogFile['scales'];
  readonly sections: readonly { readonly id: string; readonly area?: Area }[];
  readonly steps: readonly Step[];
};

/** The dialog as the engine walks it. Promises: same order, every condition of a section on each of its steps. */
export function flatten(file: DialogFile): Dialog {
  const sections: { id: string; area?: Area }[] = [];
  const steps: Step[] = [];
  const add = (step: Simple, section?: z.infer<typeof Section>): void => {
    const { when, ...rest } = step;
    const area = step.area ?? section?.area;
    steps.push({
      ...rest,
      ...(area && { area }),
      ...(section && { section: section.id }),
      conditions: [section?.when, when].filter((condition) => condition !== undefined),
    } as Step);
  };
  for (const step of file.steps) {
    if (step.kind !== 'section') add(step);
    else {
      sections.push({ id: step.id, ...(step.area && { area: step.area }) });
      for (const inner of step.steps) add(inner, step);
    }
  }
  const named = new Set(steps.flatMap((step) => conditionsIn(step).flatMap(namesIn)));
  const decisive = steps.filter(
    (step) => named.has(step.id) || Object.values(file.derive).some((rule) => rule.from === step.id),
  );
  const derived = Map.groupBy(
    Object.entries(file.derive).map(([name, rule]) => ({ name, ...rule })),
    (rule) => rule.from,
  );
  return {
    id: file.id,
    version: file.version,
    derive: file.derive,
    derived,
    decisive,
    scales: file.scales,
    sections,
    steps,
  };
}

function conditionsIn(step: Step): Condition[] {
  const offers = step.kind === 'choose' || step.kind === 'multi' ? choicesOf(step).map((choice) => choice.when) : [];
  return [...step.conditions, ...offers.filter((condition) => condition !== undefined)];
}

/** The names that a condition speaks of. */
export function namesIn(condition: Condition): string[] {
  if ('all' in condition) return condition.all.flatMap(namesIn);
  if ('any' in condition) return condition.any.flatMap(namesIn);
  if ('not' in condition) return namesIn(condition.not);
  if ('answered' in condition) return [condition.answered];
  return Object.values(condition).flatMap((compared: object) => Object.keys(compared));
}

const questionKinds: ReadonlySet<string> = new Set(['choose', 'scale', 'yes-no', 'multi', 'number', 'text', 'date']);

/** Does this step wait for an answer that is kept? */
export function isQuestion(step: Step): step is Question {
  return questionKinds.has(step.kind);
}

/** The choices of a step with their conditions, in the author's order. */
export function choicesOf(step: StepOf<'choose' | 'multi'>): readonly { id: string; when?: Condition | undefined }[] {
  return step.choices.map((choice) => (typeof choice === 'string' ? { id: choice } : choice));
}
