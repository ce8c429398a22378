/** A JSON object of the OpenAPI document. */
export type Json = Readonly<Record<string, unknown>>;

/** A string, as an OpenAPI schema. */
export const string: Json = { type: 'string' };

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

/** A JSON answer. */
export function answer(description: string, schema: Json = { type: 'object' }): Json {
  return { description, content: { 'application/json': { schema } } };
}

/** An answer of another type than JSON. */
export function textAnswer(description: string, type: string): Json {
  return { description, content: { [type]: { schema: string } } };
}

/** The error answers of every operation. */
export const problemAnswer: Json = {
  description: 'What failed, why, and what to do next.',
  content: { 'application/problem+json': { schema: ref('Problem') } },
};

/** The answer of a call: its result at once, or its progress and then the result. */
export const callAnswer: Json = {
  description: 'The result. With `Accept: text/event-stream`, progress events come first.',
  content: {
    'application/json': { schema: ref('CallResult') },
    'text/event-stream': { schema: string },
  },
};
