/** Turn → Commit: what is written, from the events of a turn. */
import type { Activity } from '../dialog/activity.ts';
import type { DialogEvent, Submission } from '../dialog/event.ts';
import { codeShown } from '../dialog/reply.ts';
import type { Session } from '../dialog/session.ts';
import { staffName } from '../dialog/staff.ts';
import { invitationName } from '../dialog/submit.ts';
import type { Turn } from '../dialog/talk.ts';
import { type Note, questionMax } from '../knowledge/notes.ts';
import type { Commit, Effect } from '../store/store.ts';
import type { Row, tables } from '../survey/response.ts';
import type { Hash } from './secret.ts';

/** A receipt that nobody is there to see must not lie about: with it the store could join an answer to its place. */
const receiptMs = 24 * 3_600_000;
/** Hex digits: few enough for `gaps --done`, and no two notes draw the same. */
const noteIdDigits = 16;

/** A name that leads from a code to the conversation whose survey it fetches. */
export function resumeName(hash: string): string {
  return `resume:${hash}`;
}

/** The receipt's hash differs in each table, so that it joins none of them. */
export function receiptHash(hash: Hash, table: string, code: string): string {
  return hash(`receipt ${table} ${code}`);
}

/**
 * What the turn writes. A turn that changes nothing is written too, for the activity's id: the same press delivered
 * once more, when the person stands elsewhere, would otherwise be a first one.
 */
export function toCommit(turn: Turn, activity: Activity, hash: Hash): Commit {
  const erased = turn.events.some((event) => event.kind === 'erased');
  const left = activity.kind === 'left';
  const showsReceipt = turn.replies.some((reply) => codeShown(reply)?.for === 'receipt');
  return {
    session: erased ? undefined : turn.session,
    claims: erased ? lastingClaims(turn.session) : [...lastingClaims(turn.session), ...runClaims(turn.session)],
    effects: turn.events.flatMap((event, index) => effectsOf(event, activity, hash, index)),
    replies: turn.replies,
    ...(showsReceipt && { notAfter: activity.at + receiptMs }),
    ...(left && { left }),
  };
}

/** Names that stay taken for good: that this wave was answered from here, with this code, and who of the staff it was. */
function lastingClaims({ memberships, staff }: Session): string[] {
  const answered = memberships.flatMap((membership) => membership.claims);
  return staff === undefined ? answered : [...answered, staffName(staff)];
}

function runClaims(session: Session): string[] {
  const { run } = session;
  if (!run || run.sent) return [];
  return [
    ...(run.survey?.invitation ? [invitationName(run.survey.invitation)] : []),
    ...(run.resume ? [resumeName(run.resume)] : []),
  ];
}

function effectsOf(event: DialogEvent, activity: Activity, hash: Hash, index: number): Effect[] {
  const { conversation, at, chance } = activity;
  const common = {
    kind: 'activity' as const,
    id: `${activity.id}>${index}`,
    at,
    chance: chance.split('').reverse().join(''),
    claims: [] as string[],
  };
  switch (event.kind) {
    case 'submitted':
      return rowsOf(event.submission, hash);
    case 'withdrew':
      return [
        {
          kind: 'remove',
          box: { table: 'answers', campaign: event.campaign, unit: event.unit, group: event.group },
          receipt: receiptHash(hash, 'answers', event.receipt),
        },
        ...(['background', 'open_text'] as const).map((table) => ({
          kind: 'remove' as const,
          box: { table, campaign: event.campaign },
          receipt: receiptHash(hash, table, event.receipt),
        })),
      ];
    case 'asked-for':
      return [{ ...common, conversation: event.from, does: { kind: 'give', code: event.code, to: conversation } }];
    case 'gave': {
      const { invitation } = event.run.survey ?? {};
      const claims = invitation ? [invitationName(invitation)] : [];
      return [
        { ...common, conversation: event.to, does: { kind: 'take', from: conversation, run: event.run }, claims },
      ];
    }
    case 'refused':
      return [{ ...common, conversation: event.to, does: { kind: 'refused' } }];
    case 'missed':
    case 'handed-on':
    case 'rated':
      return [{ kind: 'note', id: noteId(chance, hash, index), note: noteOf(event) }];
    case 'acted': {
      const { who, what, about } = event;
      const entry = { id: noteId(chance, hash, index), who, what, ...(about !== undefined && { about }), at };
      return [{ kind: 'staff', entry }];
    }
    default:
      return [];
  }
}

/**
 * From all the chance of an activity through the hash: no digit of it is seen anywhere else, and whoever has the code or
 * the nonce that were drawn from the same chance cannot find it.
 */
function noteId(chance: string, hash: Hash, index: number): string {
  return hash(`note ${chance} ${index}`).slice(0, noteIdDigits);
}

function noteOf(event: Extract<DialogEvent, { kind: 'missed' | 'handed-on' | 'rated' }>): Note {
  if (event.kind === 'rated') return { kind: 'rated', topic: event.topic, helpful: event.helpful };
  const near = event.area && { area: event.area };
  if (event.kind === 'missed') return { kind: 'missed', ...near };
  const text = event.question.slice(0, questionMax).toWellFormed();
  return { kind: 'question', text, ...(event.unit !== undefined && { unit: event.unit }), ...near };
}

function rowsOf(submission: Submission, hash: Hash): Effect[] {
  const { campaign, unit, group, receipt, simulated, ids } = submission;
  const row = (index: number, table: (typeof tables)[number], values: Row['values']): Row => ({
    id: ids[index] ?? '',
    values,
    ...(receipt && { receipt: receiptHash(hash, table, receipt) }),
    ...(simulated && { simulated }),
  });
  return [
    { kind: 'add', box: { table: 'answers', campaign, unit, group }, row: row(0, 'answers', submission.answers) },
    {
      kind: 'add',
      box: { table: 'background', campaign },
      row: row(1, 'background', submission.background),
      byLink: submission.entry === 'link',
    },
    ...submission.openText.map(
      (text, index): Effect => ({
        kind: 'add',
        box: { table: 'open_text', campaign },
        row: { ...row(2 + index, 'open_text', { text }), reviewed: false },
      }),
    ),
  ];
}
