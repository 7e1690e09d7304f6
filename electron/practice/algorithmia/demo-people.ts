import type { OrganizationDetails } from './organization-store';

const FIRST = [
  'ann',
  'ben',
  'chloe',
  'dmitri',
  'elena',
  'farid',
  'grace',
  'hugo',
  'ines',
  'jonas',
  'kemi',
  'lars',
  'mei',
  'noor',
  'omar',
  'priya',
  'quentin',
  'rosa',
  'sven',
  'tara',
  'ulrich',
  'vera',
  'wanda',
  'xavier',
  'yuki',
  'zoe',
] as const;
const LAST = ['keller', 'okafor', 'lindqvist', 'moreau'] as const;
const ROLES = ['Data scientist', 'Platform engineer', 'Developer', 'Analyst'] as const;
const PEOPLE = 48;

/** A user of the demo. */
export interface DemoPerson {
  readonly username: string;
  readonly fullname: string;
  readonly email: string;
  readonly role: string;
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** The demo's users besides the administrator and the account that owns the sample algorithms. */
export function demoPeople(): readonly DemoPerson[] {
  return Array.from({ length: PEOPLE }, (_, at) => {
    const first = FIRST[at % FIRST.length] ?? 'sam';
    const last = LAST[(at + Math.floor(at / FIRST.length)) % LAST.length] ?? 'lee';
    return {
      username: `${first}_${last}`,
      fullname: `${capital(first)} ${capital(last)}`,
      email: `${first}.${last}@acme.example`,
      role: ROLES[at % ROLES.length] ?? 'Developer',
    };
  });
}

/** An organization of the demo. */
export interface DemoOrganization {
  readonly name: string;
  readonly details: Omit<OrganizationDetails, 'type_id'>;
}

/** The demo's organizations. */
export function demoOrganizations(): readonly DemoOrganization[] {
  const named = [
    ['acme', 'Acme Corporation'],
    ['acme_research', 'Acme Research'],
    ['vision_team', 'Computer vision'],
    ['fraud_detection', 'Fraud detection'],
    ['northwind', 'Northwind, partner'],
    ['sandbox', 'Sandbox for newcomers'],
  ] as const;
  return named.map(([name, label], at) => ({
    name,
    details: {
      org_label: label,
      org_contact_name: 'Ann Keller',
      org_email: `${name}@acme.example`,
      org_url: `https://${name.replaceAll('_', '-')}.acme.example`,
      external_id: `ext-${100 + at}`,
    },
  }));
}
