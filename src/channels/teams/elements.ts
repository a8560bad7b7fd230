/** The parts of Adaptive Cards 1.5 that we use, and nothing beyond: https://adaptivecards.io/explorer/ */
import type { Data } from './submit.ts';

export type OpenUrl = { readonly type: 'Action.OpenUrl'; readonly url: string };
export type Submit = {
  readonly type: 'Action.Submit';
  readonly title: string;
  readonly data: Data;
  readonly style?: 'positive';
  /** `none`: it goes without what stands in the fields, and does not ask for it. */
  readonly associatedInputs: 'auto' | 'none';
};

export type Open = { readonly type: 'Action.OpenUrl'; readonly title: string; readonly url: string };

export type TextRun = {
  readonly type: 'TextRun';
  readonly text: string;
  readonly size?: 'Small' | 'Medium';
  readonly weight?: 'Bolder';
  readonly isSubtle?: true;
  readonly fontType?: 'Monospace';
  readonly selectAction?: OpenUrl;
};

/** No TextBlock: that one reads Markdown, also in what people wrote. (Both read {{DATE()}}: `runs.ts` sees to it.) */
export type Block = {
  readonly type: 'RichTextBlock';
  readonly inlines: readonly TextRun[];
  readonly spacing: Spacing;
};
export type Element =
  | Block
  | {
      readonly type: 'Image';
      readonly url: string;
      readonly altText: string;
      readonly size: 'Stretch';
      readonly selectAction: OpenUrl;
    }
  | {
      readonly type: 'ActionSet';
      readonly actions: readonly (Submit | Open)[];
      readonly spacing: Spacing;
      readonly separator?: true;
    }
  | {
      readonly type: 'Input.ChoiceSet';
      readonly id: string;
      readonly label: string;
      readonly style: 'expanded' | 'compact';
      readonly isMultiSelect: boolean;
      /** Marked with an asterisk, and said by `errorMessage` when nothing is chosen. */
      readonly isRequired?: true;
      readonly errorMessage?: string;
      readonly wrap: true;
      readonly value?: string;
      readonly choices: readonly { readonly title: string; readonly value: string }[];
    };
export type Spacing = 'None' | 'Small' | 'Default' | 'Medium';

export type Card = {
  readonly type: 'AdaptiveCard';
  readonly $schema: 'http://adaptivecards.io/schemas/adaptive-card.json';
  readonly version: '1.5';
  readonly lang: string;
  readonly speak: string;
  readonly fallbackText: string;
  readonly msteams: { readonly width: 'Full' };
  readonly body: readonly Element[];
};
