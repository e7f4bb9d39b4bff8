import { Client, fetchExchange } from '@urql/core';
import { cacheExchange, type KeyingConfig } from '@urql/exchange-graphcache';
import { relayPagination } from '@urql/exchange-graphcache/extras';
import { minifyIntrospectionQuery } from '@urql/introspection';
import { buildSchema, introspectionFromSchema, isObjectType, type GraphQLSchema } from 'graphql';

/** Only what has an id is kept by itself: edges, sources, aggregates, groups stay with the record that has them. */
function keysOf(schema: GraphQLSchema): KeyingConfig {
  const embedded = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) && !type.name.startsWith('__') && !type.getFields()['id']);
  return Object.fromEntries(embedded.map((type) => [type.name, () => null]));
}

/** A client whose cache knows the server's schema. An app would put what this computes into its build. */
export async function connect(url: string, warn: (message: string) => void): Promise<Client> {
  const schema = buildSchema(await (await fetch(`${url}/schema.graphql`)).text());
  const cache = cacheExchange({
    schema: minifyIntrospectionQuery(introspectionFromSchema(schema)),
    keys: keysOf(schema),
    resolvers: {
      Query: {
        deal: (_, { id }) => ({ __typename: 'Deal', id }), // one that a list brought needs no request of its own
        technologies: relayPagination(),
        relationships: relayPagination(),
      },
      Deal: { covers: relayPagination() },
    },
    logger: (severity, message) => severity !== 'debug' && warn(message),
  });
  return new Client({ url: `${url}/graphql`, preferGetMethod: false, exchanges: [cache, fetchExchange] });
}
