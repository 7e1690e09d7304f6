// What a display really shows, read from the file that Xvfb keeps its picture in (startDisplay in display.ts).
import { closeSync, openSync, readSync } from 'node:fs';
import path from 'node:path';

/** A line of the picture: from `left` so many pixels to the right. */
export interface Line {
  readonly left: number;
  readonly top: number;
  readonly width: number;
}

export interface Watch {
  /** For each line the colours that filled most of it so far, one after the other, as #rrggbb. */
  readonly seen: () => readonly (readonly string[])[];
  /** Ends the watch. */
  readonly end: () => void;
}

/** Far below the 16 ms that a frame stands: none is missed. */
const LOOK_EVERY_MS = 3;

const BYTES_PER_PIXEL = 4;

/** The file is in the format of the program xwd: a head of big-endian numbers, a table of colours, the pixels. */
function layoutOf(file: number): { readonly start: number; readonly stride: number } {
  const head = Buffer.alloc(100);
  readSync(file, head, 0, head.length, 0);
  const number = (index: number): number => head.readUInt32BE(index * 4);
  const [headSize, depth, byteOrder, bitsPerPixel, stride, colours] = [0, 3, 7, 11, 12, 19].map(number);
  if (depth !== 24 || byteOrder !== 0 || bitsPerPixel !== 32)
    throw new Error('The picture of the display is in an unexpected format.');
  return { start: (headSize ?? 0) + (colours ?? 0) * 12, stride: stride ?? 0 };
}

function commonest(pixels: Buffer): string {
  const counts = new Map<number, number>();
  for (let at = 0; at < pixels.length; at += BYTES_PER_PIXEL) {
    const colour = pixels.readUIntLE(at, 3);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const [[colour] = [0]] = [...counts].toSorted(([, one], [, other]) => other - one);
  return `#${colour.toString(16).padStart(6, '0')}`;
}

/** Looks at lines of a display all the time, and keeps every colour that filled one. */
export function watchScreen(pictureIn: string, lines: readonly Line[]): Watch {
  const file = openSync(path.join(pictureIn, 'Xvfb_screen0'), 'r');
  const { start, stride } = layoutOf(file);
  const histories = lines.map((line) => ({ ...line, colours: [] as string[] }));
  const look = (): void => {
    for (const { left, top, width, colours } of histories) {
      const pixels = Buffer.alloc(width * BYTES_PER_PIXEL);
      readSync(file, pixels, 0, pixels.length, start + top * stride + left * BYTES_PER_PIXEL);
      const colour = commonest(pixels);
      if (colours.at(-1) !== colour) colours.push(colour);
    }
  };
  look();
  const timer = setInterval(look, LOOK_EVERY_MS);
  return {
    seen: () => histories.map(({ colours }) => [...colours]),
    end: () => {
      clearInterval(timer);
      closeSync(file);
    },
  };
}
