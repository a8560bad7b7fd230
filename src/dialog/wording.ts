/** How questions and answers read, in the person's language and the group's wording. */
import { type Option, optionKeys } from './answer.ts';
import { choicesOf, type Question } from './dialog.ts';
import type { Find } from './find.ts';
import type { Progress } from './reply.ts';
import { type Answer, type Session, skipped } from './session.ts';
import { type Place, reach, say, sayOf, type Talk } from './talk.ts';

// Asked for several times in a turn; what is offered to everybody reads the same for all of a group.
const read = new WeakMap<Find, WeakMap<Question, Map<string, readonly Option[]>>>();

/** The labelled choices of a question. Where the labels are themselves numbers ("6–15 osób"), letters are typed. */
export function optionsOf(talk: Talk, session: Session, place: Place, step: Question): readonly Option[] {
  const differ =
    (step.kind === 'choose' || step.kind === 'multi') && choicesOf(step).some(({ when }) => when !== undefined);
  if (differ) return readOptions(talk, session, place, step);
  const { find } = talk.library;
  const ofTexts = read.get(find) ?? new WeakMap<Question, Map<string, readonly Option[]>>();
  read.set(find, ofTexts);
  const ofStep = ofTexts.get(step) ?? new Map<string, readonly Option[]>();
  ofTexts.set(step, ofStep);
  const reader = `${session.language} ${place.dialog.version} ${place.values.get('group')}`;
  const options = ofStep.get(reader) ?? readOptions(talk, session, place, step);
  ofStep.set(reader, options);
  return options;
}

function readOptions(talk: Talk, session: Session, place: Place, step: Question): readonly Option[] {
  const options = optionKeys(place.dialog, step, place.values).map((option) => ({
    ...option,
    label: labelOf(talk, session, place, step, option.id),
  }));
  if (step.kind !== 'choose' || !options.every((option) => /\d/.test(option.label))) return options;
  return options.map((option, index) => ({ ...option, key: String.fromCharCode(97 + index) }));
}

/** How an answer reads, in the person's language. */
export function labelOf(talk: Talk, session: Session, place: Place, step: Question, answer: Answer): string {
  if (answer === skipped) return say(talk, session, 'skipped');
  switch (step.kind) {
    case 'scale':
      return sayOf(talk, session, place, `scales.${step.scale}.${answer}`);
    case 'yes-no':
      return say(talk, session, `yesNo.${answer}`);
    case 'choose':
      return sayOf(talk, session, place, `steps.${step.id}.choices.${answer}`);
    case 'multi':
      return [answer]
        .flat()
        .map((id) => sayOf(talk, session, place, `steps.${step.id}.choices.${id}`))
        .join(', ');
    default:
      return String(answer);
  }
}

/** "Obszar 2 z 6 · 14/41": counted over what applies to this person now. */
export function progress(talk: Talk, session: Session, place: Place, step: Question): Progress {
  const { questions, areas } = expected(place);
  const counts = { number: questions.indexOf(step) + 1, total: questions.length };
  const area = areas.indexOf(step.section ?? '') + 1;
  const text =
    area > 0
      ? say(talk, session, 'progress.area', { ...counts, area, areas: areas.length })
      : say(talk, session, 'progress.plain', counts);
  return { text, ...counts };
}

/** What probably lies ahead: until the role is known, what is asked of the side that was invited. */
function expected(place: Place): Pick<Place, 'questions' | 'areas'> {
  const { dialog, run, values } = place;
  if (values.has('group') || !run.survey) return place;
  return reach(dialog, run, new Map([...values, ['group', run.survey.side]]));
}
