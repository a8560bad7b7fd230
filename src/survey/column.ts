/** The columns of the exported tables: names, what each asks, and how an answer stands in it. */
import { choicesOf, type Dialog, isQuestion, type Question } from '../dialog/dialog.ts';
import type { Answer } from '../dialog/session.ts';

/** An empty text is no value. */
export type Cell = string | number;

/** `choice`: of a list of several choices, the one that this column counts. */
export type Column = { readonly name: string; readonly question: Question; readonly choice?: string };

/** A list of several choices is one column for each, so that it is counted by choice and not by combination. */
export function columnsOf(dialog: Dialog, table: 'answers' | 'background'): readonly Column[] {
  return questionsOf(dialog, table).flatMap((question): Column[] =>
    question.kind === 'multi'
      ? choicesOf(question).map(({ id }) => ({ name: `${question.id}.${id}`, question, choice: id }))
      : [{ name: question.id, question }],
  );
}

/** The questions whose answers go to a table. */
export function questionsOf(dialog: Dialog, table: Question['table']): readonly Question[] {
  return dialog.steps.filter(isQuestion).filter((question) => question.table === table);
}

/** What was not asked is empty. */
export function cellOf({ question, choice }: Column, values: Readonly<Record<string, Answer>>): Cell {
  const answer = values[question.id];
  if (answer === undefined) return '';
  if (choice !== undefined) return [answer].flat().includes(choice) ? 1 : 0;
  return typeof answer === 'number' ? answer : [answer].flat().join(' ');
}
