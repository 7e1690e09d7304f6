import {
  BRANDS,
  CATEGORIES,
  CITIES,
  COLOURS,
  FIRST_NAMES,
  LAST_NAMES,
  MATERIALS,
  TITLES,
  TOPICS,
} from './demo-words';
import type { IndexObject, Settings } from './index-store';

/** An index of the demo with what it holds. */
export interface DemoIndex {
  readonly name: string;
  readonly settings: Settings;
  readonly objects: readonly IndexObject[];
}

/** The entry at a position that runs on past the end. */
function turn<List extends readonly [unknown, ...unknown[]]>(list: List, at: number): List[number] {
  return list[at % list.length];
}

function products(count: number): readonly IndexObject[] {
  return Array.from({ length: count }, (_, at) => {
    const category = turn(CATEGORIES, at);
    const noun = turn(category.nouns, Math.floor(at / CATEGORIES.length));
    const material = turn(MATERIALS, at * 3);
    const brand = turn(BRANDS, at * 5 + Math.floor(at / 7));
    const price = category.from + ((at * 37) % 240);
    return {
      objectID: `product-${String(at + 1).padStart(4, '0')}`,
      name: `${brand} ${material} ${noun}`,
      description: `A ${noun} in ${material}, made by ${brand}.`,
      brand,
      category: category.name,
      colour: turn(COLOURS, at * 2 + Math.floor(at / 5)),
      price,
      stock: (at * 13) % 60,
      purchasePrice: Math.round(price * 0.55),
      supplier: { name: `${turn(CITIES, at)} Trading`, contact: `orders${at % 5}@supplier.example` },
    };
  });
}

function authors(): readonly IndexObject[] {
  return FIRST_NAMES.flatMap((first, i) =>
    LAST_NAMES.map((last, j) => ({
      objectID: `author-${i * LAST_NAMES.length + j + 1}`,
      name: `${first} ${last}`,
      city: turn(CITIES, i + j),
      email: `${first}.${last}@press.example`.toLowerCase(),
    })),
  );
}

function articles(count: number): readonly IndexObject[] {
  const writers = authors();
  return Array.from({ length: count }, (_, at) => {
    const category = turn(CATEGORIES, at * 2);
    const thing = turn(category.nouns, Math.floor(at / TITLES.length));
    const title = turn(TITLES, at).replace('{thing}', thing);
    return {
      objectID: `article-${String(at + 1).padStart(3, '0')}`,
      title,
      topic: turn(TOPICS, at),
      author: writers[(at * 7) % writers.length]?.['name'] ?? '',
      published: at % 9 !== 0,
      tenant: at % 4 === 0 ? 'acme' : 'northwind',
      editorNotes: `Checked by the desk, round ${(at % 3) + 1}.`,
      _tags: [turn(TOPICS, at).toLowerCase(), at % 2 === 0 ? 'long' : 'short'],
    };
  });
}

const SHOP: Settings = {
  searchableAttributes: ['name', 'description', 'brand', 'category'],
  attributesForFaceting: ['brand', 'category', 'colour'],
  unretrievableAttributes: ['purchasePrice', 'supplier.contact'],
};

/** The same records every time: a shop in two environments, a blog and its authors. */
export function demoIndices(): readonly DemoIndex[] {
  return [
    { name: 'prod_products', settings: SHOP, objects: products(200) },
    { name: 'dev_products', settings: SHOP, objects: products(40) },
    {
      name: 'blog_articles',
      settings: {
        searchableAttributes: ['title', 'topic', 'author'],
        attributesForFaceting: ['topic', 'author', 'tenant'],
        unretrievableAttributes: ['editorNotes'],
      },
      objects: articles(120),
    },
    {
      name: 'blog_authors',
      settings: { searchableAttributes: ['name', 'city'], unretrievableAttributes: ['email'] },
      objects: authors(),
    },
  ];
}
