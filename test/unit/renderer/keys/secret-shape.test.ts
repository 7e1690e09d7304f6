import { describe, expect, it } from 'vitest';
import { secretShape } from '../../../../renderer/features/keys/secret-shape';

describe('a text put into the search box', () => {
  it.each([
    ['a1b2c3d4e5f60718293a4b5c6d7e8f90', 'plain'],
    ['  A1B2C3D4E5F60718293A4B5C6D7E8F90\n', 'plain'],
    [
      'NjFhZmE0OGEyMTI3OThiODc0OTlkOGM0YjcxYzljY2M2NmU2NDE5ZWY0NDZjMWJhNjA2NzBkMjAwOTI2YWQyZnJlc3RyaWN0SW5kaWNlcz1Nb3ZpZXMmdmFsaWRVbnRpbD0yNTI0NjA0NDAw',
      'secured',
    ],
    ['simAbCdEfGhIjKlMnOpQrStUvWxY', 'other'],
    ['sim+4/tQ9xZk2Lw8Vb1Nc7Rd5Pe', 'other'],
  ])('is a secret: %s', (text, shape) => {
    expect(secretShape(text)).toBe(shape);
  });

  it.each([
    '',
    'blog search',
    'prod_products_replica_price_desc',
    'production-search-frontend-2026',
    'https://shop.example/category/*',
    'a1b2c3',
    'analytics seeUnretrievableAttributes',
    '*_northwind',
  ])('is something to search for: %s', (text) => {
    expect(secretShape(text)).toBeNull();
  });
});
