/** The statements that the index is made of, and the areas and planes that they belong to. */
import { Area, type Dialog } from '../dialog/dialog.ts';

/** One statement; `reverse`: agreeing is bad. */
export type Item = { readonly id: string; readonly area: Area; readonly reverse: boolean };
export type Instrument = readonly Item[];

export const planes = ['I', 'II', 'III'] as const;
export type Plane = (typeof planes)[number];

/** The two areas of each plane. */
export const areasIn: Readonly<Record<Plane, readonly [Area, Area]>> = {
  I: ['I.1', 'I.2'],
  II: ['II.1', 'II.2'],
  III: ['III.1', 'III.2'],
};

/** The sides that are in the index. */
export const sides = ['ngo', 'office'] as const;
export type Side = (typeof sides)[number];

/** A record with an entry for each area. */
export function byArea<T>(make: (area: Area) => T): Readonly<Record<Area, T>> {
  return Object.fromEntries(Area.options.map((area) => [area, make(area)])) as Record<Area, T>;
}

/** A record with an entry for each plane. */
export function byPlane<T>(make: (plane: Plane) => T): Readonly<Record<Plane, T>> {
  return Object.fromEntries(planes.map((plane) => [plane, make(plane)])) as Record<Plane, T>;
}

/** The statements of a questionnaire: its scales of five points that belong to an area. */
export function instrumentOf(dialog: Dialog): Instrument {
  return dialog.steps.flatMap((step) =>
    step.kind === 'scale' && step.area ? [{ id: step.id, area: step.area, reverse: step.reverse }] : [],
  );
}
