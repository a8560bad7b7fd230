/** A report as a list of blocks, free of any format: the page and the PDF show the same one, so that they cannot differ. */
import type { Language } from '../dialog/language.ts';
import type { Scene } from './pictures/scene.ts';

export type Column = { readonly text: string; readonly align: 'start' | 'end' };

export type Block =
  | {
      readonly kind: 'heading';
      /** 1 begins a part of its own, on a new sheet of paper. */
      readonly level: 1 | 2 | 3;
      readonly text: string;
    }
  | {
      readonly kind: 'text';
      readonly text: string;
      /** `note`: smaller, such as what an interval does not cover. `quote`: what somebody wrote. */
      readonly tone: 'plain' | 'lead' | 'note' | 'quote';
    }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'picture'; readonly scene: Scene }
  /** A picture with what it says in sentences at its side: below it on a phone. */
  | { readonly kind: 'beside'; readonly scene: Scene; readonly items: readonly string[] }
  /** The first cell of a row is its heading. */
  | {
      readonly kind: 'table';
      readonly caption: string;
      readonly columns: readonly Column[];
      readonly rows: readonly (readonly string[])[];
    }
  /** Numbers at a glance: a label, the number as it is shown, and a few words. */
  | {
      readonly kind: 'figures';
      readonly items: readonly { readonly label: string; readonly value: string; readonly words: string }[];
    }
  /** One next step: what to work on and why, a standard, tools, a workshop. */
  | {
      readonly kind: 'step';
      readonly title: string;
      readonly why: string;
      readonly standard: string;
      readonly tools: readonly { readonly title: string; readonly text: string }[];
      readonly workshop: { readonly title: string; readonly text: string };
    };

export type ReportDocument = {
  readonly language: Language;
  readonly title: string;
  readonly subtitle: string;
  readonly blocks: readonly Block[];
};
