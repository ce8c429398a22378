import { visibleJson } from '../../base/text';
import { docsPage, docsPolicy } from '../openapi/docsPage';
import { answer, textAnswer } from '../openapi/openApiAnswers';
import { type Route, route } from './route';

/** The description of the API, for programs and for people. */
export const documentRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/openapi.json',
    id: 'getOpenApi',
    summary: 'This description, with one operation for each current tool.',
    answer: answer('An OpenAPI 3.1 document.'),
    handle: ({ context }, { document }) =>
      // Programs read it alike; people see it in terminals.
      context.body(visibleJson(document()), 200, { 'content-type': 'application/json' }),
  }),
  route({
    method: 'GET',
    path: '/docs',
    id: 'getDocs',
    summary: 'The same as a page for people.',
    answer: textAnswer('A self-contained page.', 'text/html'),
    handle: (_, { document }) =>
      new Response(docsPage(document()), {
        headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': docsPolicy },
      }),
  }),
];
