/** What can be advised: the standards, tools and workshops of each area, and their words. The shell puts it together. */
import type { Area } from '../dialog/dialog.ts';
import type { Language } from '../dialog/language.ts';

/** `items`: ids of the statements, and of the facts (`f_…`), that it has to do with. */
export type GuideStandard = { readonly id: string; readonly items: readonly string[] };
/** `founding`: named in the founding document. */
export type GuideTool = { readonly id: string; readonly items: readonly string[]; readonly founding: boolean };

export type AreaGuide = {
  /** At least one, as the founding document orders them. */
  readonly standards: readonly GuideStandard[];
  /** At least three, those at home in the area first. */
  readonly tools: readonly GuideTool[];
  /** Ids of the workshops: to work on the area, and to talk about what both sides see differently. */
  readonly workshops: Readonly<Record<'area' | 'gap', string>>;
};

export type GuideWorkshop = {
  readonly title: string;
  readonly goal: string;
  readonly result: string;
  readonly who: string;
  readonly minutes: number;
  readonly people: { readonly from: number; readonly to: number };
  readonly agenda: readonly { readonly minutes: number; readonly what: string }[];
};

/** The look-ups throw for an id that the guide does not name. */
export type Guide = {
  readonly area: Readonly<Record<Area, AreaGuide>>;
  readonly standard: (id: string, language: Language) => string;
  readonly tool: (id: string, language: Language) => { readonly title: string; readonly short: string };
  readonly workshop: (id: string, language: Language) => GuideWorkshop;
};
