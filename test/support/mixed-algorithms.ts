import { drawFrom, listFromJson, type Draw } from './mixed-patterns';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const NAMES = [
  'Sentiment',
  'Summary',
  'Resize',
  'Translate',
  'Forecast',
  'Cluster',
  'Extract',
  'Classify',
] as const;

function word(draw: Draw, length: number): string {
  let text = '';
  for (let i = 0; i < length; i += 1) text += LETTERS.charAt(draw(LETTERS.length));
  return text;
}

/**
 * Entries of many owners: mostly single algorithms, some versions and ranges, some owners as a whole. About a fifth adds
 * nothing: it lies below another entry or repeats it in another form. The same seed gives the same list.
 */
export function mixedAlgorithms(count: number, seed: number): readonly string[] {
  const draw = drawFrom(seed);
  const list: string[] = [];
  const algorithms: string[] = [];
  while (list.length < count) {
    const known = algorithms[draw(Math.max(1, algorithms.length))];
    if (known !== undefined && draw(100) < 22) {
      list.push(`${known}/${versionOf(draw)}`);
    } else if (draw(100) < 3) {
      list.push(`algo://${word(draw, 4)}${draw(20)}/*`);
    } else {
      const algorithm = `algo://${word(draw, 4)}${draw(20)}/${NAMES[draw(NAMES.length)] ?? ''}${word(draw, 5)}`;
      algorithms.push(algorithm);
      list.push(draw(2) === 0 ? algorithm : `${algorithm}/*`);
    }
  }
  return listFromJson(list);
}

function versionOf(draw: Draw): string {
  const [major, minor, patch] = [draw(4), draw(12), draw(30)];
  switch (draw(5)) {
    case 0:
      return '*';
    case 1:
      return `${major}.*`;
    case 2:
      return `${major}.${minor}`;
    case 3:
      return `${major}.${minor}.${patch}`;
    default:
      return 'latest';
  }
}
