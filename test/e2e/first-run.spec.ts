import { addKey } from '../support/practice-http';
import { certificate, startTlsFront } from '../support/tls-front';
import { ClusterForm } from './pages/cluster-form';
import { answersFor, expect, test } from './pages/test';

test('a new profile opens the practice cluster and lists its keys', async ({ castellan }) => {
  const { main, header, list } = castellan;
  await expect(main.getByRole('heading', { name: 'Castellan' })).toBeVisible();
  await castellan.openPractice();
  await expect(header.getByRole('heading', { name: 'Practice (Algolia)' })).toBeVisible();
  await expect(header).toContainText('practice');
  await expect(header).toContainText('synced');
  await expect(list.count).toHaveText(/^3\d keys$/);
  await expect(castellan.cluster('Practice')).toHaveAccessibleName(/3\d/);
  await list.select('Blog search');
  const details = castellan.details('Blog search');
  await expect(details.pane).toContainText('blog_*');
  await expect(details.pane).toContainText('20 hits');
});

test('a cluster is tried, added and synced from its form', async ({ castellan, startPractice }) => {
  const practice = await startPractice({ seed: 'demo' });
  const { addForm, header, list } = castellan;
  await castellan.main.getByRole('button', { name: 'Add cluster' }).click();
  await expect(addForm.name).toBeFocused();
  await addForm.fill(answersFor(practice, 'shop-dev'));
  await addForm.test.click();
  await expect(addForm.dialog.getByRole('status')).toHaveText(
    /^Connected in \d+ ms\. The key is an admin key\.$/,
  );
  await addForm.submit.click();
  await expect(addForm.dialog).toBeHidden();
  await expect(header.getByRole('heading', { name: 'shop-dev' })).toBeVisible();
  await expect(header).toContainText('development');
  await expect(list.count).toHaveText(/^3\d keys$/);
  await expect(list.row('Blog search')).toBeVisible();
});

test('changed values of a cluster are tried with its stored credential before they are saved', async ({
  castellan,
  startPractice,
}) => {
  const practice = await startPractice({ seed: 'demo' });
  await castellan.addCluster(answersFor(practice, 'shop-dev'));
  await castellan.chooseOfCluster('Edit cluster…');
  const form = new ClusterForm(castellan.dialog('Edit shop-dev'), 'Save cluster');
  await form.test.click();
  await expect(form.dialog.getByRole('status')).toHaveText(
    /^Connected in \d+ ms\. The key is an admin key\.$/,
  );
  await form.endpoints.fill('http://127.0.0.1:9');
  await expect(form.dialog.getByRole('status')).toBeHidden();
  await form.test.click();
  await expect(form.endpoints).toHaveAccessibleDescription(/Cannot reach shop-dev/);
  await form.endpoints.fill(practice.url);
  await form.applicationId.fill('OTHERAPP01');
  await form.test.click();
  await expect(form.dialog.getByRole('alert')).toContainText('refused');
  await form.discard();
  await expect(castellan.list.row('Blog search')).toBeVisible();
});

