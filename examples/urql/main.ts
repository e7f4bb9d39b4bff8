import assert from 'node:assert/strict';

import type { Client, DocumentInput, OperationContext } from '@urql/core';

import { graphql } from '../generated';
import { connect } from './client';

const url = process.env['DEALGRAPH_URL'] ?? 'http://127.0.0.1:8080';
const id = 'us-korea-tpd';

const technologies = graphql(`
  query TechnologyPages($after: String) {
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
  query DealPages($id: ID!, $after: String) {
    deal(id: $id) {
      id
      covers(first: 50, after: $after) {
        aggregate {
          node {
            count
          }
        }
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

const claims = graphql(`
  query ClaimPages($deal: ID!, $after: String) {
    relationships(types: [COVERS], where: { from: { id: { eq: $deal } } }, first: 50, after: $after) {
      totalCount
      edges {
        node {
          id
          ... on Coverage {
            area
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

const coveredBy = graphql(`
  query TechnologyCoveredBy($id: ID!) {
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

const bothEnds = graphql(`
  query BothEnds($deal: ID!, $other: ID!) {
    deal(id: $deal) {
      id
      covers(first: 50) {
        edges {
          relationship {
            id
            area
            commitment
          }
        }
      }
    }
    other: deal(id: $other) {
      id
      name
    }
  }
`);

async function ask<Data, Variables extends object>(client: Client, query: DocumentInput<Data, Variables>, variables: Variables, context?: Partial<OperationContext>): Promise<Data> {
  const { data, error } = await client.query(query, variables, context).toPromise();
  if (error) throw error;
  assert.ok(data, 'the cache has all of it');
  return data;
}

type Page = { pageInfo: { hasNextPage: boolean; endCursor: string | null } };

/** Asks for a page after the other. The last answer has all of them: the cache joins them. */
async function allPages<Data>(ask: (after: string | null) => Promise<Data>, page: (data: Data) => Page): Promise<Data> {
  let after: string | null = null;
  for (let pages = 1; pages <= 100; pages++) {
    const data = await ask(after);
    const { hasNextPage, endCursor } = page(data).pageInfo;
    if (!hasNextPage) return data;
    after = endCursor;
  }
  throw new Error('there is always another page');
}

async function everyTechnology(client: Client): Promise<void> {
  const data = await allPages((after) => ask(client, technologies, { after }), (data) => data.technologies);
  const { edges, totalCount } = data.technologies;
  assert.equal(edges.length, totalCount);
  assert.equal(new Set(edges.map((edge) => edge.node.id)).size, totalCount, 'no technology stands there twice');
  console.log(`${totalCount} technologies in the list`);
}

/** Each technology stands there once, also where several claims lead to it: that is how urql joins pages. */
async function whatADealCovers(client: Client): Promise<{ technology: string; relationship: string }> {
  const { deal } = await allPages((after) => ask(client, coverage, { id, after }), (data) => data.deal!.covers);
  const { edges, aggregate } = deal!.covers;
  assert.equal(new Set(edges.map((edge) => edge.node.id)).size, aggregate.node.count);
  console.log(`${id} covers ${aggregate.node.count} technologies`);
  return { technology: edges[0]!.node.id, relationship: edges[0]!.relationship.id };
}

/** Where the relationships are the nodes, every claim has its place. */
async function whatIsClaimed(client: Client): Promise<void> {
  const data = await allPages((after) => ask(client, claims, { deal: id, after }), (data) => data.relationships);
  const { edges, totalCount } = data.relationships;
  assert.equal(new Set(edges.map((edge) => edge.node.id)).size, totalCount);
  console.log(`${totalCount} claims say so`);
}

/** What two queries bring of one record is one record, from whichever end, and is known without another request. */
async function fromTheOtherEnd(client: Client, seen: { technology: string; relationship: string }): Promise<void> {
  const { technology } = await ask(client, coveredBy, { id: seen.technology });
  const { relationship } = technology!.coveredBy.edges.find((edge) => edge.relationship.id === seen.relationship)!;
  assert.ok(relationship.commitment);
  const known = await ask(client, bothEnds, { deal: id, other: 'us-japan-tpd' }, { requestPolicy: 'cache-only' });
  const edge = known.deal!.covers.edges.find((edge) => edge.relationship.id === seen.relationship)!;
  assert.equal(edge.relationship.commitment, relationship.commitment);
  assert.ok(edge.relationship.area);
  assert.equal(known.other!.name, 'U.S.-Japan Technology Prosperity Deal');
  console.log(`${seen.relationship} is one record`);
}

async function main(): Promise<void> {
  const warnings: string[] = [];
  const client = await connect(url, (message) => warnings.push(message));
  await everyTechnology(client);
  const seen = await whatADealCovers(client);
  await whatIsClaimed(client);
  await fromTheOtherEnd(client, seen);
  assert.deepEqual(warnings, []);
}

void main();
