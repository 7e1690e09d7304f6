import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_STEPS, recorded, redone, startHistory, undone } from '#shared/scopes/tree/history';

const listArb = fc.array(fc.string({ maxLength: 3 }), { maxLength: 3 });

describe('the history of a list', () => {
  it('goes back and forward to the same lists', () => {
    fc.assert(
      fc.property(listArb, fc.array(listArb, { maxLength: 20 }), (start, lists) => {
        const end = lists.reduce((history, list) => recorded(history, list, 'edit'), startHistory(start));
        const steps = end.past.length;
        let history = end;
        for (let step = 0; step < steps; step += 1) history = undone(history);
        expect(history.present.list).toBe(start);
        for (let step = 0; step < steps; step += 1) history = redone(history);
        expect(history).toEqual(end);
      }),
    );
  });

  it('has nothing to undo at its start and nothing to redo at its end', () => {
    const history = startHistory(['a']);
    expect(undone(history)).toBe(history);
    expect(redone(history)).toBe(history);
    expect(recorded(history, history.present.list, 'edit')).toBe(history);
  });

  it('takes typing as one step, and forgets what was undone once something else changes', () => {
    const typed = ['a', 'ab', 'abc'].reduce(
      (history, text) => recorded(history, [text], 'typing'),
      startHistory([]),
    );
    expect(typed.past).toHaveLength(1);
    const back = undone(typed);
    expect(back.present.list).toEqual([]);
    expect(redone(recorded(back, ['x'], 'edit')).present.list).toEqual(['x']);
  });

  it('forgets the oldest steps', () => {
    let history = startHistory([]);
    for (let step = 0; step < MOST_STEPS + 5; step += 1) history = recorded(history, [`${step}`], 'edit');
    expect(history.past).toHaveLength(MOST_STEPS);
  });
});
