import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';

/** An answer with errors. There is never half an answer, so there is no data beside them. */
export class AnswerError extends Error {
  constructor(readonly code: string, message: string) {
    super(`${code}: ${message}`);
  }
}

type Answer<Data> = { data: Data; errors?: undefined } | { errors: { message: string; extensions: { code: string } }[] };

/** Asks the server. The document's type says which variables it takes, and what comes back. */
export async function ask<Data, Variables>(url: string, document: TypedDocumentNode<Data, Variables>, variables: Variables): Promise<Data> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ query: print(document), variables }),
  });
  const answer = (await response.json()) as Answer<Data>;
  if (answer.errors) {
    const [error] = answer.errors;
    throw new AnswerError(error!.extensions.code, error!.message);
  }
  return answer.data;
}
