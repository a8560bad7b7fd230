/** A4 sheets written from top to bottom. All that is on them is tagged, or declared to be no content. */
import type PDFDocument from 'pdfkit';

export type Pdf = InstanceType<typeof PDFDocument>;
/** An element of the structure that a screen reader follows. */
export type Tag = ReturnType<Pdf['struct']>;
export type TagOptions = {
  readonly alt?: string;
  /** Which cells a heading of a table is of. */
  readonly scope?: 'Row' | 'Column';
  /** Left, top, right, bottom of a picture. */
  readonly bbox?: readonly [number, number, number, number];
};

const mm = 72 / 25.4;

/** In points; y grows downwards. */
export const paper = { width: 595.28, height: 841.89, left: 18 * mm, top: 18 * mm, bottom: 841.89 - 23 * mm } as const;
export const textWidth = paper.width - 2 * paper.left;
export const bodyHeight = paper.bottom - paper.top;
/** Where the line of the footer stands. */
export const footer = paper.height - 14 * mm;

export type Sheet = {
  readonly pdf: Pdf;
  /** Where the next thing begins. */
  y: number;
  /** What the next thing is a part of. */
  parent: Tag;
  /** Of the last heading. */
  level: number;
  /** How much is left above the footer. */
  readonly room: () => number;
  /** Whether nothing is on this page yet. */
  readonly isFresh: () => boolean;
  readonly turn: () => void;
  /** A new element; without a parent it becomes part of `parent`. */
  readonly open: (name: string, options?: TagOptions, parent?: Tag) => Tag;
  /** Draws what is no content, such as a rule. Never inside an element. */
  readonly decorate: (draw: () => void) => void;
};

/** A block that was measured. */
export type Piece = {
  /** Above it, unless it begins a page. */
  readonly gap: number;
  /** How much of it must stand together at its beginning. */
  readonly head: number;
  /** Whether the head is all of it. */
  readonly isWhole: boolean;
  /** Draws it from `sheet.y` on, where the head fits, and turns pages itself after that. `after`: what must fit below. */
  readonly draw: (after: number) => void;
};

/** Begins with a first page. */
export function createSheet(pdf: Pdf): Sheet {
  const root = pdf.struct('Document');
  pdf.addStructure(root);
  pdf.addPage();
  const sheet: Sheet = {
    pdf,
    y: paper.top,
    parent: root,
    level: 0,
    // Sums of heights may be off by a rounding.
    room: () => paper.bottom - sheet.y + 0.01,
    isFresh: () => sheet.y === paper.top,
    turn: () => {
      pdf.addPage();
      sheet.y = paper.top;
    },
    open: (name, options = {}, parent = name === 'Sect' ? root : sheet.parent) => {
      const tag = pdf.struct(name, options);
      parent.add(tag);
      return tag;
    },
    decorate: (draw) => asArtifact(pdf, 'Layout', draw),
  };
  return sheet;
}

/** Draws what a screen reader passes over. */
export function asArtifact(pdf: Pdf, type: 'Layout' | 'Pagination', draw: () => void): void {
  pdf.markContent('Artifact', { type });
  draw();
  pdf.endMarkedContent();
}

/** A straight rule; its ends are not rounded. */
export function drawRule(
  pdf: Pdf,
  [x1, y1]: readonly [number, number],
  [x2, y2]: readonly [number, number],
  { width, color }: { readonly width: number; readonly color: string },
): void {
  pdf.save().lineWidth(width).moveTo(x1, y1).lineTo(x2, y2).stroke(color).restore();
}
