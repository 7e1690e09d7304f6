/** Names of users and organizations (key-apis B3). */
export const ACCOUNT_NAME = /^[a-zA-Z][a-zA-Z0-9_]*$/;
const LONGEST_NAME = 30;

/** What is wrong with the name of a user or an organization, as a sentence (key-apis B3); null when nothing is. */
export function accountNameProblem(name: string): string | null {
  if (name === '') return 'Enter a name.';
  if (name.length > LONGEST_NAME) return `Use at most ${LONGEST_NAME} characters.`;
  return ACCOUNT_NAME.test(name)
    ? null
    : 'Begin with a letter, and use letters, digits and underscores only.';
}
