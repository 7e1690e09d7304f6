import { z } from 'zod';

// Zod tries whether it may compile schemas with eval when the first one is made. The content security policy forbids it,
// and a refusal takes as long as a tenth of the first screen. Hence a module of its own: imported before any schema is.
z.config({ jitless: true });
