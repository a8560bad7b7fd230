/** A dialog together with the places in its file where its parts stand, so that a finding can name a line. */
import type { Area, Condition, Dialog, DialogFile, Step } from '../dialog.ts';
import type { Path } from './finding.ts';

export type PlacedStep = { readonly step: Step; readonly path: Path };
export type PlacedSection = {
  readonly id: string;
  readonly area?: Area | undefined;
  readonly when?: Condition | undefined;
  /** Index in `steps` of its first step. */
  readonly first: number;
  readonly path: Path;
};
export type Outline = {
  readonly dialog: Dialog;
  readonly steps: readonly PlacedStep[];
  readonly sections: readonly PlacedSection[];
};

/** Promises: `steps` stand in the order of `dialog.steps`. */
export function outline(dialog: Dialog, file: DialogFile): Outline {
  const paths: Path[] = [];
  const sections: PlacedSection[] = [];
  file.steps.forEach((step, at) => {
    const path: Path = ['steps', at];
    if (step.kind !== 'section') paths.push(path);
    else {
      sections.push({ id: step.id, area: step.area, when: step.when, first: paths.length, path });
      paths.push(...step.steps.map((_, nth) => [...path, 'steps', nth]));
    }
  });
  return { dialog, steps: dialog.steps.map((step, at) => ({ step, path: paths[at] ?? ['steps'] })), sections };
}
