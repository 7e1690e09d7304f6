/** What the demo records are made of. */
export const BRANDS = ['Alder', 'Brightwater', 'Corvid', 'Dunmore', 'Elmfield', 'Fernlea'] as const;

/** Category, the nouns of its products, and the price of the cheapest. */
export const CATEGORIES = [
  { name: 'Lamps', nouns: ['desk lamp', 'floor lamp', 'reading light', 'lantern'], from: 24 },
  { name: 'Chairs', nouns: ['office chair', 'armchair', 'stool', 'rocking chair'], from: 59 },
  { name: 'Tables', nouns: ['dining table', 'side table', 'standing desk', 'workbench'], from: 110 },
  { name: 'Storage', nouns: ['bookshelf', 'chest of drawers', 'coat rack', 'storage box'], from: 18 },
  { name: 'Textiles', nouns: ['wool blanket', 'linen curtain', 'cushion', 'rug'], from: 12 },
] as const;

export const MATERIALS = ['oak', 'walnut', 'steel', 'brass', 'linen', 'bamboo', 'glass'] as const;
export const COLOURS = ['black', 'white', 'green', 'terracotta', 'blue'] as const;

export const TOPICS = ['Materials', 'Workshops', 'Care', 'Design', 'People'] as const;
export const TITLES = [
  'How to care for a {thing}',
  'A visit to the makers of the {thing}',
  'What makes a good {thing}',
  'Five rooms with a {thing}',
  'Mending an old {thing}',
  'The long history of the {thing}',
] as const;

export const FIRST_NAMES = ['Ada', 'Bruno', 'Chioma', 'Dieter', 'Elif', 'Farid', 'Greta', 'Hana'] as const;
export const LAST_NAMES = ['Abel', 'Bergström', 'Costa', 'Dubois', 'Evans'] as const;
export const CITIES = ['Lisbon', 'Malmö', 'Lyon', 'Leeds', 'Ghent'] as const;