test('what is wrong with a connection stands at its field, with the remedy', async ({
  castellan,
  startPractice,
}) => {
  const practice = await startPractice();
  const { addForm } = castellan;
  const { name, key, applicationId, endpoints, test: tryIt, submit } = addForm;
  await castellan.main.getByRole('button', { name: 'Add cluster' }).click();

  await test.step('nothing filled in', async () => {
    await submit.click();
    await expect(name).toHaveAccessibleDescription(/Give the cluster a name/);
    await expect(applicationId).toHaveAccessibleDescription(/Enter the application id/);
    await expect(key).toHaveAccessibleDescription(/Enter the key/);
    await expect(addForm.dialog).toBeVisible();
  });

  await test.step('a wrong key', async () => {
    await addForm.fill({ ...answersFor(practice, 'shop-dev'), key: 'f'.repeat(32) });
    await tryIt.click();
    await expect(key).toHaveAccessibleDescription(
      /refused the application id or the key.*Check the application id/,
    );
    await key.fill(practice.adminKey);
    await expect(key).not.toHaveAccessibleDescription(/refused/);
  });

  await test.step('a wrong application id', async () => {
    await applicationId.fill('WRONG12345');
    await tryIt.click();
    await expect(key).toHaveAccessibleDescription(/refused the application id or the key/);
    await applicationId.fill('not an id');
    await tryIt.click();
    await expect(applicationId).toHaveAccessibleDescription(/Use letters, digits and hyphens only/);
    await applicationId.fill(practice.applicationId);
  });

  await test.step('an address where nothing listens', async () => {
    const ended = await startPractice();
    await ended.stop();
    await endpoints.fill(ended.url);
    await tryIt.click();
    await expect(endpoints).toHaveAccessibleDescription(
      /connection refused \(127\.0\.0\.1:\d+\)\. Check the address/,
    );
  });

  await test.step('a name that does not exist', async () => {
    await endpoints.fill('https://castellan-test.invalid');
    await tryIt.click();
    await expect(endpoints).toHaveAccessibleDescription(/Cannot reach .*castellan-test\.invalid/);
  });

  await test.step('plain http to another computer', async () => {
    await endpoints.fill('http://search.example.com');
    await tryIt.click();
    await expect(endpoints).toHaveAccessibleDescription(
      /Use https:\/\/\. Plain http:\/\/ is allowed for addresses of this computer only/,
    );
    await submit.click();
    await expect(addForm.dialog).toBeVisible();
  });

  await test.step('and mended, it is added', async () => {
    await endpoints.fill(practice.url);
    await submit.click();
    await expect(addForm.dialog).toBeHidden();
    await expect(castellan.list.row('Default search-only key')).toBeVisible();
  });
});

test('a certificate of an unknown authority is refused, and accepted with that authority', async ({
  castellan,
  startPractice,
}) => {
  const practice = await startPractice({ seed: 'demo' });
  const front = await startTlsFront(practice.url, 'server');
  const selfSigned = await startTlsFront(practice.url, 'self-signed');
  const { addForm, list } = castellan;
  const { ca, endpoints, test: tryIt } = addForm;
  await castellan.main.getByRole('button', { name: 'Add cluster' }).click();

  await test.step('refused without any', async () => {
    await addForm.fill({ ...answersFor(practice, 'shop-tls'), endpoints: front.url });
    await tryIt.click();
    await expect(ca).toHaveAccessibleDescription(/Cannot trust .*add its certificate to the cluster/);
  });

  await test.step('refused with another authority', async () => {
    await ca.fill(certificate('other-ca.pem'));
    await tryIt.click();
    await expect(ca).toHaveAccessibleDescription(/Cannot trust/);
  });

  await test.step('a self-signed certificate is refused by an authority that did not sign it', async () => {
    await ca.fill(certificate('ca.pem'));
    await endpoints.fill(selfSigned.url);
    await tryIt.click();
    await expect(ca).toHaveAccessibleDescription(/Cannot trust/);
  });

  await test.step('accepted with its own authority', async () => {
    await endpoints.fill(front.url);
    await addForm.submit.click();
    await expect(addForm.dialog).toBeHidden();
    await expect(list.row('Blog search')).toBeVisible();
  });
  await front.close();
  await selfSigned.close();
});

test('a limited key is accepted and shows what it cannot do', async ({ castellan, startPractice }) => {
  const practice = await startPractice();
  const limited = await addKey(practice, { acl: ['search', 'listIndexes'], description: 'Limited' });
  const { addForm, list, page } = castellan;
  await castellan.main.getByRole('button', { name: 'Add cluster' }).click();
  await addForm.fill({ ...answersFor(practice, 'shop-limited'), key: limited });
  await addForm.test.click();
  await expect(addForm.dialog).toContainText('The key is not an admin key.');
  await expect(addForm.dialog).toContainText('it grants search, listIndexes');
  await addForm.submit.click();
  await expect(addForm.dialog).toBeHidden();
  await expect(castellan.banner('Limited credential.')).toContainText(
    'Listing, creating, changing and deleting keys needs the admin key',
  );
  await expect(list.newKey).toHaveAttribute('aria-disabled', 'true');
  await list.newKey.hover();
  await expect(page.getByRole('tooltip')).toContainText('This key is not the admin key');
  await expect(castellan.notifications).not.toContainText('did not finish');
});
