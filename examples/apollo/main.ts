import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';

import { ApolloClient, HttpLink, type NormalizedCacheObject } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';

import { graphql } from '../generated';
import type { CoverageQuery } from '../generated/graphql';
import { createCache } from './cache';

const url = process.env['DEALGRAPH_URL'] ?? 'http://127.0.0.1:8080';
const id = 'us-korea-tpd';

const technologies = graphql(`
  query Technologies($after: String) {
    technologies(first: 25, after: $after, orderBy: [{ name: ASC }]) {
      totalCount
      edges {
        node {
          id
          name
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

const coverage = graphql(`
  query Coverage($id: ID!, $after: String) {
    deal(id: $id) {
      id
      covers(first: 50, after: $after) {
        totalCount
        edges {
          node {
            id
            name
          }
          relationship {
            id
            area
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`);

const coveredBy = graphql(`
  query CoveredBy($id: ID!) {
    technology(id: $id) {
      id
      coveredBy {
        edges {
          node {
            id
            name
          }
          relationship {
            id
            commitment
          }
        }
      }
    }
  }
`);

const anything = graphql(`
  query Anything($id: ID!) {
    node(id: $id) {
      __typename
      id
      ... on Entity {
        name
      }
      ... on Relationship {
        rank
      }
    }
  }
`);

const deal = graphql(`
  query DealName($id: ID!) {
    deal(id: $id) {
      id
      name
    }
  }
`);

/** Asks by GET for a document's hash, so that browsers and proxies can keep the answers; sends the text where the server lacks it. */
const hashed = new PersistedQueryLink({
  sha256: (text: string) => createHash('sha256').update(text).digest('hex'),
  useGETForHashedQueries: true,
});

const sent: string[] = []; // how each request was sent, to look at in the end
const warnings: unknown[] = []; // Apollo warns of what its cache can't keep
for (const level of ['warn', 'error'] as const) console[level] = (...said) => warnings.push(said);

function connect(): ApolloClient {
  const http = new HttpLink({
    uri: `${url}/graphql`,
    fetch: (target, options) => {
      sent.push(`${options?.method} ${/[?&]query=|"query"/.test(`${target} ${options?.body}`) ? 'text' : 'hash'}`);
      return fetch(target, options);
    },
  });
  return new ApolloClient({ link: hashed.concat(http), cache: createCache() });
}

const recordsOf = (client: ApolloClient) => client.cache.extract() as NormalizedCacheObject;

/** Gets all pages of a list, as a page with a button "more" does. */
async function everyTechnology(client: ApolloClient): Promise<void> {
  const { data } = await client.query({ query: technologies });
  const list = client.watchQuery({ query: technologies });
  const subscription = list.subscribe({});
  for (let page = data?.technologies; page?.pageInfo.hasNextPage; ) {
    page = (await list.fetchMore({ variables: { after: page.pageInfo.endCursor } })).data?.technologies;
  }
  subscription.unsubscribe();
  const { edges, totalCount } = client.readQuery({ query: technologies })!.technologies;
  assert.equal(edges.length, totalCount, 'the first page has grown to the whole list');
  assert.equal(new Set(edges.map((edge) => edge.node.id)).size, totalCount, 'and nothing twice');
  console.log(`${totalCount} technologies in the list`);
}

/** Parallel claims stay edges of their own. */
async function whatADealCovers(client: ApolloClient): Promise<{ technology: string; claim: string }> {
  for (let after: string | null = null, more = true; more; ) {
    const { data }: { data?: CoverageQuery } = await client.query({ query: coverage, variables: { id, after }, fetchPolicy: 'network-only' });
    ({ endCursor: after, hasNextPage: more } = data!.deal!.covers.pageInfo);
  }
  const { edges, totalCount } = client.readQuery({ query: coverage, variables: { id } })!.deal!.covers;
  assert.equal(edges.length, totalCount);
  assert.equal(new Set(edges.map((edge) => edge.relationship.id)).size, totalCount);
  console.log(`${totalCount} claims of what ${id} covers`);
  return { technology: edges[0]!.node.id, claim: edges[0]!.relationship.id };
}

/** What two queries bring of one record is one record. */
async function fromTheOtherEnd(client: ApolloClient, { technology, claim }: { technology: string; claim: string }): Promise<void> {
  await client.query({ query: coveredBy, variables: { id: technology } });
  const record = recordsOf(client)[`Coverage:${claim}`];
  assert.ok(record && 'area' in record && 'commitment' in record, 'what was asked from either end is in it');
  assert.ok(recordsOf(client)[`Technology:${technology}`]);
  console.log(`${claim} is one record`);
}

/** Fragments on interfaces match, as the cache knows which types are of them. */
async function anyType(client: ApolloClient, claim: string): Promise<void> {
  for (const [id, known] of [['bae-kyung-hoon', 'Bae Kyung-hoon'], [claim, 'NORMAL']] as const) {
    await client.query({ query: anything, variables: { id } });
    const node = client.readQuery({ query: anything, variables: { id } })?.node;
    assert.ok(node);
    assert.equal('name' in node ? node.name : node.rank, known);
  }
}

/** A deal that some list brought is known by its id. */
async function withoutARequest(client: ApolloClient): Promise<void> {
  const { data } = await client.query({ query: deal, variables: { id: 'us-japan-tpd' }, fetchPolicy: 'cache-only' });
  assert.equal(data?.deal?.name, 'U.S.-Japan Technology Prosperity Deal');
}

/** Records stand under their type and id, edges and connections with the record that has them. */
function theCacheIsRight(client: ApolloClient): void {
  const { ROOT_QUERY, __META, ...kept } = recordsOf(client);
  const records = Object.entries(kept);
  for (const [key, record] of records) assert.equal(key, `${record?.__typename}:${record?.['id']}`);
  console.log(`${records.length} records, each by its id`);
}

/** A document's text is sent once; then its hash is enough. */
function hashesSuffice(): void {
  const texts = sent.filter((request) => request.endsWith('text')).length;
  assert.ok(texts <= 4, 'not more than there are documents');
  assert.ok(sent.length - 2 * texts > 2, 'most requests are a hash, and answered');
  assert.ok(sent.every((request) => request.endsWith('text') || request === 'GET hash'));
}

async function main(): Promise<void> {
  const client = connect();
  await everyTechnology(client);
  const seen = await whatADealCovers(client);
  await fromTheOtherEnd(client, seen);
  await anyType(client, seen.claim);
  await withoutARequest(client);
  theCacheIsRight(client);
  hashesSuffice();
  assert.deepEqual(warnings, []);
  client.stop();
}

void main();
