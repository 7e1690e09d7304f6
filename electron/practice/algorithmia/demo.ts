import type { Owner } from '#shared/kinds/algorithmia/spec';
import type { Cluster } from './cluster';
import { adminKeySpec, DEFAULT_KEY, defaultKeySpec, FIRST_ADMIN, specWith } from './defaults';
import { SAMPLE_OWNER } from './samples';
import { organizationKeys, userKeys, type DemoKey } from './demo-keys';
import { demoOrganizations, demoPeople } from './demo-people';

const DAY_MS = 86_400_000;
/** Keys that a user has besides the default one; the first are taken from the list at another place for each. */
const KEYS_PER_USER = 4;
const MEMBERS = 9;

/** Keys are made one after the other in the past, so that their ages differ. */
function keyMaker(cluster: Cluster): (owner: Owner, key: DemoKey) => void {
  let days = 0;
  return (owner, { label, members }) => {
    days += 1;
    const age = ((days * 37) % 900) * DAY_MS;
    cluster.keys.add(specWith(owner, label, members), { createdAt: cluster.clock.now() - age });
  };
}

function seedPeople(cluster: Cluster, add: (owner: Owner, key: DemoKey) => void): void {
  demoPeople().forEach(({ username, fullname, email, role }, at) => {
    cluster.users.add({
      username,
      fullname,
      email,
      companyName: 'Acme',
      companyRole: role,
      isAdmin: at === 0,
    });
    const owner: Owner = { sort: 'user', user: username };
    add(owner, { label: DEFAULT_KEY, members: defaultKeySpec(username) });
    for (let i = 0; i < KEYS_PER_USER; i += 1) {
      const key = userKeys[(at * KEYS_PER_USER + i) % userKeys.length];
      if (key !== undefined) add(owner, key);
    }
  });
}

function seedOrganizations(cluster: Cluster, add: (owner: Owner, key: DemoKey) => void): void {
  const typeId = cluster.types.list()[0]?.id ?? '';
  const people = demoPeople();
  demoOrganizations().forEach(({ name, details }, at) => {
    cluster.organizations.add(name, { ...details, type_id: typeId });
    const team = Array.from({ length: MEMBERS }, (_, i) => people[(at * 7 + i) % people.length]);
    team.forEach((person, i) => {
      if (person === undefined) return;
      cluster.members.add(name, person.username, i === 0 ? 'owner' : 'member');
      const key = organizationKeys[i];
      if (key !== undefined) add({ sort: 'member', organization: name, user: person.username }, key);
    });
    for (const key of organizationKeys) add({ sort: 'organization', organization: name }, key);
  });
}

function seedSampleOwner({ users }: Cluster, add: (owner: Owner, key: DemoKey) => void): void {
  users.add({
    username: SAMPLE_OWNER,
    fullname: 'Sample algorithms',
    email: 'demo@cluster.example',
    companyName: null,
    companyRole: null,
    isAdmin: false,
  });
  const owner: Owner = { sort: 'user', user: SAMPLE_OWNER };
  add(owner, { label: DEFAULT_KEY, members: defaultKeySpec(SAMPLE_OWNER) });
}

function seedData({ data }: Cluster): void {
  for (const { username } of demoPeople().slice(0, 5)) {
    data.createDirectory(username, ['reports']);
    data.put(
      username,
      ['reports', 'readme.txt'],
      Buffer.from(`Reports of ${username}`, 'utf8'),
      'text/plain',
    );
  }
}

/** Fills a cluster with people, organizations and keys to try things on. */
export function seedDemo(cluster: Cluster): void {
  const add = keyMaker(cluster);
  seedSampleOwner(cluster, add);
  seedPeople(cluster, add);
  seedOrganizations(cluster, add);
  seedData(cluster);
  for (const label of ['Provisioning', 'Audit export']) cluster.keys.add(adminKeySpec(FIRST_ADMIN, label));
  const second = demoPeople()[0];
  if (second !== undefined) cluster.keys.add(adminKeySpec(second.username, 'On-call administration'));
}
