/**
 * A picture as plain marks, free of any format: the same scene becomes SVG in a page, PNG in a chat, and vectors in a
 * PDF. Units are pixels of a page, y grows downwards; colours are hex. What a picture says with colour it also says
 * with shape, dash or words.
 */

export type Stroke = { readonly color: string; readonly width: number; readonly dash?: readonly number[] };

/** Weights are those of the font that comes along. */
export type Weight = 400 | 600 | 700;

export type Mark =
  | {
      readonly kind: 'line';
      readonly from: readonly [number, number];
      readonly to: readonly [number, number];
      readonly stroke: Stroke;
    }
  | {
      readonly kind: 'path';
      readonly points: readonly (readonly [number, number])[];
      readonly closed: boolean;
      readonly stroke?: Stroke;
      /** With its opacity, 0–1. */
      readonly fill?: { readonly color: string; readonly opacity: number };
    }
  | {
      readonly kind: 'circle';
      readonly at: readonly [number, number];
      readonly radius: number;
      readonly stroke?: Stroke;
      readonly fill?: string;
    }
  | {
      readonly kind: 'box';
      readonly at: readonly [number, number];
      readonly size: readonly [number, number];
      readonly radius?: number;
      readonly stroke?: Stroke;
      readonly fill?: string;
    }
  | {
      readonly kind: 'text';
      /** Of its baseline, at its anchor. */
      readonly at: readonly [number, number];
      readonly text: string;
      readonly size: number;
      readonly weight: Weight;
      readonly anchor: 'start' | 'middle' | 'end';
      readonly color: string;
    };

export type Scene = {
  readonly width: number;
  readonly height: number;
  /** What it shows, in words, for those who do not see it. */
  readonly title: string;
  readonly marks: readonly Mark[];
};
