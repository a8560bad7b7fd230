/** What is wrong with one prompt as a platform would show it: too long, too many, or not to be told apart when typed. */
import type { commandReader } from '../command.ts';
import type { Prompt, ReplyChoice } from '../reply.ts';
import { fold } from '../words.ts';
import type { Limits } from './finding.ts';

/** `ids` are the same in every language; `words` belong to a language, and to a choice if one is named. */
export type Trouble = { readonly what: string; readonly mend: string } & (
  | { readonly of: 'ids'; readonly choice?: string }
  | { readonly of: 'words'; readonly choice?: string }
);

type Reader = ReturnType<typeof commandReader>;

/** Everything that a person sees of a prompt, without what was said before it. */
export type Shown = Pick<Prompt, 'step' | 'text' | 'choices'> & { readonly hint?: string | undefined };

const encoder = new TextEncoder();

export function measure(shown: Shown, where: string, limits: Limits, command: Reader): readonly Trouble[] {
  return [
    ...tooMuch(shown, where, limits),
    ...shown.choices.flatMap((choice) => oversized(shown.step, choice, where, limits)),
    ...confusable(shown, where, command),
  ];
}

function tooMuch({ step, text, hint, choices }: Shown, where: string, limits: Limits): readonly Trouble[] {
  const chars = [text, hint ?? '', ...choices.map((choice) => choice.label)].join('\n').length;
  const troubles: Trouble[] = [];
  if (chars > limits.textChars)
    troubles.push({
      of: 'words',
      what: `${where} takes ${chars} characters with its hint and answers, and ${limits.textChars} fit in one message.`,
      mend: 'Shorten the text, or the answers.',
    });
  if (choices.length > limits.choices)
    troubles.push({
      of: 'ids',
      what: `"${step}" shows ${choices.length} buttons at once, and ${limits.choices} fit.`,
      mend: 'Offer fewer choices, or divide the question in two.',
    });
  return troubles;
}

function oversized(step: string, choice: ReplyChoice, where: string, limits: Limits): readonly Trouble[] {
  const bytes = encoder.encode(step + choice.id).length;
  const troubles: Trouble[] = [];
  if (choice.label.length > limits.labelChars)
    troubles.push({
      of: 'words',
      choice: choice.id,
      what: `The label "${choice.label}" of ${where} has ${choice.label.length} characters, and ${limits.labelChars} fit on a button.`,
      mend: 'Shorten it.',
    });
  if (bytes > limits.payloadBytes)
    troubles.push({
      of: 'ids',
      choice: choice.id,
      what: `The ids "${step}" and "${choice.id}" take ${bytes} bytes together, and ${limits.payloadBytes} fit in a button.`,
      mend: 'Make one of the two ids shorter.',
    });
  return troubles;
}

/** Labels and keys are compared as the engine compares what people type. */
function confusable({ choices }: Shown, where: string, command: Reader): readonly Trouble[] {
  const typed = choices.map((choice) => new Set([fold(choice.key), fold(choice.label)]));
  return choices.flatMap((choice, at): readonly Trouble[] => {
    const other = choices.find((_, before) => before < at && !typed[before]?.isDisjointFrom(typed[at] ?? new Set()));
    const meant = choice.aside ? undefined : command(choice.label);
    return [
      ...(other
        ? [
            {
              of: 'words',
              choice: other.aside ? choice.id : other.id,
              what: `"${other.label}" and "${choice.label}" of ${where} cannot be told apart when somebody types one of them or its number.`,
              mend: 'Word one of them differently.',
            } as const,
          ]
        : []),
      ...(meant
        ? [
            {
              of: 'words',
              choice: choice.id,
              what: `The label "${choice.label}" of ${where} is also a command (${meant.name}): typed, it would not count as an answer.`,
              mend: 'Word it differently.',
            } as const,
          ]
        : []),
    ];
  });
}
