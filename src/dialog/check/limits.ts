/**
 * What platforms can show. Every prompt is made by the engine itself, in every language and every way it can be asked,
 * and then measured: so the check sees the very labels and buttons that people would.
 */
import { ask } from '../ask.ts';
import { commandReader } from '../command.ts';
import { choicesOf, type Dialog, isQuestion, type Question, type Step } from '../dialog.ts';
import type { Language } from '../language.ts';
import type { Library } from '../library.ts';
import { askSection } from '../review.ts';
import { applies, type Known, known, offered } from '../route.ts';
import type { Answer, Run, Session } from '../session.ts';
import { placeOf, type Talk } from '../talk.ts';
import { type Finding, type Limits, nameOf, type TextsByLanguage } from './finding.ts';
import { measure, type Trouble } from './measure.ts';
import type { Outline, PlacedStep } from './outline.ts';
import { listed } from './possible.ts';
import { askings } from './worlds.ts';

/** The texts of the dialog, and the bot's own. */
export type AllTexts = { readonly own: TextsByLanguage; readonly bot: TextsByLanguage };

/** Needs every text of the dialog in these languages. */
export function checkLimits(
  outline: Outline,
  texts: AllTexts,
  limits: Limits,
  languages: readonly Language[],
): readonly Finding[] {
  const talk = talkOf(outline.dialog, texts);
  const asked = outline.steps.map((placed) => ({ placed, worlds: askings(outline.dialog, placed.step).worlds }));
  return languages.flatMap((language) => [
    ...asked.flatMap(({ placed, worlds }) =>
      worlds.flatMap(({ run }) => {
        const session = sessionOf(language, { ...run, step: placed.step.id });
        const where = `"${placed.step.id}" in ${nameOf(language)}`;
        return ask(talk, session).replies.flatMap((reply) => {
          const shown = reply.kind === 'prompt' ? reply : { step: placed.step.id, text: reply.text, choices: [] };
          return measure(shown, where, limits, talk.library.command).map((trouble) =>
            locate(trouble, placed, language),
          );
        });
      }),
    ),
    ...outline.dialog.sections.flatMap(({ id }) => {
      const first = asked.find(({ placed }) => placed.step.section === id && isQuestion(placed.step));
      return (first?.worlds ?? []).flatMap(({ run }) => {
        const session = sessionOf(language, { ...run, step: 'review' });
        return checkOverview(talk, outline.dialog, session, id, limits);
      });
    }),
  ]);
}

/** A talk with nobody, which can look up texts and nothing else. */
function talkOf(dialog: Dialog, texts: AllTexts): Talk {
  const find: Library['find'] = (language, space, key) =>
    // The bot's missing texts are found elsewhere; here the key stands for them.
    space === 'bot' ? (texts.bot[language]?.[key] ?? key) : texts.own[language]?.[key];
  const library: Library = {
    language: 'pl',
    command: commandReader((language, _, key) => texts.bot[language]?.[key]),
    dialog: () => dialog,
    find,
    campaign: () => undefined,
    openCampaigns: () => [],
    code: undefined,
    answered: () => false,
    taken: () => false,
    hash: (secret) => secret,
  };
  return { library, activity: { id: '', conversation: '', at: 0, chance: '', kind: 'attachment' } };
}

function sessionOf(language: Language, run: Run): Session & { readonly run: Run } {
  return { language, nonce: '', prompt: 0, run, memberships: [] };
}

function locate(trouble: Trouble, { step, path }: PlacedStep, language: Language): Finding {
  const { what, mend, choice = '' } = trouble;
  return trouble.of === 'ids' ? { path, what, mend } : { language, key: textOf(step, choice), what, mend };
}

/** The text that a choice's label comes from. */
function textOf(step: Step, choice: string): string {
  if (step.kind === 'scale') return `scales.${step.scale}.${choice}`;
  if (step.kind !== 'choose' && step.kind !== 'multi') return `steps.${step.id}.text`;
  const id = choicesOf(step).find((candidate) => candidate.id === choice || choice.slice(1) === candidate.id)?.id;
  return id === undefined ? `steps.${step.id}.text` : `steps.${step.id}.choices.${id}`;
}

/** The overview of a section shows every question with its answer, however long. */
function checkOverview(
  talk: Talk,
  dialog: Dialog,
  session: Session & { readonly run: Run },
  section: string,
  limits: Limits,
): readonly Finding[] {
  const full = { ...session, run: fullRun(dialog, session.run) };
  const place = placeOf(talk, full);
  const [prompt] = place ? askSection(talk, full, place, section, {}).replies : [];
  if (!prompt || prompt.text.length <= limits.textChars) return [];
  const { language } = session;
  return [
    {
      language,
      key: `sections.${section}`,
      what: `The overview of the section "${section}" in ${nameOf(language)} can grow to ${prompt.text.length} characters, and ${limits.textChars} fit in one message.`,
      mend: 'Divide the section in two, shorten its questions, or lower the max of its free texts.',
    },
  ];
}

/** The run with everything answered that it would be asked, as fully as each question allows. */
function fullRun(dialog: Dialog, begun: Run): Run {
  let run = begun;
  for (const step of dialog.steps) {
    const values = known(dialog, run);
    if (!isQuestion(step) || Object.hasOwn(run.answers, step.id) || !applies(step, run, values)) continue;
    const answer = fullAnswer(dialog, step, values);
    if (answer !== undefined) run = { ...run, answers: { ...run.answers, [step.id]: answer } };
  }
  return run;
}

function fullAnswer(dialog: Dialog, step: Question, values: Known): Answer | undefined {
  switch (step.kind) {
    case 'text':
      return 'x'.repeat(step.max);
    case 'multi':
      return offered(step, values).slice(0, step.max);
    case 'choose':
      return offered(step, values)[0];
    case 'number':
    case 'date':
      return step.max ?? '9999-12-31';
    default:
      return listed(dialog, step)?.[0];
  }
}
