// `* as z`: a bundler leaves out what is not used, such as the messages of zod in forty languages.
import * as z from 'zod';
import { teas } from '../house/teas';

/** One tea of the menu: each value with its title. */
export const teaName = z.xor(teas.map(({ name, title }) => z.literal(name).meta({ title })));

/**
 * zod gives a format a pattern as well. To a person who typed something else the name of the format says more than that, so it
 * is left out of the JSON Schema; zod checks it all the same.
 */
export function byFormat<T extends z.ZodType>(schema: T): T {
  return schema.meta({ pattern: undefined });
}
