import { expect, test } from './pages/test';

test('users are found, created, changed and deleted', async ({ castellan }) => {
  const { page, people, notifications } = castellan;
  await people.openPractice();
  await expect(people.count).toHaveText('50 users');
  await people.search.fill('data scientist keller');
  await expect(people.count).toHaveText(/^\d of 50 users$/);
  await people.search.fill('');

  await people.grid.focus();
  await page.keyboard.press('n');
  await people.field('New user', 'Username').fill('ann_keller');
  await people.field('New user', 'E-mail').fill('zelda.otis@acme.example');
  await people.field('New user', 'Full name').fill('Zelda Otis');
  await people.submit('Create user').click();
  await expect(people.field('New user', 'Username')).toBeFocused();
  await expect(page.getByRole('dialog')).toContainText('This name is taken on Practice (Algorithmia).');
  await expect(people.field('New user', 'Full name')).toHaveValue('Zelda Otis');
  await people.field('New user', 'Username').fill('zelda_otis');
  await people.submit('Create user').click();
  await expect(notifications).toContainText('User zelda_otis created.');
  await expect(people.row('zelda_otis')).toHaveAttribute('aria-selected', 'true');
  await expect(people.row('zelda_otis')).toBeInViewport();

  await people.details('zelda_otis').getByRole('button', { name: 'Edit' }).click();
  await expect(people.field('Edit user', 'Username')).toBeDisabled();
  await people.field('Edit user', 'Full name').fill('Zelda Otis-Okafor');
  await people.submit('Save user').click();
  await expect(notifications).toContainText('User zelda_otis saved.');
  await expect(people.details('zelda_otis')).toContainText('Zelda Otis-Okafor');

  await people.details('zelda_otis').getByRole('button', { name: 'Keys' }).click();
  await expect(castellan.page.getByRole('button', { name: 'Owner: zelda_otis' })).toBeVisible();
  await expect(castellan.list.rows.filter({ hasText: 'default-key' })).toBeVisible();
  await castellan.list.grid.focus();
  await page.keyboard.press('g');
  await page.keyboard.press('p');

  await people.select('zelda_otis');
  await people.grid.focus();
  await page.keyboard.press('Delete');
  const question = castellan.confirmation('Delete user zelda_otis?');
  await expect(question.cancel).toBeFocused();
  await expect(question.dialog).toContainText('can never be used again');
  await question.confirm('Delete user').click();
  await expect(notifications).toContainText('User zelda_otis deleted.');
  await expect(people.count).toHaveText('0 of 50 users');

  await people.search.fill('');
  await people.newAccount('user').click();
  await people.field('New user', 'Username').fill('zelda_otis');
  await people.field('New user', 'E-mail').fill('other@acme.example');
  await people.field('New user', 'Full name').fill('Another Zelda');
  await people.submit('Create user').click();
  await expect(page.getByRole('dialog')).toContainText('The names of deleted users stay taken.');
});

test('organizations are created, get members, keep the last owner, and are deleted', async ({
  castellan,
}) => {
  const { page, people, notifications } = castellan;
  await people.openPractice();
  await people.tab('Organizations').click();
  await expect(people.count).toHaveText('6 organizations');
  await page.getByRole('button', { name: 'Types…' }).click();
  const types = page.getByRole('dialog', { name: /^Types of organizations/ });
  await types.getByRole('textbox', { name: 'New type' }).fill('research');
  await types.getByRole('button', { name: 'Add' }).click();
  await expect(types.getByRole('listitem').filter({ hasText: 'research' })).toContainText('no organization');
  await types.getByRole('button', { name: 'Done' }).click();
  await people.newAccount('organization').click();
  await people.field('New organization', 'Name').fill('night_shift');
  await people.field('New organization', 'Label').fill('Night shift');
  await people.field('New organization', 'Contact').fill('Ann Keller');
  await people.field('New organization', 'E-mail').fill('night@acme.example');
  await page.getByRole('combobox', { name: 'Type' }).selectOption('research');
  await people.submit('Create organization').click();
  await expect(notifications).toContainText('Organization night_shift created.');

  const details = people.details('night_shift');
  const members = people.members('night_shift');
  await expect(details).toContainText('research');
  await expect(members.getByRole('listitem')).toHaveCount(1);
  await expect(
    members.getByRole('button', { name: /is the last owner and cannot be removed/ }),
  ).toBeVisible();
  await people.addMember.click();
  await page.getByRole('combobox', { name: 'User' }).fill('ben_okafor');
  await people.submit('Add member').click();
  await expect(notifications).toContainText('ben_okafor added to night_shift.');
  await expect(members.getByRole('listitem').filter({ hasText: 'ben_okafor' })).toContainText('member');
  await members.getByRole('button', { name: 'Remove ben_okafor' }).click();
  await castellan.confirmation('Remove ben_okafor from night_shift?').confirm('Remove member').click();
  await expect(members.getByRole('listitem')).toHaveCount(1);

  await people.tab('Users').click();
  await people.select('ann_keller');
  await people.grid.focus();
  await page.keyboard.press('Delete');
  await castellan.confirmation('Delete user ann_keller?').confirm('Delete user').click();
  await expect(notifications).toContainText('keeps the last owner of an organization');

  await people.tab('Organizations').click();
  await people.select('night_shift');
  await details.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Delete…' }).click();
  await castellan.confirmation('Delete organization night_shift?').confirm('Delete organization').click();
  await expect(notifications).toContainText('Organization night_shift deleted.');
  await people.search.fill('');
  await expect(people.count).toHaveText('6 organizations');
});

test('without the network nothing is read, and the screen says so', async ({ castellan }) => {
  const { people, main } = castellan;
  await people.openPractice();
  await castellan.chooseOfCluster('Work offline');
  await expect(main).toContainText('Users as of');
  await people.tab('Organizations').click();
  await expect(main).toContainText(
    'The organizations of Practice (Algorithmia) are not kept on this computer',
  );
  await main.getByRole('button', { name: 'Go online' }).click();
  await expect(people.row('acme')).toBeVisible();
});
