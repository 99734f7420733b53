// What every form action returns: nothing yet, saved, or refused with a sentence per field and what was typed, so that nothing is lost.

export type FormState =
  | { tone: 'none' }
  | { tone: 'saved'; message: string }
  | { tone: 'refused'; message: string; fields: Record<string, string>; typed: Record<string, string> };

export const noAnswerYet: FormState = { tone: 'none' };
