import { z } from 'zod';

/** The languages every person-facing text exists in; Ukrainian is `uk`, never `ua`. */
export const Language = z.enum(['pl', 'en', 'uk']);
export type Language = z.infer<typeof Language>;

/** A text that an organiser writes once per language. */
export const Localized = z.strictObject({ pl: z.string().min(1), en: z.string().min(1), uk: z.string().min(1) });
export type Localized = z.infer<typeof Localized>;
