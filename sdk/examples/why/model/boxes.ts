/** A rectangle in CSS pixels, with y downwards. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** True if two boxes overlap or are closer than `gap`. */
export const overlaps = (a: Box, b: Box, gap = 0): boolean =>
  a.left < b.left + b.width + gap &&
  b.left < a.left + a.width + gap &&
  a.top < b.top + b.height + gap &&
  b.top < a.top + a.height + gap;

export const bottomOf = ({ top, height }: Box): number => top + height;
export const rightOf = ({ left, width }: Box): number => left + width;
