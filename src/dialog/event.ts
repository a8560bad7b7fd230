/** Facts that a turn established. The shell turns them into what is written (`bot/commit.ts`). */
import type { Area } from './dialog.ts';
import type { Answer, Group, Run } from './session.ts';
import type { StaffEntry } from './staff.ts';

export type DialogEvent =
  /** A run began, by this way in. */
  | { readonly kind: 'entered'; readonly campaign: string; readonly unit: string }
  /** The notice was read and accepted. */
  | { readonly kind: 'noticed'; readonly dialog: string; readonly version: number; readonly hash: string }
  | { readonly kind: 'answered'; readonly step: string }
  | { readonly kind: 'submitted'; readonly submission: Submission }
  | {
      readonly kind: 'withdrew';
      readonly receipt: string;
      readonly campaign: string;
      readonly unit: string;
      readonly group: Group;
    }
  | { readonly kind: 'asked-for'; readonly code: string; readonly from: string }
  | { readonly kind: 'gave'; readonly to: string; readonly run: Run }
  | { readonly kind: 'refused'; readonly to: string }
  | {
      readonly kind: 'consented';
      readonly campaign: string;
      readonly to: 'results' | 'reminders';
      readonly yes: boolean;
    }
  | { readonly kind: 'erased' }
  /** A question of one's own that found no answer; the area that is nearest to it, if one is. */
  | { readonly kind: 'missed'; readonly area?: Area }
  /** The person wants an animator to see their question: its cleaned text leaves the conversation, with no name on it. */
  | { readonly kind: 'handed-on'; readonly question: string; readonly unit?: string; readonly area?: Area }
  /** The person said whether the answer on this topic helped. */
  | { readonly kind: 'rated'; readonly topic: string; readonly helpful: boolean }
  /** Somebody of the staff did something that the log is to hold. */
  | ({ readonly kind: 'acted' } & Pick<StaffEntry, 'who' | 'what' | 'about'>);

/** What leaves the conversation at submit, in three parts that nothing joins. */
export type Submission = {
  readonly campaign: string;
  readonly unit: string;
  readonly group: Group;
  readonly dialog: string;
  readonly version: number;
  readonly simulated: boolean;
  readonly entry: 'personal' | 'link';
  /** The code that deletes the response while the wave is open; absent after its close. */
  readonly receipt?: string;
  readonly answers: Readonly<Record<string, Answer>>;
  readonly background: Readonly<Record<string, Answer>>;
  readonly openText: readonly string[];
  /** Random row ids, one for each table and each text. */
  readonly ids: readonly string[];
};
